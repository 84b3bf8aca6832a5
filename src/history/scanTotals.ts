import { type RawBuilder, sql } from 'kysely'
import type { Kind } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { readRows } from './arms.ts'
import { type Filter, filterSql } from './filters.ts'
import { cellSql } from './recordRow.ts'
import type { State } from './state.ts'

/**
 * `total`, the number of records, with `sum_` and `nulls_` of each measure, exact; its `min_` and `max_`. Null where
 * no record has a value.
 */
export type TotalsRow = Readonly<Record<string, string | bigint | null>>

type Sql = RawBuilder<unknown>

/** What is asked of a measure: of its cells in one table, then of what both tables gave. */
const FUNCTIONS = {
  sum: {
    inside: (cell: Sql) => sql`sum(${cell})`,
    across: (part: Sql) => sql`trim_scale(sum(${part})::numeric)::text`,
  },
  nulls: {
    inside: (cell: Sql) => sql`count(*) - count(${cell})`,
    across: (part: Sql) => sql`sum(${part})::bigint`,
  },
  min: {
    inside: (cell: Sql) => sql`min(${cell})`,
    across: (part: Sql) => sql`trim_scale(min(${part})::numeric)::text`,
  },
  max: {
    inside: (cell: Sql) => sql`max(${cell})`,
    across: (part: Sql) => sql`trim_scale(max(${part})::numeric)::text`,
  },
} as const

/**
 * What the records of a state that satisfy a filter add up to, by reading them. Each table by itself, then both
 * together: the bounds of a table, when nothing else is asked, are at the ends of an index.
 */
export async function scanTotals(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
  asked: readonly (keyof typeof FUNCTIONS)[],
): Promise<TotalsRow> {
  const columns = kind.measures.flatMap((name) =>
    asked.map((what) => ({
      ...FUNCTIONS[what],
      cell: cellSql(kind, name),
      as: sql.ref(`${what}_${name}`),
    })),
  )
  const counts = asked.includes('sum')
  const inside = [
    ...(counts ? [sql`count(*) as total`] : []),
    ...columns.map(({ inside, cell, as }) => sql`${inside(cell)} as ${as}`),
  ]
  const across = [
    ...(counts ? [sql`sum(total)::bigint as total`] : []),
    ...columns.map(({ across, as }) => sql`${across(as)} as ${as}`),
  ]
  const [row] = await readRows<TotalsRow>(db, kind, state, (arms) => {
    const parts = arms.map(
      ({ side, table, condition }) => sql`select ${sql.join(inside)} from ${table}
        where ${condition} and ${filterSql(kind, filter, side)}`,
    )
    return sql`select ${sql.join(across)} from (${sql.join(parts, sql` union all `)}) parts`
  })
  if (row === undefined) throw new Error('a sum of rows is a row')
  return row
}
