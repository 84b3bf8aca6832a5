import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import type { Db, Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { readChunks, type Stream } from './readChunks.ts'

const CHUNK_BYTES = 8 * 1024 * 1024

const compress = promisify(zstdCompress)

/** Fast: a background packer will make it small. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

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
  for await (const piece of pieces(bytes)) {
    written.update(piece)
    await tx
      .insertInto('public.original')
      .values({
        dataset_id: stream.datasetId,
        stream_version: stream.streamVersion,
        chunk,
        payload: await compress(piece, FAST),
      })
      .execute()
    chunk += 1
  }
  if (!written.digest().equals(sha256)) throw new MillesimeError('FILE_CHANGED')
}

/** The bytes received for one event, in order. Empty when the event has none. */
export function readOriginal(db: Db, stream: Stream): AsyncGenerator<Buffer> {
  return readChunks(db, 'public.original', stream)
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
