import type { Kind } from '../datasets/index.ts'
import type { Reading } from '../events/index.ts'
import { pathsOf } from './rawCells.ts'
import { decodeText, withLineFeeds } from './read/decodeText.ts'
import { delimiterOf, readCsv } from './read/readCsv.ts'
import { readDocument } from './read/readDocument.ts'
import { type Recognition, recognise } from './recognise.ts'
import type { Reporter } from './report.ts'
import { type Inspection, inspect, type Source } from './source.ts'

/** How a file was understood, before its rows: `undefined` when it cannot be, and the report says why. */
export interface Understanding {
  readonly inspection: Inspection
  readonly recognition: Recognition | undefined
  readonly reading: Reading | undefined
}

type Format =
  | { readonly format: 'csv'; readonly delimiter: string }
  | { readonly format: 'json' | 'xml' }

/** Understands a file: its text, its form, its kind among those possible. A document is read once for that. */
export async function understand(
  source: Source,
  reporter: Reporter,
  kinds: readonly Kind[],
): Promise<Understanding> {
  const inspection = await inspect(source)
  const { head, encoding } = inspection
  const nothing = { inspection, recognition: undefined, reading: undefined }
  const text = new TextDecoder(textEncoding(encoding)).decode(head)
  if (text.trim() === '') return refuse('fichier_vide')
  if (text.includes('\0')) return refuse('fichier_binaire')
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text)) return refuse('fichier_html')

  const format = formatOf(text)
  const names =
    format.format === 'csv'
      ? await headerOf(source, encoding, format.delimiter)
      : await documentPaths(source, encoding, format.format, kinds, reporter)
  if (names === undefined) {
    return format.format === 'csv' ? refuse('guillemet_ouvert') : nothing
  }
  if (names.length === 0) return refuse('fichier_vide')
  const form = format.format === 'csv' ? 'table' : 'document'
  const recognised = recognise(names, kinds, form)
  if ('refused' in recognised) {
    const { refused: code, names } = recognised
    if (names.length === 0) reporter.problem({ code, line: 1 })
    for (const name of names) reporter.problem({ code, line: 1, value: name })
    return nothing
  }
  const { recognition } = recognised
  const { schema, columns } = recognition
  const reading: Reading = {
    ...format,
    encoding,
    schema: schema.name,
    schemaVersion: schema.version,
    columns,
  }
  return { inspection, recognition, reading }

  function refuse(code: 'fichier_vide' | 'fichier_binaire' | 'fichier_html' | 'guillemet_ouvert') {
    reporter.problem({ code, line: 1 })
    return nothing
  }
}

/** The encoding of a file as a decoder names it. */
export function textEncoding(encoding: Reading['encoding']): string {
  return encoding === 'windows-1252' ? encoding : 'utf-8'
}

function formatOf(text: string): Format {
  if (/^\s*[[{]/.test(text)) return { format: 'json' }
  if (/^\s*</.test(text)) return { format: 'xml' }
  return { format: 'csv', delimiter: delimiterOf(withLineFeeds(text)) }
}

async function headerOf(
  source: Source,
  encoding: Reading['encoding'],
  delimiter: string,
): Promise<readonly string[] | undefined> {
  const text = decodeText(source.bytes(), textEncoding(encoding))
  for await (const batch of readCsv(text, delimiter)) {
    const [first] = batch
    if (first !== undefined) return 'cells' in first ? first.cells : undefined
  }
  return undefined
}

/** Values of a document that have different names, at most: beyond them it is no list of records. */
const MOST_PATHS = 2_000

/** The paths of the values of all records, in the order they first come; undefined for a broken document. */
async function documentPaths(
  source: Source,
  encoding: Reading['encoding'],
  format: 'json' | 'xml',
  kinds: readonly Kind[],
  reporter: Reporter,
): Promise<readonly string[] | undefined> {
  const text = decodeText(source.bytes(), textEncoding(encoding))
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
