import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ArchiveRefused, checkInflation } from './archiveLimits.ts'

const PIECE_BYTES = 64 * 1024

/**
 * What a gzip contains, streamed.
 *
 * @throws ArchiveRefused when it is damaged, cut, or inflates beyond the limits, as soon as it does.
 */
export async function* gunzip(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createGunzip({ chunkSize: PIECE_BYTES })
  // The error of any stream reaches whoever reads the last one.
  const pieces: AsyncIterable<Uint8Array> = pipeline(Readable.from(compressed), inflate, () => {})
  let inflated = 0
  try {
    for await (const piece of pieces) {
      inflated += piece.length
      // What was inflated so far, not what was read ahead.
      checkInflation(inflate.bytesWritten, inflated)
      yield piece
    }
  } catch (error) {
    throw isOfZlib(error)
      ? new ArchiveRefused('archive_illisible', undefined, { cause: error })
      : error
  }
}

/** Whether the data were at fault, and not the disk or the network. */
function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))
}
