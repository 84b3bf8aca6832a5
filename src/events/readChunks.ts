import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { Db } from '../db/index.ts'

const decompress = promisify(zstdDecompress)

/** What one event carries beside it. */
export interface Stream {
  readonly datasetId: number
  readonly streamVersion: number
}

/** The chunks of an event's change set or original, decompressed, in order, one in memory at a time. */
export async function* readChunks(
  db: Db,
  table: 'public.change_set' | 'public.original',
  { datasetId, streamVersion }: Stream,
): AsyncGenerator<Buffer> {
  for (let chunk = 0; ; chunk += 1) {
    const row = await db
      .selectFrom(table)
      .select('payload')
      .where('dataset_id', '=', datasetId)
      .where('stream_version', '=', streamVersion)
      .where('chunk', '=', chunk)
      .executeTakeFirst()
    if (row === undefined) return
    yield await decompress(row.payload)
  }
}
