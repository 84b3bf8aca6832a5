import type postgres from 'postgres'
import { aggregateRecords, EVERYTHING } from '../../src/history/index.ts'
import { interleave, type Measure, type Series } from '../measure.ts'
import { KIND, stateAt, stateNow } from '../states.ts'

// There is no group-by yet: what the API has is the count and sums of a list.
export const groupBy: Measure = {
  name: 'group-by',
  title: 'count and sums of all records, of any state',
  reference: 'the plain scan',
  better: 'low',
  must: 0.1,
  goal: 0.02,
  quick: false,
  async run({ size, filled }) {
    const base = await filled(size.data)
    const { client, db } = base
    const series: Series[] = []
    const [now, middle] = [await stateNow(base), await stateAt(base, 0.5)]
    const tick = String(middle.tick)
    const scan = (rows: postgres.PendingQuery<postgres.Row[]>) =>
      client`select dataset_id, count(*), sum(montant) from ${rows} group by 1`
    for (const [label, state, rows] of [
      ['now', now, () => client`subvention_current`],
      [
        'at 50 %',
        middle,
        () => client`(
          select dataset_id, montant from subvention_current where from_tick <= ${tick}
          union all
          select dataset_id, montant from subvention_history
          where from_tick <= ${tick} and to_tick > ${tick}) rows`,
      ],
    ] as const) {
      const times = await interleave(size.rounds, {
        ours: () => aggregateRecords(db, KIND, state, EVERYTHING),
        scan: () => scan(rows()),
      })
      series.push({
        label: `${size.data.records} records, ${label}`,
        unit: 'ms',
        measured: times.ours,
        reference: times.scan,
      })
    }
    return series
  },
}
