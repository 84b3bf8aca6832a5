import { loadRounds } from '../listQuery.ts'
import type { Measure } from '../measure.ts'

export const list: Measure = {
  name: 'list',
  title: 'list query, filtered and sorted, HTTP requests per second',
  reference: 'PostGraphile 5, same tables, filter and sort',
  better: 'high',
  must: 1.2,
  goal: 2,
  quick: true,
  async run(bench) {
    const base = await bench.filled(bench.size.data)
    const { millesime, postgraphile } = await loadRounds(bench, base, ['millesime', 'postgraphile'])
    return [
      {
        label: 'the 20 largest of a beneficiary',
        unit: 'requests/s',
        measured: millesime.map(({ perSecond }) => perSecond),
        reference: postgraphile.map(({ perSecond }) => perSecond),
      },
    ]
  },
}
