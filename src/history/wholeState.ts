import { type RawBuilder, sql } from 'kysely'
import { type Column, type Kind, separatorOf, wordOf } from '../datasets/index.ts'
import { copyOut, type Db } from '../db/index.ts'
import { armsOnce } from './arms.ts'
import { EVERYTHING } from './filters.ts'
import { type Anchor, listRecords } from './listRecords.ts'
import { type RecordRow, tableColumns } from './recordRow.ts'
import type { State } from './state.ts'

// All the records of a state, by id, which is the order of publication and then of the file.

/** Rows held at a time. */
const BATCH = 1_000

/** The values of every record, page after page. */
export async function* readRecords(
  db: Db,
  kind: Kind,
  state: State,
): AsyncGenerator<readonly RecordRow['values'][]> {
  let from: Anchor | undefined
  for (;;) {
    const page = { filter: EVERYTHING, size: BATCH, towards: 'end', ...(from && { from }) } as const
    const { rows, hasMore } = await listRecords(db, kind, state, page)
    if (rows.length > 0) yield rows.map(({ values }) => values)
    from = rows.at(-1)
    if (!hasMore || from === undefined) return
  }
}

/** Whether PostgreSQL writes every cell of a kind as its standard does: objects have names that it does not know. */
export function isCopied({ storage, columns }: Kind): boolean {
  return storage !== 'json' && Object.values(columns).every(({ type }) => type !== 'objets')
}

/** Every record as a line of CSV in the forms of its standard, written by PostgreSQL; for a kind that `isCopied`. */
export function copyRecords(db: Db, kind: Kind, state: State): AsyncGenerator<string> {
  const cells = Object.entries(kind.columns).map(([name, column]) => cellText(name, column))
  return copyOut(db, wholeState(kind, state, sql.join(cells)))
}

function wholeState(
  kind: Kind,
  state: State,
  selected: RawBuilder<unknown>,
): RawBuilder<Record<string, unknown>> {
  const columns = sql.join(['id', ...tableColumns(kind)].map((name) => sql.ref(name)))
  const arms = armsOnce(kind, state).map(
    ({ table, condition }) => sql`select ${columns} from ${table} where ${condition}`,
  )
  return sql`select ${selected} from (${sql.join(arms, sql` union all `)}) rows order by id`
}

function cellText(name: string, column: Column): RawBuilder<unknown> {
  const cell = sql.ref(name)
  if (column.type === 'liste') {
    return sql`nullif(array_to_string(${cell}, ${separatorOf(column)}), '')`
  }
  if (column.type !== 'booleen') return cell
  return sql`case when ${cell} then ${wordOf(column, true)} when not ${cell} then ${wordOf(column, false)} end`
}
