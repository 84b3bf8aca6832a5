import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { Db, Tx } from '../db/index.ts'
import { canonicalJson, canonicalMembers, type Member, objectOf } from '../proof/index.ts'
import type { StoredChange, Stream } from './types.ts'

/** Changes of a chunk: some megabytes before compression. */
export const CHUNK_CHANGES = 5_000

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Stores one chunk of a change set: the lines of its changes, in a zstd frame. */
export async function writeChangeChunk(
  tx: Tx,
  stream: Stream,
  chunk: number,
  lines: readonly string[],
): Promise<void> {
  await tx
    .insertInto('public.change_set')
    .values({
      dataset_id: stream.datasetId,
      stream_version: stream.streamVersion,
      chunk,
      payload: await compress(Buffer.from(lines.join(''))),
    })
    .execute()
}

/** The chunks of one event's change set, in order, as they were written; one in memory at a time. */
export async function* readChangeChunks(
  db: Db,
  { datasetId, streamVersion }: Stream,
): AsyncGenerator<readonly StoredChange[]> {
  for (let chunk = 0; ; chunk += 1) {
    const row = await db
      .selectFrom('public.change_set')
      .select('payload')
      .where('dataset_id', '=', datasetId)
      .where('stream_version', '=', streamVersion)
      .where('chunk', '=', chunk)
      .executeTakeFirst()
    if (row === undefined) return
    const lines = (await decompress(row.payload)).toString().split('\n')
    yield lines.flatMap((line) => (line === '' ? [] : [parseChangeLine(line)]))
  }
}

/** The stored line of one change, newline included: an RFC 8785 object. Ids are decimal text: they pass 2^53. */
export function changeLine(change: StoredChange): string {
  return lineWith(change, canonicalMembers(change.cells))
}

/** The same, of a change whose cells are written already. */
export function lineWith(
  { op, recordId, keyHash, rank, problems }: StoredChange,
  members: readonly Member[],
): string {
  const parts = [
    ...(op === 'removed' ? [] : [`"cells":${objectOf(members)}`]),
    `"key":"${keyHash.toString('hex')}"`,
    `"op":"${op}"`,
    ...(problems ? [`"problems":${canonicalJson(problems)}`] : []),
    `"rank":${rank}`,
    `"record":"${recordId}"`,
  ]
  return `{${parts.join(',')}}\n`
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
