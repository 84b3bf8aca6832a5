import { sql } from 'kysely'
import type { Kind } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { inDataset, tickSql } from './arms.ts'
import { type Filter, filterSql } from './filters.ts'
import { scanTotals, type TotalsRow } from './scanTotals.ts'
import type { State } from './state.ts'

/** Whether a filter only tells datasets apart: what their records add up to is known, and none need be read. */
export function isOfDatasets(filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.filters.every(isOfDatasets)
    case 'not':
      return isOfDatasets(filter.filter)
    default:
      return filter.op === 'dataset'
  }
}

/**
 * What the records of a state add up to, for a filter that only tells datasets apart: of each dataset, the last
 * total at or before its tick. Totals are never written again, so that a publication meanwhile changes nothing.
 */
export async function totalsOfDatasets(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
): Promise<TotalsRow> {
  const measures = kind.measures.flatMap((name) => {
    const measure = sql`measures -> ${sql.lit(name)}`
    const nulls = sql`sum((${measure} ->> 'nulls')::int)`
    return [
      // Of nothing there is no sum.
      sql`case when sum(records) > ${nulls}
        then trim_scale(sum((${measure} ->> 'sum')::numeric))::text end as ${sql.ref(`sum_${name}`)}`,
      sql`coalesce(${nulls}, 0) as ${sql.ref(`nulls_${name}`)}`,
    ]
  })
  const { rows } = await sql<TotalsRow>`
    select ${sql.join([sql`coalesce(sum(records), 0)::bigint as total`, ...measures])}
    from (
      select dataset_id as id, ${tickSql(state)} as until
      from (select id as dataset_id from dataset where kind = ${kind.name}) of_kind
      where ${inDataset(state)} and ${filterSql(kind, filter, 'current')}
    ) dataset
    cross join lateral (
      select records, measures from dataset_total
      where dataset_id = dataset.id and tick <= dataset.until order by tick desc limit 1
    ) total`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a sum of rows is a row')
  return row
}

/** Count and sums of the records of a state that satisfy a filter. */
export async function sumRecords(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
): Promise<{ readonly count: number; readonly sums: Readonly<Record<string, string>> }> {
  const row = isOfDatasets(filter)
    ? await totalsOfDatasets(db, kind, state, filter)
    : await scanTotals(db, kind, state, filter, ['sum'])
  return {
    count: Number(row['total'] ?? 0),
    sums: Object.fromEntries(
      kind.measures.map((name) => [name, String(row[`sum_${name}`] ?? '0')]),
    ),
  }
}
