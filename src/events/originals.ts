import { createHash, type Hash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import type { Db, Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Stream } from './types.ts'

const CHUNK_BYTES = 8 * 1024 * 1024

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** What zstd gives comes in pieces, each of which costs a turn of the pool of threads. */
const PIECES = { chunkSize: 1024 * 1024 }

/** Fast: packOriginals makes it small. */
const FAST = { ...PIECES, params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/**
 * Stores the exact bytes received for one event, in self-contained chunks: memory stays flat.
 *
 * @throws MillesimeError `FILE_CHANGED` when they are not those that were read and compared
 */
export async function writeOriginal(
  tx: Tx,
  stream: Stream,
  bytes: AsyncIterable<Uint8Array>,
  sha256: Buffer,
): Promise<void> {
  const written = createHash('sha256')
  let chunk = 0
  for await (const payload of ahead(compressed(bytes, written))) {
    await tx
      .insertInto('public.original')
      .values({
        dataset_id: stream.datasetId,
        stream_version: stream.streamVersion,
        chunk,
        payload,
      })
      .execute()
    chunk += 1
  }
  if (!written.digest().equals(sha256)) throw new MillesimeError('FILE_CHANGED')
}

async function* compressed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of pieces(bytes)) {
    hash.update(piece)
    yield await compress(piece, FAST)
  }
}

/**
 * The bytes received for one event, in order. Empty when the event has none. A chunk is fetched while the one before
 * is used.
 */
export function readOriginal(db: Db, stream: Stream): AsyncGenerator<Buffer> {
  return ahead(chunks(db, stream))
}

/** What an iteration gives, each made while the one before is used. */
async function* ahead<T>(made: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = made.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = made.next()
      // Heard at the next turn, or never where nobody asks.
      next.catch(() => {})
      yield value
    }
  } finally {
    await next.catch(() => {})
    await made.return(undefined)
  }
}

async function* chunks(db: Db, stream: Stream): AsyncGenerator<Buffer> {
  for (let chunk = 0; ; chunk += 1) {
    const bytes = await readOriginalChunk(db, stream, chunk)
    if (bytes === undefined) return
    yield bytes
  }
}

/** One chunk of them, whatever it is a patch on; undefined past the last. */
export async function readOriginalChunk(
  db: Db,
  { datasetId, streamVersion }: Stream,
  chunk: number,
): Promise<Buffer | undefined> {
  // A patch on a patch…, down to a frame that stands alone: 16 at most (packOriginals).
  const patches: Buffer[] = []
  for (let version = streamVersion; ; ) {
    const row = await db
      .selectFrom('public.original')
      .select(['payload', 'base'])
      .where('dataset_id', '=', datasetId)
      .where('stream_version', '=', version)
      .where('chunk', '=', chunk)
      .executeTakeFirst()
    if (row === undefined) {
      if (patches.length === 0) return undefined
      throw new MillesimeError(
        'LOG_CORRUPT',
        'Un fichier d’origine est un écart à un autre, qui manque.',
      )
    }
    if (row.base !== null && row.base !== version) {
      patches.push(row.payload)
      version = row.base
      continue
    }
    let bytes = await decompress(row.payload, PIECES)
    for (const patch of patches.toReversed()) {
      bytes = await decompress(patch, { ...PIECES, dictionary: bytes })
    }
    return bytes
  }
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    held.push(part)
    size += part.length
    if (size < CHUNK_BYTES) continue
    const all = Buffer.concat(held)
    let from = 0
    for (; from + CHUNK_BYTES <= all.length; from += CHUNK_BYTES) {
      yield all.subarray(from, from + CHUNK_BYTES)
    }
    held = [all.subarray(from)]
    size = all.length - from
  }
  if (size > 0) yield Buffer.concat(held)
}
