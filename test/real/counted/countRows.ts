import { filledRowsOfOds, filledRowsOfXlsx } from './countSheets.ts'
import { filledRowsOfXls } from './countXls.ts'
import { zipEntries } from './zipEntries.ts'

/** Rows of a file but its header, as a reader that shares nothing with ours counts them. */
export interface CountedRows {
  readonly filled: number
  /** Rows without a value; unknown in a spreadsheet, whose sheets may declare a million. */
  readonly blank?: number
}

/** How ours read the file, which tells where to look. */
interface Looked {
  readonly delimiter?: string
  readonly encoding?: string
  readonly sheet?: string
}

/** Counts the rows of a file of ../shared/data, or the records of a document. */
export async function countRows(
  path: string,
  bytes: Buffer<ArrayBuffer>,
  { delimiter = ';', encoding = '', sheet = '' }: Looked,
): Promise<CountedRows> {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  if (extension === 'xls') return { filled: filledRowsOfXls(bytes, sheet) - 1 }
  if (extension === 'xlsx') return { filled: filledRowsOfXlsx(await zipEntries(bytes), sheet) - 1 }
  if (extension === 'ods') return { filled: filledRowsOfOds(await zipEntries(bytes), sheet) - 1 }
  if (extension === 'zip') {
    const [[name = '', content = Buffer.of()] = []] = [...(await zipEntries(bytes))]
    return countRows(name, content, {})
  }
  if (extension === 'json' || extension === 'geojson') return { filled: recordsOfJson(bytes) }
  if (extension === 'xml') return { filled: recordsOfXml(bytes) }
  return countLines(bytes.toString(encoding.startsWith('utf-16') ? 'utf16le' : 'latin1'), delimiter)
}

/** Rows of a CSV but its header: a quote opens a cell at its start alone, and closes it before what ends a cell. */
function countLines(text: string, delimiter: string): CountedRows {
  const counts = { filled: -1, blank: 0 }
  let row = ''
  for (const line of text.replace(/^(\u00ef\u00bb\u00bf|\ufeff)/, '').split(/\r\n|\r|\n/)) {
    row += `${line}\n`
    if (hasOpenQuote(row, delimiter)) continue
    const isBlank = row.replaceAll(delimiter, '').replaceAll('"', '').trim() === ''
    counts[isBlank ? 'blank' : 'filled'] += 1
    row = ''
  }
  // What follows the last line end is no row.
  if (/[\r\n]$/.test(text)) counts.blank -= 1
  return counts
}

function hasOpenQuote(row: string, delimiter: string): boolean {
  const cell = new RegExp(
    `("(?:[^"]|"")*"[^${delimiter}"]*|[^"${delimiter}][^${delimiter}]*|)(${delimiter}|$)`,
    'gy',
  )
  while (cell.lastIndex < row.length) {
    if (cell.exec(row) === null) return true
  }
  return false
}

function recordsOfJson(bytes: Buffer): number {
  const document: unknown = JSON.parse(bytes.toString().replace(/^\ufeff/, ''))
  return listsOf(document).reduce((total, list) => total + list.length, 0)
}

/** The outermost lists of objects of a document. */
function listsOf(value: unknown): readonly (readonly unknown[])[] {
  if (Array.isArray(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(listsOf)
}

function recordsOfXml(bytes: Buffer): number {
  return [...bytes.toString().matchAll(/<(marche|contrat-concession)[\s>]/g)].length
}
