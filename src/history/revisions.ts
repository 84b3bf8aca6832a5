import { type RawBuilder, sql } from 'kysely'
import { type Kind, tablesOf } from '../datasets/index.ts'
import { bigintArray, type Db } from '../db/index.ts'
import { type RawRecord, type RecordRow, recordColumns, recordRow } from './recordRow.ts'
import { type State, tickOf } from './state.ts'

export interface RevisionId {
  readonly datasetId: number
  readonly id: bigint
}

export interface RecordId {
  readonly datasetId: number
  readonly recordId: bigint
}

/** Revisions by their ids, in the order asked; undefined where the state does not know one. */
export async function revisionsById(
  db: Db,
  kind: Kind,
  state: State,
  ids: readonly RevisionId[],
): Promise<readonly (RecordRow | undefined)[]> {
  const rows = await fromBothTables(db, kind, state, (table) => {
    const datasets = ids.map(({ datasetId }) => datasetId)
    const wanted = ids.map(({ id }) => id)
    return sql`${table} join unnest(${datasets}::int[], ${bigintArray(wanted)}) as wanted (ds, one)
      on dataset_id = wanted.ds and id = wanted.one`
  })
  const found = new Map(rows.map((row) => [`${row.datasetId}/${row.id}`, row]))
  return ids.map(({ datasetId, id }) => found.get(`${datasetId}/${id}`))
}

/** For each record, all its revisions that a state knows, oldest first: a whole page's in one statement. */
export async function recordHistories(
  db: Db,
  kind: Kind,
  state: State,
  ids: readonly RecordId[],
): Promise<readonly (readonly RecordRow[])[]> {
  const rows = await fromBothTables(db, kind, state, (table) => {
    const datasets = ids.map(({ datasetId }) => datasetId)
    const wanted = ids.map(({ recordId }) => recordId)
    return sql`${table} join unnest(${datasets}::int[], ${bigintArray(wanted)}) as wanted (ds, one)
      on dataset_id = wanted.ds and record_id = wanted.one`
  })
  const groups = Map.groupBy(rows, ({ datasetId, recordId }) => `${datasetId}/${recordId}`)
  return ids.map(({ datasetId, recordId }) => groups.get(`${datasetId}/${recordId}`) ?? [])
}

async function fromBothTables(
  db: Db,
  kind: Kind,
  state: State,
  from: (table: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<readonly RecordRow[]> {
  const { current, history } = tablesOf(kind)
  const { rows } = await sql<RawRecord>`
    select ${recordColumns(kind, { toTick: sql`null::bigint` })} from ${from(sql.table(current.name))}
    union all
    select ${recordColumns(kind, { toTick: sql`to_tick` })} from ${from(sql.table(history.name))}
    order by from_tick, id`.execute(db)
  return rows
    .map((row) => recordRow(kind, state, row))
    .filter(({ datasetId, fromTick }) => fromTick <= tickOf(state, datasetId))
}
