import { aggregateRecords, EVERYTHING } from '../../src/history/index.ts'
import { interleave, type Measure, type Series } from '../measure.ts'
import { KIND, stateAt, stateNow } from '../states.ts'

// There is no group-by yet: what the API has is the count, sums and bounds of a list.
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
    const states = [
      ['now', await stateNow(base)],
      ['at 50 %', await stateAt(base, 0.5)],
      ['at 10 %', await stateAt(base, 0.1)],
    ] as const
    for (const [label, state] of states) {
      const tick = String(state.tick)
      const rows = () =>
        label === 'now'
          ? client`subvention_current`
          : client`(
              select montant from subvention_current where from_tick <= ${tick}
              union all
              select montant from subvention_history
              where from_tick <= ${tick} and to_tick > ${tick}) rows`
      const scan = () => client<{ count: string; sum: string }[]>`
        select count(*)::text as count, trim_scale(sum(montant))::text as sum from ${rows()}`
      const scanBounds = () => client<{ max: string }[]>`
        select count(*), sum(montant), min(montant), trim_scale(max(montant))::text as max
        from ${rows()}`
      const sums = () => aggregateRecords(db, KIND, state, EVERYTHING)
      const all = async () => (await sums()).bounds()
      const [ours, expected] = [await sums(), (await scan())[0]]
      same(ours.measures['montant']?.sum, expected?.sum)
      same(String(ours.count), expected?.count)
      same((await all())['montant']?.max, (await scanBounds())[0]?.max)
      const times = await interleave(size.rounds, { sums, scan })
      const bounds = await interleave(size.rounds, { all, scanBounds })
      const what = `${size.data.records} records, ${label}`
      series.push(
        { label: what, unit: 'ms', measured: times.sums, reference: times.scan },
        {
          label: `${what}, least and most too`,
          unit: 'ms',
          measured: bounds.all,
          reference: bounds.scanBounds,
        },
      )
    }
    return series
  },
}

function same(got: string | null | undefined, expected: string | undefined): void {
  if (got !== expected) throw new Error(`${got} is not ${expected}`)
}
