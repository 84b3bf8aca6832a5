import { sql } from 'kysely'
import { collectivites, REFERENCE } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { readRows } from './arms.ts'
import { type RawRecord, type RecordRow, recordColumns, recordRow } from './recordRow.ts'
import type { State } from './state.ts'

/** What a collectivité is looked up by. */
export type CollectiviteCode = 'siren' | 'insee'

/**
 * For each SIREN or INSEE code, the record of the reference that has it at a state, else the one that had it
 * before (a merged commune, an old SIREN); undefined where there is none. Of several territories of one body,
 * the commune, then the département.
 */
export async function collectivitesBy(
  db: Db,
  state: State,
  by: CollectiviteCode,
  codes: readonly string[],
): Promise<readonly (RecordRow | undefined)[]> {
  // A text with a NUL names nobody, and PostgreSQL holds none.
  const asked = [...new Set(codes)].filter((code) => !code.includes('\0'))
  const { own, former } = COLUMNS[by]
  const at = referenceState(state)
  const rows = await readRows<RawRecord>(db, collectivites, at, (arms) => {
    const parts = arms.map(
      (arm) => sql`
        select ${recordColumns(collectivites, arm)} from ${arm.table}
        where ${arm.condition} and ${REFERENCE_ONLY} and ${ONLY[by]}
          and (${sql.ref(own)} = any(${asked}::text[]) or ${sql.ref(former)} && ${asked}::text[])`,
    )
    return sql`${sql.join(parts, sql` union all `)}`
  })
  const records = rows.map((row) => recordRow(collectivites, at, row)).toSorted(byType)
  return codes.map(
    (code) =>
      records.find(({ values }) => values[own] === code) ??
      records.find(({ values }) => [values[former] ?? []].flat().some((one) => one === code)),
  )
}

const COLUMNS = {
  siren: { own: 'siren', former: 'anciensSirens' },
  insee: { own: 'code', former: 'anciensCodes' },
} as const

/** A code of a département or of a région may be that of no commune: INSEE codes are communes'. */
const ONLY = { siren: sql`true`, insee: sql`type = 'commune'` } as const

const REFERENCE_ONLY = sql`dataset_id = (
  select id from dataset where siren = ${REFERENCE.siren} and slug = ${REFERENCE.slug})`

/** A version's state is of one dataset: the reference is read as the log knew it then. */
function referenceState(state: State): State {
  return state.rows.of === 'dataset' ? { ...state, rows: { of: 'all' } } : state
}

function byType(a: RecordRow, b: RecordRow): number {
  const [x, y] = [a, b].map(({ values }) => `${String(values['type'])} ${String(values['code'])}`)
  return (x ?? '') < (y ?? '') ? -1 : 1
}
