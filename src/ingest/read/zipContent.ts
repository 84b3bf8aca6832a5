import { writeSync } from 'node:fs'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import type { Source } from '../source.ts'
import { ArchiveRefused, LARGEST_CONTENT, type Refusal } from './archiveLimits.ts'
import { openTemporaryFile } from './temporaryFile.ts'
import { asArchive, entryBytes, listEntries } from './zipEntries.ts'

/** The one data file of a zip. */
export interface ZippedFile {
  readonly name: string
  readonly bytes: () => AsyncIterable<Uint8Array>
  readonly close: () => Promise<void>
}

/** What a zip is. */
type Zip = { readonly spreadsheet: 'xlsx' | 'ods' } | ZippedFile | Refusal

const ODS = 'application/vnd.oasis.opendocument.spreadsheet'

/** Names told of an archive that has several files. */
const MOST_NAMES = 5

/** Files that accompany data: by sort, the more likely to be data first. */
const COMPANIONS = [/\.txt$/i, /\.(md|pdf|docx?|odt|rtf|html?|url|xsd)$/i]

/** Files that software leaves beside those one meant to send. */
const LEFTOVERS = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i

/**
 * What a zip is: a spreadsheet, or an archive and its one data file.
 *
 * @throws ArchiveRefused when it is damaged, encrypted or excessive.
 */
export async function openZip(source: Source): Promise<Zip> {
  // The directory of a zip is at its end.
  const { file, close } = openTemporaryFile()
  let opened: Zip | undefined
  try {
    let size = 0
    for await (const piece of source.bytes()) {
      size += piece.length
      if (size > LARGEST_CONTENT) throw new ArchiveRefused('archive_excessive')
      writeAll(file, piece)
    }
    opened = await zipIn(file, async () => close())
    return opened
  } finally {
    if (opened === undefined || !('close' in opened)) close()
  }
}

async function zipIn(file: number, close: () => Promise<void>): Promise<Zip> {
  const zip = await asArchive(fromFdPromise(file))
  const entries = await listEntries(zip)
  const office = await officeOf(zip, entries)
  if (office === 'other') return { refused: 'fichier_binaire' }
  if (office !== undefined) return { spreadsheet: office }
  const [entry, ...others] = dataFiles(entries)
  if (entry === undefined) return { refused: 'archive_vide' }
  if (others.length > 0) {
    const names = [entry, ...others].map(({ fileName }) => fileName)
    return { refused: 'archive_de_plusieurs_fichiers', value: listed(names) }
  }
  return { name: entry.fileName, bytes: () => entryBytes(zip, entry), close }
}

/** Whether a zip is a document of an office suite, and which spreadsheet if it is one. */
async function officeOf(
  zip: ZipFile,
  entries: readonly Entry[],
): Promise<'xlsx' | 'ods' | 'other' | undefined> {
  const has = (start: string) => entries.some(({ fileName }) => fileName.startsWith(start))
  if (has('[Content_Types].xml')) return has('xl/') ? 'xlsx' : 'other'
  const mimetype = entries.find(({ fileName }) => fileName === 'mimetype')
  if (mimetype === undefined || mimetype.uncompressedSize > 200) return undefined
  const pieces = await Array.fromAsync(entryBytes(zip, mimetype))
  const type = Buffer.concat(pieces).toString('latin1')
  if (type.startsWith(ODS)) return 'ods'
  return type.startsWith('application/') ? 'other' : undefined
}

/** The files that may be the data: those that accompany them count only when there is nothing else. */
function dataFiles(entries: readonly Entry[]): readonly Entry[] {
  const sent = entries.filter(({ fileName }) => !LEFTOVERS.test(fileName))
  const rank = ({ fileName }: Entry) => COMPANIONS.findIndex((sort) => sort.test(fileName))
  const lowest = sent.reduce((least, entry) => Math.min(least, rank(entry)), COMPANIONS.length)
  return sent.filter((entry) => rank(entry) === lowest)
}

function listed(names: readonly string[]): string {
  const others = names.length - MOST_NAMES
  const told = names.slice(0, MOST_NAMES).join(', ')
  return others > 0 ? `${told} et ${others} de plus` : told
}

function writeAll(file: number, bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
