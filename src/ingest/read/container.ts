import { MillesimeError } from '../../errors.ts'
import type { Source } from '../source.ts'
import { ArchiveRefused, type Refusal } from './archiveLimits.ts'
import { gunzip } from './gunzip.ts'
import type { SpreadsheetForm } from './spreadsheet.ts'
import { openZip } from './zipContent.ts'

/** What a file is by its first bytes, its name being no proof. */
export type Container = 'none' | 'gzip' | 'zip' | SpreadsheetForm

/** What there is to read in a file. */
export interface Content {
  /** The spreadsheet that the bytes are; otherwise what the bytes were taken out of. */
  readonly container: Container
  /** The archive that a spreadsheet was taken out of. */
  readonly within?: 'gzip' | 'zip'
  /** Name of the entry in a zip. */
  readonly name?: string
  /**
   * Asked several times; the bytes of a gzip or of an entry are inflated as they are read. Those of what is no
   * container are overwritten when the next ones are asked for.
   */
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Removes the temporary files. */
  readonly close: () => Promise<void>
}

/** The compound file of Microsoft, in which XLS is written, and Word, and encrypted XLSX. */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
/** Versions of Excel 2 to 5 outside a compound file: how a sheet or a book begins, and the length of that record. */
const OLD_XLS = ['09000400', '09000600', '09020600', '09040600', '09080400', '09080800']
/** The XML of Excel 2002 and 2003, in UTF-8 as it writes it; its root, behind what may stand above it. */
const SPREADSHEETML =
  /^(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?Workbook\s[^>]*["']urn:schemas-microsoft-com:office:spreadsheet["']/
/** Bytes that are enough to tell what a file is. */
const START_BYTES = 2048
const GZIP = Buffer.from([0x1f, 0x8b])
/** A zip begins with an entry, or with its end when it has none. */
const ZIPS = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06')]

const NESTED: Refusal = { refused: 'archive_illisible', value: 'archive dans une archive' }

/**
 * What there is to read in a file: itself, or the one data file of the archive that it is. An archive is
 * inflated once here, to its end, so that a damaged or excessive one is refused before any row is read.
 */
export async function openContent(source: Source): Promise<Content | Refusal> {
  try {
    return await contentOf(source)
  } catch (error) {
    if (error instanceof ArchiveRefused) return error.refusal
    throw error
  }
}

async function contentOf(source: Source): Promise<Content | Refusal> {
  const form = formOf(await firstBytes(source.bytes()))
  switch (form) {
    case 'none':
      return { container: form, bytes: source.passing ?? source.bytes, close: nothing }
    case 'xls':
    case 'spreadsheetml':
      return { container: form, bytes: source.bytes, close: nothing }
    case 'gzip':
      return await innerContent('gzip', () => gunzip(source.bytes()), nothing)
    case 'zip': {
      const zip = await openZip(source)
      if ('refused' in zip) return zip
      if ('spreadsheet' in zip) {
        return { container: zip.spreadsheet, bytes: source.bytes, close: nothing }
      }
      return await innerContent('zip', zip.bytes, zip.close, zip.name)
    }
  }
}

/** What there is to read in the one file of an archive: a spreadsheet, or bytes that are no archive. */
async function innerContent(
  within: 'gzip' | 'zip',
  inflated: () => AsyncIterable<Uint8Array>,
  close: () => Promise<void>,
  name?: string,
): Promise<Content | Refusal> {
  let refusal = NESTED
  try {
    const form = formOf(await exhaust(inflated()))
    const content = {
      ...(name === undefined ? {} : { name }),
      bytes: () => unchanged(inflated()),
      close,
    }
    if (form === 'none') return { container: within, ...content }
    if (form === 'xls' || form === 'spreadsheetml') return { container: form, within, ...content }
    if (form === 'zip') {
      const zip = await openZip({ bytes: inflated })
      if ('spreadsheet' in zip) return { container: zip.spreadsheet, within, ...content }
      if ('close' in zip) await zip.close()
      else if (zip.refused === 'fichier_binaire') refusal = zip
    }
  } catch (error) {
    await close()
    throw error
  }
  await close()
  return refusal
}

function formOf(start: Buffer): 'none' | 'gzip' | 'zip' | 'xls' | 'spreadsheetml' {
  const begins = (signature: Buffer) => start.subarray(0, signature.length).equals(signature)
  if (begins(GZIP)) return 'gzip'
  if (ZIPS.some(begins)) return 'zip'
  if (begins(COMPOUND_FILE) || OLD_XLS.includes(start.toString('hex', 0, 4))) return 'xls'
  return SPREADSHEETML.test(start.toString('latin1', 0, START_BYTES)) ? 'spreadsheetml' : 'none'
}

async function firstBytes(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    start = Buffer.concat([start, piece])
    if (start.length >= START_BYTES) break
  }
  return start
}

/** Reads to the end, so that what is wrong is thrown, and gives the first bytes. */
async function exhaust(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    if (start.length < START_BYTES) start = Buffer.concat([start, piece])
  }
  return start
}

/** Bytes that were read once to their end: what is wrong now was not then. */
async function* unchanged(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error
    throw new MillesimeError('FILE_CHANGED', undefined, {}, { cause: error })
  }
}

async function nothing() {}
