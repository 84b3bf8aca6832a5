import type { Kind } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { findTable } from './findTable.ts'
import { pathsOf } from './rawCells.ts'
import { binaryForm } from './read/binaryForm.ts'
import { decodeText } from './read/decodeText.ts'
import { readDocument } from './read/readDocument.ts'
import { recognise } from './recognise.ts'
import type { Reporter } from './report.ts'
import type { Inspection } from './source.ts'
import { textRows } from './tableRows.ts'
import { conclude, namedPart, refuse, type Understood } from './understood.ts'

/** A page of the web, whatever stands before its first element. */
const HTML = /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i

/** Characters of a line that a report quotes. */
const QUOTED = 100

/** A file of text, and what it was taken out of. */
export interface TextFile {
  readonly bytes: () => AsyncIterable<Uint8Array>
  readonly inspection: Inspection
  readonly container?: 'gzip' | 'zip'
}

/** Understands a text: its form, its kind among those possible. A document is read once for that. */
export async function understandText(
  { bytes, inspection, container }: TextFile,
  reporter: Reporter,
  kinds: readonly Kind[],
  declared: DeclaredColumns,
): Promise<Understood | undefined> {
  const { head, isWhole, encoding } = inspection
  const start = (await Array.fromAsync(decodeText(once(head), encoding))).join('')
  const binary = binaryForm(head)
  if (binary !== undefined) return refuse(reporter, 'fichier_binaire', binary)
  if (start.trim() === '') return refuse(reporter, 'fichier_vide')
  if (start.includes('\0')) return refuse(reporter, 'fichier_binaire')
  if (HTML.test(start)) return refuse(reporter, 'fichier_html')
  const text = () => decodeText(bytes(), encoding)
  const within = container === undefined ? {} : { container }
  const format = formatOf(start)
  if (format !== undefined) {
    const names = await documentPaths(text(), format, kinds, reporter)
    if (names === undefined) return undefined
    if (names.length === 0) return refuse(reporter, 'fichier_vide')
    const recognised = recognise(names, kinds, 'document', declared)
    const form = { format, encoding, ...within }
    return conclude(recognised, { form, line: 1, body: { text, format } }, reporter)
  }
  const found = await findTable(start, isWhole, kinds, declared)
  if ('refused' in found) {
    return refuse(
      reporter,
      found.refused,
      'line' in found ? found.line.slice(0, QUOTED) : undefined,
    )
  }
  const { layout } = found
  const { delimiter, wrapper, header, headerLine: line } = layout
  const recognised = recognise(namedPart(header), kinds, 'table', declared)
  const cut = { delimiter, ...(wrapper === undefined ? {} : { wrapper }) }
  const form = { format: 'csv', encoding, ...cut, ...within } as const
  const body = { layout, rows: () => textRows(text(), layout) }
  return conclude(recognised, { form, line, body }, reporter)
}

function formatOf(text: string): 'json' | 'xml' | undefined {
  if (/^\s*[[{]/.test(text)) return 'json'
  return /^\s*</.test(text) ? 'xml' : undefined
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Values of a document that have different names, at most: beyond them it is no list of records. */
const MOST_PATHS = 2_000

/** The paths of the values of all records, in the order they first come; undefined for a broken document. */
async function documentPaths(
  text: AsyncIterable<string>,
  format: 'json' | 'xml',
  kinds: readonly Kind[],
  reporter: Reporter,
): Promise<readonly string[] | undefined> {
  const paths = new Set<string>()
  for await (const batch of readDocument(text, format, kinds)) {
    for (const record of batch) {
      if ('brokenAfter' in record) {
        const { brokenAfter, reason } = record
        reporter.problem({ code: 'document_illisible', line: brokenAfter + 1, value: reason })
        return undefined
      }
      for (const path of pathsOf(record.tree)) if (paths.size < MOST_PATHS) paths.add(path)
    }
  }
  return [...paths]
}
