import { fromBufferPromise } from 'yauzl'
import { ArchiveRefused } from './archiveLimits.ts'
import { asArchive, entryBytes, listEntries } from './zipEntries.ts'

/** A file within a spreadsheet. */
export interface Part {
  readonly name: string
  readonly bytes: Buffer
}

/** Bytes of all parts together at most: the library turns them into a few times as much. */
const LARGEST_PARTS = 256 * 1024 ** 2

/** Cells of all sheets together at most; in ODS one that is repeated is written once. */
const MOST_CELLS = 5_000_000

/** Adds cells to those of the sheets before. */
type Count = (cells: number) => void

/** What holds no cell: images, charts, comments, macros. */
const WITHOUT_CELLS =
  /^(docProps|customXml|Pictures|Thumbnails|Object|xl\/(pivot|drawings|charts|comments|threaded|persons|externalLinks|ctrlProps|vba|printerSettings))/i

/**
 * The parts of an XLSX or ODS file that have cells, with what the library would lose written so that it
 * does not. They are inflated here and not by the library, which has no limits.
 *
 * @throws ArchiveRefused when the file is damaged or too heavy.
 */
export async function spreadsheetParts(
  file: Buffer,
  form: 'xlsx' | 'ods',
): Promise<readonly Part[]> {
  const zip = await asArchive(fromBufferPromise(file))
  const entries = (await listEntries(zip)).filter(
    ({ fileName }) => /\.(xml|rels|bin)$/i.test(fileName) && !WITHOUT_CELLS.test(fileName),
  )
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (size > LARGEST_PARTS) throw new ArchiveRefused('tableur_trop_lourd')
  let cells = 0
  const count: Count = (more) => {
    cells += more
    if (cells > MOST_CELLS) throw new ArchiveRefused('tableur_trop_lourd')
  }
  const parts: Part[] = []
  for (const entry of entries) {
    const bytes = Buffer.concat(await Array.fromAsync(entryBytes(zip, entry)))
    parts.push({ name: entry.fileName, bytes: kept(form, entry.fileName, bytes, count) })
  }
  // The library wants it, ODF does not.
  if (form === 'ods' && !parts.some(({ name }) => name === 'styles.xml')) {
    parts.push({ name: 'styles.xml', bytes: Buffer.alloc(0) })
  }
  return parts
}

/** A part with what the library would lose written otherwise. */
function kept(form: 'xlsx' | 'ods', name: string, bytes: Buffer, count: Count): Buffer {
  const isSheet = form === 'ods' ? name === 'content.xml' : /worksheets\/[^/]+\.xml$/i.test(name)
  if (!isSheet) return bytes
  // Values are ASCII where they are rewritten: latin1 keeps all other bytes as they are.
  const text = bytes.toString('latin1')
  const written = form === 'ods' ? keptOds(text, count) : keptXlsx(text, count)
  return written === text ? bytes : Buffer.from(written, 'latin1')
}

/**
 * The cells of a sheet of XLSX: numbers with more digits than a double has, and dates in ISO 8601, become
 * texts; a formula without the value it had becomes an error, where the library sees nothing.
 */
function keptXlsx(sheet: string, count: Count): string {
  const cell = /<(?:\w+:)?c[\s/>]/g
  while (cell.test(sheet)) count(1)
  return sheet
    .replace(
      /<((?:\w+:)?)c\b([^<>]*)>\s*<\1v>\s*(-?\d{16,})\s*<\/\1v>/g,
      (cell, prefix: string, attributes: string, digits: string) => {
        const type = /\st="([^"]*)"/.exec(attributes)?.[1] ?? 'n'
        if (type !== 'n') return cell
        return `<${prefix}c${attributes.replace(/\st="n"/, '')} t="str"><${prefix}v>${digits}</${prefix}v>`
      },
    )
    .replace(
      /<((?:\w+:)?)c\b([^<>]*)\st="d"([^<>]*)>\s*<\1v>([^<]*)<\/\1v>/g,
      (_, prefix: string, before: string, after: string, date: string) =>
        `<${prefix}c${before} t="str"${after}><${prefix}v>${isoText(date)}</${prefix}v>`,
    )
    .replace(
      /<((?:\w+:)?)c\b((?![^<>]*\st=")[^<>]*)>\s*<\1f\b[^<>]*(?:\/>|>[^<]*<\/\1f>)\s*(?:<\1v\s*\/>|<\1v>\s*<\/\1v>)?\s*<\/\1c>/g,
      (_, prefix: string, attributes: string) =>
        `<${prefix}c${attributes} t="e"><${prefix}v>#GETTING_DATA</${prefix}v></${prefix}c>`,
    )
}

/** Attributes of the rows and cells of ODS. */
const ODS = {
  rows: /:number-rows-repeated="([^"]*)"/,
  columns: /:number-columns-repeated="([^"]*)"/,
  type: /:value-type="([^"]*)"/,
  number: /:value="([^"]*)"/,
  date: /:date-value="([^"]*)"/,
  text: /:string-value="([^"]*)"/,
} as const

/**
 * The cells of ODS: dates and long numbers become texts, as they are written; a value without the text it
 * is displayed as, which the library skips or does not repeat, gets a paragraph. Cells repeated beyond
 * measure are refused.
 */
function keptOds(content: string, count: Count): string {
  let rowRepeated = 1
  return content.replace(
    /<((?:\w+:)?)table-(row|cell)\b([^<>]*?)(\/?)>/g,
    (tag, prefix: string, what: string, attributes: string, slash: string) => {
      if (what === 'row') {
        rowRepeated = Number(attribute(attributes, ODS.rows) ?? 1)
        return tag
      }
      const type = attribute(attributes, ODS.type)
      if (type === undefined && slash !== '') return tag
      count(rowRepeated * Number(attribute(attributes, ODS.columns) ?? 1))
      const text = type === undefined ? undefined : keptText(type, attributes)
      if (text === undefined && slash === '') return tag
      const end = slash === '' ? '' : `</${prefix}table-cell>`
      if (text === undefined) return `<${prefix}table-cell${attributes}>${end}`
      const others = attributes.replace(/ [\w-]+:(value-type|string-value)="[^"]*"/g, '')
      const typed = `${others} office:value-type="string" office:string-value="${text}"`
      return `<${prefix}table-cell${typed}><${prefix}p></${prefix}p>${end}`
    },
  )
}

/** The text that a cell must have; undefined when the library reads its value as it is. */
function keptText(type: string, attributes: string): string | undefined {
  if (type === 'date') return isoText(attribute(attributes, ODS.date) ?? '')
  if (type === 'string') return attribute(attributes, ODS.text) || undefined
  const value = attribute(attributes, ODS.number)
  return value !== undefined && /^-?\d{16,}$/.test(value) ? value : undefined
}

function attribute(attributes: string, pattern: RegExp): string | undefined {
  return pattern.exec(attributes)?.[1]
}

/** A date as it is written, without a time of midnight or a fraction of no second. */
function isoText(written: string): string {
  return written
    .trim()
    .replace(/(:\d\d)\.0+$/, '$1')
    .replace(/T00:00(:00)?Z?$/, '')
}
