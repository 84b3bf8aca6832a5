import { interleave, type Measure, type Series } from '../measure.ts'
import { firstPages, PAGES_OF_ROUND, pagesReader, SLICES } from '../pages.ts'
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
    for (const shape of await firstPages(base)) {
      const works = Object.fromEntries([
        ...SHARES.map((share) => {
          const state = () => stateAt(base, share / 100)
          return [share, pagesReader(base, state, shape.pages)] as const
        }),
        ['now', pagesReader(base, () => stateNow(base), shape.pages)] as const,
      ])
      const times = await interleave(size.rounds, works, SLICES)
      for (const share of SHARES) {
        series.push({
          label: `${shape.label}, at ${share} %`,
          unit: PAGES_OF_ROUND,
          measured: times[share] ?? [],
          reference: times['now'] ?? [],
        })
      }
    }
    return series
  },
}
