import { interleave, type Measure, type Series } from '../measure.ts'
import { firstPages, readPages } from '../pages.ts'
import { stateAt, stateNow } from '../states.ts'

const SHARES = [10, 50, 90] as const

// The functions that the API calls, without HTTP and GraphQL, which would hide the difference.
export const asOf: Measure = {
  name: 'as-of',
  title: 'as-of query at 10, 50, 90 % of history',
  reference: 'the same query now',
  better: 'low',
  must: 1.6,
  goal: 1.2,
  quick: true,
  async run({ size, filled }) {
    const base = await filled(size.data)
    const series: Series[] = []
    const states = await Promise.all(SHARES.map((share) => stateAt(base, share / 100)))
    for (const shape of await firstPages(base)) {
      const works = Object.fromEntries([
        ...SHARES.map((share, i) => {
          const state = states[i]
          return [share, async () => state && (await readPages(base, state, shape))] as const
        }),
        ['now', async () => await readPages(base, await stateNow(base), shape)] as const,
      ])
      const times = await interleave(size.rounds, works)
      for (const share of SHARES) {
        series.push({
          label: `${shape.label}, at ${share} %`,
          unit: 'ms for 60 pages',
          measured: times[share] ?? [],
          reference: times['now'] ?? [],
        })
      }
    }
    return series
  },
}
