import { diffSummary, EVERYTHING, readHead } from '../../src/history/index.ts'
import type { Base } from '../bench.ts'
import { interleave, type Measure } from '../measure.ts'
import { KIND, stateAfter } from '../states.ts'

export const diffOfNeighbours: Measure = {
  name: 'diff-summary',
  title: 'diff summary of neighbouring versions',
  reference: 'naive full join of the two states',
  better: 'low',
  must: 0.1,
  goal: 0.02,
  quick: true,
  async run({ size, filled }) {
    const base = await filled(size.data)
    const [dataset] = await base.client<{ id: number; version: number; records: number }[]>`
      select dataset_id as id, max(number) as version, min(record_count) as records from version
      group by dataset_id order by records desc limit 1`
    if (dataset === undefined) throw new Error('no dataset')
    const head = await readHead(base.db)
    const at = (version: number) => stateAfter(base, head, dataset.id, version)
    const middle = Math.floor(dataset.version / 2)
    const series = []
    for (const [label, version] of [
      ['the last two', dataset.version],
      ['two of the middle', middle],
    ] as const) {
      const [from, to] = [await at(version - 1), await at(version)]
      const ours = () => diffSummary(base.db, { kind: KIND, from, to, filter: EVERYTHING })
      const naive = () => fullJoin(base, dataset.id, from.tick, to.tick)
      const [summary, expected] = [await ours(), await naive()]
      if (summary.added !== expected?.added || summary.changed !== expected.changed) {
        throw new Error(`${JSON.stringify(summary)} is not ${JSON.stringify(expected)}`)
      }
      const times = await interleave(size.rounds, { ours, naive }, 3)
      series.push({
        label: `${label} of ${dataset.records} records`,
        unit: 'ms for 3',
        measured: times.ours,
        reference: times.naive,
      })
    }
    return series
  },
}

/** What one writes first: both states whole, joined. */
async function fullJoin({ client }: Base, dataset: number, from: bigint, to: bigint) {
  const state = (tick: bigint) => client`
    select record_id, content_hash, montant from subvention_current
    where dataset_id = ${dataset} and from_tick <= ${String(tick)}
    union all
    select record_id, content_hash, montant from subvention_history
    where dataset_id = ${dataset} and from_tick <= ${String(tick)} and to_tick > ${String(tick)}`
  const [row] = await client<{ added: number; removed: number; changed: number; sum: string }[]>`
    select count(*) filter (where a.record_id is null)::int as added,
      count(*) filter (where b.record_id is null)::int as removed,
      count(*) filter (where a.content_hash <> b.content_hash)::int as changed,
      sum(coalesce(b.montant, 0) - coalesce(a.montant, 0)) as sum
    from (${state(from)}) a full join (${state(to)}) b using (record_id)`
  return row
}
