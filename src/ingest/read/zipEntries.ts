import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { ArchiveRefused, checkInflation, MOST_ENTRIES } from './archiveLimits.ts'

/** Compression methods that are read; what else there is, no usual software writes. */
const STORED = 0
const DEFLATED = 8

/**
 * The files of a zip, in its order, folders left out.
 *
 * @throws ArchiveRefused when its directory is damaged or too long.
 */
export async function listEntries(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new ArchiveRefused('archive_excessive')
  const entries = await asArchive(Array.fromAsync(zip.eachEntry()))
  return entries.filter(({ fileName }) => !fileName.endsWith('/'))
}

/**
 * What an entry contains, streamed.
 *
 * @throws ArchiveRefused when it is encrypted, damaged, or inflates beyond the limits.
 */
export async function* entryBytes(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw new ArchiveRefused('archive_illisible', 'fichier chiffré')
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new ArchiveRefused('archive_illisible', `méthode de compression ${compressionMethod}`)
  }
  // The sizes are those of the directory, which yauzl holds the stream to.
  checkInflation(compressedSize, uncompressedSize)
  let crc = 0
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      // A stream of bytes, by yauzl’s contract.
      const bytes = piece as Uint8Array
      crc = crc32(bytes, crc)
      yield bytes
    }
  } catch (error) {
    throw refusalOf(error)
  }
  if (crc !== entry.crc32) throw new ArchiveRefused('archive_illisible')
}

/** What yauzl says of a damaged zip, as a refusal. */
export async function asArchive<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Errors of the disk name a system call; all others are the zip’s fault. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || 'syscall' in error) return error
  return new ArchiveRefused('archive_illisible', undefined, { cause: error })
}
