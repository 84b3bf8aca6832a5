import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { Db, Tx } from '../db/index.ts'
import { canonicalJson, type Json } from '../proof/index.ts'
import type { StoredChange } from './types.ts'

/** Changes of a chunk: some megabytes before compression. */
export const CHUNK_CHANGES = 5_000

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Stores one chunk of a change set: NDJSON of RFC 8785 objects, in a zstd frame. */
export async function writeChangeChunk(
  tx: Tx,
  stream: { readonly datasetId: number; readonly streamVersion: number },
  chunk: number,
  changes: readonly StoredChange[],
): Promise<void> {
  await tx
    .insertInto('public.change_set')
    .values({
      dataset_id: stream.datasetId,
      stream_version: stream.streamVersion,
      chunk,
      payload: await compress(Buffer.from(changes.map(changeLine).join(''))),
    })
    .execute()
}

/** The chunks of one event's change set, in order, as they were written. */
export async function* readChangeChunks(
  db: Db,
  stream: { readonly datasetId: number; readonly streamVersion: number },
): AsyncGenerator<readonly StoredChange[]> {
  for (let chunk = 0; ; chunk += 1) {
    const row = await db
      .selectFrom('public.change_set')
      .select('payload')
      .where('dataset_id', '=', stream.datasetId)
      .where('stream_version', '=', stream.streamVersion)
      .where('chunk', '=', chunk)
      .executeTakeFirst()
    if (row === undefined) return
    const text = (await decompress(row.payload)).toString()
    yield text.split('\n').flatMap((line) => (line === '' ? [] : [parseChangeLine(line)]))
  }
}

/** The stored line of one change, newline included. Ids are decimal text: they pass 2^53. */
export function changeLine({ op, recordId, keyHash, rank, cells, problems }: StoredChange): string {
  const line: Json = {
    op,
    record: String(recordId),
    key: keyHash.toString('hex'),
    rank,
    cells: op === 'removed' ? undefined : cells,
    problems,
  }
  return `${canonicalJson(line)}\n`
}

/** The change of a stored line. */
export function parseChangeLine(text: string): StoredChange {
  // Written by changeLine, and nothing else writes this table.
  const line = JSON.parse(text) as Pick<StoredChange, 'op' | 'rank' | 'problems'> & {
    record: string
    key: string
    cells?: StoredChange['cells']
  }
  return {
    op: line.op,
    recordId: BigInt(line.record),
    keyHash: Buffer.from(line.key, 'hex'),
    rank: line.rank,
    cells: line.cells ?? {},
    ...(line.problems ? { problems: line.problems } : {}),
  }
}
