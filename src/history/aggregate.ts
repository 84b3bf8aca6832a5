import { sql } from 'kysely'
import type { Kind } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { readRows } from './arms.ts'
import { type Filter, filterSql } from './filters.ts'
import { cellSql } from './recordRow.ts'
import type { State } from './state.ts'

/** Of one column: exact canonical decimals, null when no record has a value. */
export interface MeasureAggregates {
  readonly sum: string | null
  readonly min: string | null
  readonly max: string | null
  /** Records without a value: they count in nothing above. */
  readonly nulls: number
}

export interface Aggregates {
  readonly count: number
  readonly measures: Readonly<Record<string, MeasureAggregates>>
}

/** Count, sums and bounds of the records of a state that satisfy a filter, in one statement. */
export async function aggregateRecords(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
): Promise<Aggregates> {
  const { measures } = kind
  const [row] = await readRows<Record<string, string | bigint | null>>(db, kind, state, (arms) => {
    const columns = measures.map((name) => sql`${cellSql(kind, name)} as ${sql.ref(name)}`)
    const parts = arms.map(
      ({ side, table, condition }) => sql`
        select ${sql.join([sql`1 as one`, ...columns])} from ${table}
        where ${condition} and ${filterSql(kind, filter, side)}`,
    )
    const of = measures.flatMap((name) => {
      const column = sql.ref(name)
      return [
        sql`trim_scale(sum(${column})::numeric)::text as ${sql.ref(`sum_${name}`)}`,
        sql`trim_scale(min(${column})::numeric)::text as ${sql.ref(`min_${name}`)}`,
        sql`trim_scale(max(${column})::numeric)::text as ${sql.ref(`max_${name}`)}`,
        sql`count(*) - count(${column}) as ${sql.ref(`nulls_${name}`)}`,
      ]
    })
    return sql`select ${sql.join([sql`count(*) as total`, ...of])}
      from (${sql.join(parts, sql` union all `)}) rows`
  })
  const text = (name: string) => {
    const value = row?.[name] ?? null
    return value === null ? null : String(value)
  }
  return {
    count: Number(row?.['total'] ?? 0),
    measures: Object.fromEntries(
      measures.map((name) => [
        name,
        {
          sum: text(`sum_${name}`),
          min: text(`min_${name}`),
          max: text(`max_${name}`),
          nulls: Number(row?.[`nulls_${name}`] ?? 0),
        },
      ]),
    ),
  }
}
