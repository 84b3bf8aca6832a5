import { interleave, type Measure, type Series, type Work } from '../measure.ts'
import { firstPages, readPages } from '../pages.ts'
import { stateAt, stateNow } from '../states.ts'

export const slope: Measure = {
  name: 'slope',
  title: 'the same query after 1, 10, 100, 1 000 versions at 1 % churn',
  reference: 'after 1 version',
  better: 'low',
  must: 1.3,
  goal: 1.1,
  quick: true,
  async run({ size, filled }) {
    const { records, versions } = size.slope
    const works: Record<string, Work> = {}
    for (const count of versions) {
      const base = await filled({ records, datasets: 1, versions: [count, count] })
      const [, shape] = await firstPages(base)
      if (shape === undefined) throw new Error('no shape of page')
      works[`now, after ${count}`] = async () => await readPages(base, await stateNow(base), shape)
      if (count === 1) continue
      const middle = await stateAt(base, 0.5)
      works[`as of the middle, after ${count}`] = () => readPages(base, middle, shape)
    }
    const { 'now, after 1': reference = [], ...others } = await interleave(size.rounds, works)
    return Object.entries(others).map(
      ([label, measured]): Series => ({
        label,
        unit: 'ms for 60 pages',
        measured,
        reference,
        ...(label.startsWith('as of') ? { must: 4, goal: 2 } : {}),
      }),
    )
  },
}
