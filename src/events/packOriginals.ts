import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { readOriginalChunk } from './originals.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Every so many versions, a file stands alone, so that none is far from one that does. */
const KEYFRAME_EVERY = 16

/** A patch larger than this part of the file alone is not worth its chain. */
const WORTH = 0.3

/** The window holds a chunk and the one it is compared with. */
const PARAMS = {
  [constants.ZSTD_c_compressionLevel]: 12,
  [constants.ZSTD_c_windowLog]: 24,
} as const

/** Bytes that zstd would take for a dictionary of its own, and not for text. */
const DICTIONARY_MAGIC = Buffer.from([0x37, 0xa4, 0x30, 0xec])

interface Chunk {
  readonly datasetId: number
  readonly streamVersion: number
  readonly chunk: number
  /** Size of the frame as it was received. */
  readonly size: number
}

/**
 * Rewrites the files of versions that are no longer in force, oldest first: a chunk becomes a patch on the same chunk
 * of the version before, or a smaller frame (decision 0032). Every frame is decoded and compared before it takes
 * the place of what was received. Can stop at any moment, and be at work in several processes.
 *
 * @param signal stops it after the chunk at hand
 * @returns the number of chunks packed
 */
export async function packOriginals(db: Db, signal?: AbortSignal): Promise<number> {
  let packed = 0
  while (!signal?.aborted) {
    const chunk = await nextChunk(db)
    if (chunk === undefined) break
    await packChunk(db, chunk)
    packed += 1
  }
  // What the chunks took as received is for the next ones now, and not when PostgreSQL comes to look.
  if (packed > 0 && !signal?.aborted) await sql`vacuum (skip_locked) public.original`.execute(db)
  return packed
}

/** The oldest chunk that waits. The file of the version in force stays as it is: the next one is compared with it. */
async function nextChunk(db: Db): Promise<Chunk | undefined> {
  const { rows } = await sql<Chunk>`
    select dataset_id as "datasetId", stream_version as "streamVersion", chunk, length(payload) as size
    from public.original o
    where base is null
      and exists (
        select from public.original later
        where later.dataset_id = o.dataset_id and later.stream_version > o.stream_version
      )
    order by dataset_id, stream_version, chunk limit 1`.execute(db)
  return rows[0]
}

async function packChunk(db: Db, { datasetId, streamVersion, chunk, size }: Chunk): Promise<void> {
  const bytes = await readOriginalChunk(db, { datasetId, streamVersion }, chunk)
  if (bytes === undefined) return
  const patch = await patchOf(db, { datasetId, streamVersion }, chunk, bytes, size)
  const frame = patch ?? (await frameOf(bytes))
  await db
    .updateTable('public.original')
    .set({ payload: frame, base: patch === undefined ? streamVersion : streamVersion - 1 })
    .where('dataset_id', '=', datasetId)
    .where('stream_version', '=', streamVersion)
    .where('chunk', '=', chunk)
    // Another process may have packed it.
    .where('base', 'is', null)
    .execute()
}

async function patchOf(
  db: Db,
  { datasetId, streamVersion }: { readonly datasetId: number; readonly streamVersion: number },
  chunk: number,
  bytes: Buffer,
  size: number,
): Promise<Buffer | undefined> {
  if (streamVersion % KEYFRAME_EVERY === 0) return undefined
  const before = { datasetId, streamVersion: streamVersion - 1 }
  const dictionary = await readOriginalChunk(db, before, chunk)
  if (dictionary === undefined || dictionary.length < DICTIONARY_MAGIC.length) return undefined
  if (dictionary.subarray(0, DICTIONARY_MAGIC.length).equals(DICTIONARY_MAGIC)) return undefined
  const patch = await compress(bytes, { dictionary, params: PARAMS })
  if (patch.length > WORTH * size) return undefined
  check(bytes, await decompress(patch, { dictionary }))
  return patch
}

async function frameOf(bytes: Buffer): Promise<Buffer> {
  const frame = await compress(bytes, { params: PARAMS })
  check(bytes, await decompress(frame))
  return frame
}

function check(bytes: Buffer, decoded: Buffer): void {
  if (!bytes.equals(decoded)) throw new Error('a packed chunk is not the one that was received')
}
