import { interleave, type Measure, type Series, type Work } from '../measure.ts'
import { firstPages, PAGES_OF_ROUND, pagesReader, SLICES } from '../pages.ts'
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
      works[`now, after ${count}`] = pagesReader(base, () => stateNow(base), shape.pages)
      if (count === 1) continue
      const middle = () => stateAt(base, 0.5)
      works[`as of the middle, after ${count}`] = pagesReader(base, middle, shape.pages)
    }
    const { 'now, after 1': reference = [], ...others } = await interleave(
      size.rounds,
      works,
      SLICES,
    )
    return Object.entries(others).map(
      ([label, measured]): Series => ({
        label,
        unit: PAGES_OF_ROUND,
        measured,
        reference,
        ...(label.startsWith('as of') ? { must: 4, goal: 2 } : {}),
      }),
    )
  },
}
