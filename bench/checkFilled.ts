import { foldText, kindOf } from '../src/datasets/index.ts'
import {
  countRecords,
  diffSummary,
  EVERYTHING,
  listRecords,
  readHead,
  resolveState,
  stateOfHead,
  sumRecords,
} from '../src/history/index.ts'
import type { Base } from './bench.ts'

/**
 * Whether the API answers what was filled: records and amounts of several states, one difference, folded texts.
 *
 * @throws Error at the first that differs
 */
export async function checkFilled({ db, client }: Base): Promise<void> {
  const kind = kindOf('subventions')
  const head = await readHead(db)
  for (const share of [0.1, 0.5, 0.9, 1]) {
    const position = Math.floor(head.position * share)
    // Versions change records without changing how many there are.
    const [expected] = await client<{ records: number }[]>`
      select coalesce(sum(record_count), 0)::int as records from version
      where number = 1 and position <= ${position}`
    const state = await resolveState(db, head, { position })
    same(
      `records at ${position}`,
      await countRecords(db, kind, state, EVERYTHING),
      expected?.records,
    )
    const [rows] = await client<{ sum: string | null }[]>`
      select trim_scale(sum(montant))::text as sum from (
        select montant, from_tick, null as to_tick from subvention_current
        union all select montant, from_tick, to_tick from subvention_history) rows
      where from_tick <= ${String(state.tick)} and (to_tick is null or to_tick > ${String(state.tick)})`
    const { sums } = await sumRecords(db, kind, state, EVERYTHING)
    same(`amounts at ${position}`, sums['montant'], rows?.sum ?? '0')
  }
  const [last] = await client<
    { dataset: number; number: number; added: number; changed: number }[]
  >`
    select dataset_id as dataset, number, added, changed from version
    order by number desc, dataset_id limit 1`
  if (last !== undefined && last.number > 1) {
    const [from, to] = await Promise.all(
      [last.number - 1, last.number].map((version) =>
        resolveState(db, head, { datasetId: last.dataset, version }),
      ),
    )
    if (from === undefined || to === undefined) throw new Error('two states were asked')
    const summary = await diffSummary(db, { kind, from, to, filter: EVERYTHING })
    same('added', summary.added, last.added)
    same('changed', summary.changed, last.changed)
  }
  const page = await listRecords(db, kind, stateOfHead(head), {
    filter: EVERYTHING,
    size: 100,
    towards: 'end',
  })
  for (const { id, datasetId, values } of page.rows) {
    const [folded] = await client<{ objet: string; nom: string }[]>`
      select objet_pli as objet, "nomAttribuant_pli" as nom from subvention_current
      where dataset_id = ${datasetId} and id = ${String(id)}`
    same('objet', folded?.objet, foldText(String(values['objet'])))
    same('nom', folded?.nom, foldText(String(values['nomAttribuant'])))
  }
}

function same(what: string, got: unknown, expected: unknown): void {
  if (got !== expected) throw new Error(`filled data: ${what}: ${got}, not ${expected}`)
}
