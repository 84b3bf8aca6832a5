import { sql } from 'kysely'
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

/**
 * What the records of a state that satisfy a filter add up to, by reading them. Each table by itself, then both
 * together: the bounds of a table, asked alone, are at the ends of an index.
 */
export async function scanTotals(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
  asked: readonly ('sums' | 'bounds')[],
): Promise<TotalsRow> {
  const ends = asked.includes('bounds') ? (['min', 'max'] as const) : []
  const bounds = kind.measures.flatMap((name) =>
    ends.map((end) => ({ name, as: sql.ref(`${end}_${name}`), of: sql.raw(end) })),
  )
  const measures = asked.includes('sums')
    ? kind.measures.map((name) => ({
        cell: cellSql(kind, name),
        sum: sql.ref(`sum_${name}`),
        nulls: sql.ref(`nulls_${name}`),
      }))
    : []
  const counted = asked.includes('sums')
  const [row] = await readRows<TotalsRow>(db, kind, state, (arms) => {
    const inside = [
      ...(counted ? [sql`count(*) as total`] : []),
      ...measures.flatMap(({ cell, sum, nulls }) => [
        sql`sum(${cell}) as ${sum}`,
        sql`count(*) - count(${cell}) as ${nulls}`,
      ]),
      ...bounds.map(({ name, of, as }) => sql`${of}(${cellSql(kind, name)}) as ${as}`),
    ]
    const all = [
      ...(counted ? [sql`sum(total)::bigint as total`] : []),
      ...measures.flatMap(({ sum, nulls }) => [
        sql`trim_scale(sum(${sum})::numeric)::text as ${sum}`,
        sql`sum(${nulls})::bigint as ${nulls}`,
      ]),
      ...bounds.map(({ of, as }) => sql`trim_scale(${of}(${as})::numeric)::text as ${as}`),
    ]
    const parts = arms.map(
      ({ side, table, condition }) => sql`select ${sql.join(inside)} from ${table}
        where ${condition} and ${filterSql(kind, filter, side)}`,
    )
    return sql`select ${sql.join(all)} from (${sql.join(parts, sql` union all `)}) parts`
  })
  if (row === undefined) throw new Error('a sum of rows is a row')
  return row
}
