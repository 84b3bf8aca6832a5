import { sql } from 'kysely'
import { type Cells, type Kind, tablesOf } from '../datasets/index.ts'
import { bigintArray, type Db } from '../db/index.ts'
import { type RawRecord, recordColumns, storedCells, valuesOf } from './recordRow.ts'

/** What matching needs of a record in force. */
export interface RecordInForce {
  readonly recordId: bigint
  readonly keyHash: Buffer
  readonly rank: number
  readonly contentHash: Buffer
}

/** Rows of one read: memory does not grow with a dataset. */
const BATCH = 10_000

/** All records in force in a dataset, some thousands at a time, by record id. */
export async function* recordsInForce(
  db: Db,
  kind: Kind,
  datasetId: number,
): AsyncGenerator<readonly RecordInForce[]> {
  const table = sql.table(tablesOf(kind).current.name)
  let after = 0n
  for (;;) {
    const { rows } = await sql<RecordInForce>`
      select record_id as "recordId", key_hash as "keyHash", rank, content_hash as "contentHash"
      from ${table} where dataset_id = ${datasetId} and record_id > ${after}
      order by record_id limit ${BATCH}`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.recordId
  }
}

/** The records in force whose keys have these hashes, by record id. */
export async function recordsOfKeys(
  db: Db,
  kind: Kind,
  datasetId: number,
  keyHashes: readonly Buffer[],
): Promise<readonly RecordInForce[]> {
  const table = sql.table(tablesOf(kind).current.name)
  // As text: the driver does not write an array of bytes as one (src/db/arrays.ts).
  const keys = keyHashes.map((hash) => hash.toString('hex'))
  const { rows } = await sql<RecordInForce>`
    select record_id as "recordId", key_hash as "keyHash", rank, content_hash as "contentHash"
    from (select distinct decode(key, 'hex') as key from unnest(${keys}::text[]) as asked (key)) asked
    join ${table} on dataset_id = ${datasetId} and key_hash = asked.key
    order by record_id`.execute(db)
  return rows
}

/** The stored cells of some records in force, by record id. */
export async function cellsInForce(
  db: Db,
  kind: Kind,
  datasetId: number,
  recordIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, Cells>> {
  if (recordIds.length === 0) return new Map()
  const { rows } = await sql<RawRecord>`
    select ${recordColumns(kind, { toTick: sql`null::bigint` })}
    from ${sql.table(tablesOf(kind).current.name)}
    where dataset_id = ${datasetId} and record_id = any(${bigintArray(recordIds)})`.execute(db)
  return new Map(rows.map((row) => [row.record_id, storedCells(kind, valuesOf(kind, row))]))
}

/** A place that a record may have had: a key's hash and a rank. */
export interface KeyAndRank {
  readonly keyHash: Buffer
  readonly rank: number
}

/**
 * For each key and rank, the record that had them last and is no longer in force: one that comes back takes
 * its id again. Undefined where there was none.
 */
export async function formerRecords(
  db: Db,
  kind: Kind,
  datasetId: number,
  places: readonly KeyAndRank[],
): Promise<readonly (bigint | undefined)[]> {
  if (places.length === 0) return []
  const { current, history } = tablesOf(kind)
  // As text: the driver does not write an array of bytes as one (src/db/arrays.ts).
  const keys = places.map(({ keyHash }) => keyHash.toString('hex'))
  const ranks = places.map(({ rank }) => rank)
  const { rows } = await sql<{ place: bigint; recordId: bigint }>`
    select distinct on (place) place, gone.record_id as "recordId"
    from unnest(${keys}::text[], ${ranks}::int[]) with ordinality as wanted (key, at, place)
    join ${sql.table(history.name)} gone
      on gone.dataset_id = ${datasetId} and gone.key_hash = decode(wanted.key, 'hex')
        and gone.rank = wanted.at
    where not exists (
      select from ${sql.table(current.name)} here
      where here.dataset_id = gone.dataset_id and here.record_id = gone.record_id
    )
    order by place, gone.to_tick desc`.execute(db)
  const found = new Map(rows.map(({ place, recordId }) => [Number(place) - 1, recordId]))
  return places.map((_, i) => found.get(i))
}
