import { sql } from 'kysely'
import { allTablesOf, type Kind, kindOfDataset, type TableSchema } from '../datasets/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { leafHash } from '../proof/index.ts'
import { analyzeTables } from './analyzeTables.ts'
import { applyChanges } from './applyChanges.ts'
import { readChangeChunks } from './changeSet.ts'
import { datasetHashes } from './hashes.ts'
import type { Leaf } from './leaf.ts'
import { project } from './project.ts'
import { writeTotal } from './writeTotal.ts'

const DERIVED = ['dataset', 'publisher', 'version', 'kind_head', 'dataset_total'] as const

/**
 * Empties every derived table and replays the log into it, in one transaction: files are never read again,
 * change sets are applied as they were. Readers wait for it.
 *
 * @returns the number of events replayed
 * @throws MillesimeError `LOG_CORRUPT` when an event's bytes do not have their hash
 */
export async function rebuild(db: Db, kinds: readonly Kind[]): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const tables = [
      ...DERIVED,
      ...kinds.flatMap((kind) => allTablesOf(kind).map(({ name }) => name)),
    ]
    await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))}`.execute(tx)
    let position = 0
    while (await replayEvent(tx, kinds, position + 1)) position += 1
    await analyzeTables(tx, kinds)
    return position
  })
}

async function replayEvent(tx: Tx, kinds: readonly Kind[], position: number): Promise<boolean> {
  const event = await tx
    .selectFrom('public.event')
    .innerJoin('public.event_detail', 'public.event_detail.position', 'public.event.position')
    .selectAll('public.event')
    .select('public.event_detail.detail')
    .where('public.event.position', '=', position)
    .executeTakeFirst()
  if (event === undefined) return false
  if (!leafHash(event.leaf).equals(event.leaf_hash)) {
    throw new MillesimeError('LOG_CORRUPT', `L’événement ${position} n’a plus son empreinte.`)
  }
  // The bytes are those that appendEvent wrote: their hash has just been checked.
  const leaf = JSON.parse(event.leaf.toString()) as Leaf
  const stream = { datasetId: event.dataset_id, streamVersion: event.stream_version }
  if (leaf.type === 'VersionPublished') {
    const dataset = await tx
      .selectFrom('dataset')
      .select(['kind', 'table_schema'])
      .where('id', '=', stream.datasetId)
      .executeTakeFirstOrThrow()
    const hashes = await datasetHashes(tx, stream.datasetId)
    // Projected from a declaration, which was checked.
    const tableSchema = dataset.table_schema as TableSchema | null
    const kind = kindOfDataset({ kind: dataset.kind, tableSchema }, kinds)
    const target = { kind, datasetId: stream.datasetId, hashes }
    let n = 0
    for await (const changes of readChangeChunks(tx, stream)) {
      await applyChanges(tx, target, event.tick, n, changes)
      n += changes.length
    }
    if (n > 0) await writeTotal(tx, target, event.tick)
  }
  const slot = { position, tick: event.tick, recordedAt: event.recorded_at }
  await project(tx, slot, leaf, event.detail)
  return true
}
