import { type RawBuilder, sql } from 'kysely'
import { JSON_CELLS, type Kind, tablesOf } from '../datasets/index.ts'
import { revisionId, type Tx } from '../db/index.ts'
import type { Target } from './applyChanges.ts'

/**
 * Writes what the records of a dataset add up to at a tick whose changes have been applied: the total before, with
 * the revisions that began, without those that ended. The same at the append and at a replay.
 */
export async function writeTotal(
  tx: Tx,
  { kind, datasetId }: Pick<Target, 'kind' | 'datasetId'>,
  tick: bigint,
): Promise<void> {
  const { current, history } = tablesOf(kind)
  const measures = kind.measures.flatMap((name) => [
    sql`${sql.lit(name)}`,
    sql`jsonb_build_object('sum', trim_scale(coalesce(sum(${sumOf(name)}), 0)::numeric),
      'nulls', sum(${nullsOf(name)}))`,
  ])
  // An id begins with its tick.
  await sql`
    insert into dataset_total (dataset_id, tick, records, measures)
    select ${datasetId}::int, ${tick}::bigint, sum(records), jsonb_build_object(${sql.join(measures)})
    from (
      (select ${columns(kind, sql`records`, (name) => ({
        sum: sql`(measures -> ${sql.lit(name)} ->> 'sum')::numeric`,
        nulls: sql`(measures -> ${sql.lit(name)} ->> 'nulls')::int`,
      }))}
      from dataset_total where dataset_id = ${datasetId} and tick < ${tick} order by tick desc limit 1)
      union all
      select ${columns(kind, sql`1`, (name) => ({
        sum: cellSql(kind, name),
        nulls: sql`(${cellSql(kind, name)} is null)::int`,
      }))}
      from ${sql.table(current.name)}
      where dataset_id = ${datasetId} and id >= ${revisionId(tick)} and id < ${revisionId(tick + 1n)}
      union all
      select ${columns(kind, sql`-1`, (name) => ({
        sum: sql`-${cellSql(kind, name)}`,
        nulls: sql`-(${cellSql(kind, name)} is null)::int`,
      }))}
      from ${sql.table(history.name)} where dataset_id = ${datasetId} and to_tick = ${tick}
    ) parts`.execute(tx)
}

/** What one row of a part adds. */
function columns(
  kind: Kind,
  records: RawBuilder<unknown>,
  of: (measure: string) => Readonly<Record<'sum' | 'nulls', RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  const measures = kind.measures.flatMap((name) => {
    const { sum, nulls } = of(name)
    return [sql`${sum} as ${sumOf(name)}`, sql`${nulls} as ${nullsOf(name)}`]
  })
  return sql.join([sql`${records} as records`, ...measures])
}

function sumOf(measure: string): RawBuilder<unknown> {
  return sql.ref(`sum_${measure}`)
}

function nullsOf(measure: string): RawBuilder<unknown> {
  return sql.ref(`nulls_${measure}`)
}

function cellSql({ storage }: Kind, name: string): RawBuilder<unknown> {
  return storage === 'json'
    ? sql`(${sql.ref(JSON_CELLS)} ->> ${sql.lit(name)})::numeric`
    : sql.ref(name)
}
