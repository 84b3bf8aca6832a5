import { type Kind, publicName } from '../datasets/index.ts'
import type { DeclaredColumns, Encoding, Reading } from '../events/index.ts'
import { findTable, type TableLayout } from './findTable.ts'
import { pathsOf } from './rawCells.ts'
import { binaryForm } from './read/binaryForm.ts'
import { decodeText } from './read/decodeText.ts'
import { readDocument } from './read/readDocument.ts'
import { NOTHING_DECLARED, type Recognised, type Recognition, recognise } from './recognise.ts'
import type { Reporter } from './report.ts'
import { type Inspection, inspect, type Source } from './source.ts'

/** How the rows of a file are read. */
export interface Understood {
  readonly recognition: Recognition
  readonly reading: Reading
  /** Of a table. */
  readonly layout?: TableLayout
}

/** How a file was understood, before its rows: `undefined` when it cannot be, and the report says why. */
export interface Understanding {
  readonly inspection: Inspection
  readonly understood: Understood | undefined
}

/** A page of the web, whatever stands before its first element. */
const HTML = /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i

/** Characters of a line that a report quotes. */
const QUOTED = 100

/** Understands a file: its text, its form, its kind among those possible. A document is read once for that. */
export async function understand(
  source: Source,
  reporter: Reporter,
  kinds: readonly Kind[],
  declared: DeclaredColumns = NOTHING_DECLARED,
): Promise<Understanding> {
  const inspection = await inspect(source)
  const { head, isWhole, encoding } = inspection
  const text = (await Array.fromAsync(decodeText(once(head), encoding))).join('')
  const binary = binaryForm(head)
  if (binary !== undefined) return refuse('fichier_binaire', binary)
  if (text.trim() === '') return refuse('fichier_vide')
  if (text.includes('\0')) return refuse('fichier_binaire')
  if (HTML.test(text)) return refuse('fichier_html')
  const format = formatOf(text)
  if (format !== undefined) {
    const names = await documentPaths(source, encoding, format, kinds, reporter)
    if (names === undefined) return { inspection, understood: undefined }
    if (names.length === 0) return refuse('fichier_vide')
    const recognised = recognise(names, kinds, 'document', declared)
    return conclude(recognised, { format, encoding }, 1)
  }
  const found = await findTable(text, isWhole, kinds, declared)
  if ('refused' in found) {
    return refuse(found.refused, 'line' in found ? found.line.slice(0, QUOTED) : undefined)
  }
  const { layout } = found
  const { delimiter, wrapper, header, headerLine } = layout
  const named = header.slice(0, 1 + header.findLastIndex((cell) => cell.trim() !== ''))
  const recognised = recognise(named, kinds, 'table', declared)
  const cut = { delimiter, ...(wrapper === undefined ? {} : { wrapper }) }
  return conclude(recognised, { format: 'csv', encoding, ...cut }, headerLine, layout)

  function conclude(
    recognised: Recognised,
    form: Pick<Reading, 'format' | 'encoding' | 'delimiter' | 'wrapper'>,
    line: number,
    layout?: TableLayout,
  ): Understanding {
    if ('refused' in recognised) {
      const { refused: code, names } = recognised
      if (names.length === 0) reporter.problem({ code, line })
      for (const name of names) reporter.problem({ code, line, value: name })
      return { inspection, understood: undefined }
    }
    const { recognition } = recognised
    for (const value of recognition.absent) {
      reporter.problem({ code: 'en_tete_declare_absent', line, value })
    }
    const reading = readingOf(recognition, form)
    return { inspection, understood: { recognition, reading, ...(layout ? { layout } : {}) } }
  }

  function refuse(
    code: 'fichier_vide' | 'fichier_binaire' | 'fichier_html' | 'fichier_sans_tableau',
    value?: string,
  ): Understanding {
    reporter.problem({ code, line: 1, ...(value === undefined ? {} : { value }) })
    return { inspection, understood: undefined }
  }
}

function readingOf(
  { kind, schema, columns, constants }: Recognition,
  form: Pick<Reading, 'format' | 'encoding' | 'delimiter' | 'wrapper'>,
): Reading {
  const told = constants.map(({ path, value }) => ({ column: publicName(kind, path), value }))
  return {
    ...form,
    schema: schema.name,
    schemaVersion: schema.version,
    columns,
    ...(told.length > 0 ? { constants: told } : {}),
  }
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
  source: Source,
  encoding: Encoding,
  format: 'json' | 'xml',
  kinds: readonly Kind[],
  reporter: Reporter,
): Promise<readonly string[] | undefined> {
  const text = decodeText(source.bytes(), encoding)
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
