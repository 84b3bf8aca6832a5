import { KINDS, type Kind } from '../datasets/index.ts'
import type { Reading } from '../events/index.ts'
import { type HarmonisedRow, harmoniseRow } from './harmonise/harmoniseRow.ts'
import { decodeText, withLineFeeds } from './read/decodeText.ts'
import { delimiterOf, readCsv } from './read/readCsv.ts'
import { type Recognition, recognise } from './recognise.ts'
import type { Reporter } from './report.ts'
import { type Inspection, inspect, type Source } from './source.ts'

/** How a file was understood, before its rows: `undefined` when it cannot be, and the report says why. */
export interface Understanding {
  readonly inspection: Inspection
  readonly recognition: Recognition | undefined
  readonly reading: Reading | undefined
}

/** What became of the rows of a file, empty ones included. */
export interface RowCounts {
  /** Rows after the header. */
  readonly rowsRead: number
  readonly empty: number
  /** Rows that cannot be read: the file is then refused whole. */
  readonly refused: number
}

/** Understands a file by its first bytes: its text, its table, its kind among those possible. */
export async function understand(
  source: Source,
  reporter: Reporter,
  kinds: readonly Kind[] = KINDS,
): Promise<Understanding> {
  const inspection = await inspect(source)
  const { head, encoding } = inspection
  const nothing = { inspection, recognition: undefined, reading: undefined }
  const text = new TextDecoder(encoding === 'windows-1252' ? encoding : 'utf-8').decode(head)
  if (text.trim() === '') return refuse('fichier_vide')
  if (text.includes('\0')) return refuse('fichier_binaire')
  if (/^\s*<(!doctype|html|head|body)\b/i.test(text)) return refuse('fichier_html')

  const delimiter = delimiterOf(withLineFeeds(text))
  const header = await headerOf(source, encoding, delimiter)
  if (header === undefined) return refuse('guillemet_ouvert')
  const recognised = recognise(header, kinds)
  if ('refused' in recognised) {
    const { refused: code, names } = recognised
    if (names.length === 0) reporter.problem({ code, line: 1 })
    for (const name of names) reporter.problem({ code, line: 1, value: name })
    return nothing
  }
  const { recognition } = recognised
  const { schema, columns } = recognition
  const missing = missingColumns(recognition)
  for (const name of missing) reporter.problem({ code: 'colonne_absente', column: name, line: 1 })
  const reading: Reading = {
    format: 'csv',
    encoding,
    delimiter,
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

/**
 * The rows of an understood file, harmonised, in its order. Problems, repairs and counts go to the reporter
 * and to what `counts` returns once the rows are exhausted.
 */
export function readRows(
  source: Source,
  { recognition, reading }: { readonly recognition: Recognition; readonly reading: Reading },
  reporter: Reporter,
): { readonly rows: AsyncIterable<HarmonisedRow>; readonly counts: () => RowCounts } {
  const targets = recognition.columns.map(({ target }) => target)
  const counts = { rowsRead: 0, empty: 0, refused: 0 }
  let keyed = 0
  return { rows: rows(), counts: () => counts }

  async function* rows(): AsyncGenerator<HarmonisedRow> {
    const text = decodeText(source.bytes(), textEncoding(reading.encoding))
    let header = true
    for await (const batch of readCsv(text, reading.delimiter)) {
      for (const raw of batch) {
        if (header) {
          header = false
          continue
        }
        counts.rowsRead += 1
        if ('unclosedQuoteLine' in raw) {
          counts.refused += 1
          reporter.problem({ code: 'guillemet_ouvert', line: raw.unclosedQuoteLine })
        } else if (raw.cells.every((cell) => cell.trim() === '')) {
          counts.empty += 1
        } else if (!hasWidth(raw.cells, targets.length)) {
          counts.refused += 1
          reporter.problem({
            code: 'largeur_de_ligne',
            line: raw.line,
            value: `${raw.cells.length} cellules au lieu de ${targets.length}`,
          })
        } else {
          const row = harmoniseRow(recognition.kind, targets, raw.line, raw.cells)
          row.problems.forEach(reporter.problem)
          row.repairs.forEach(reporter.repair)
          if (row.keys.some((key) => key !== undefined)) keyed += 1
          yield row
        }
      }
    }
    const readable = counts.rowsRead - counts.empty - counts.refused
    if (readable === 0 && counts.refused === 0) reporter.problem({ code: 'fichier_vide', line: 1 })
    if (readable > 0 && keyed === 0) reporter.problem({ code: 'aucune_cle', line: 1 })
  }
}

/** Cells in excess are no loss when they are empty; a missing cell is always in doubt. */
function hasWidth(cells: readonly string[], width: number): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '')
}

function missingColumns({ kind, schema, columns }: Recognition): readonly string[] {
  const found = new Set(columns.map(({ target }) => target))
  return schema.columns.filter((name) => kind.columns[name]?.required && !found.has(name))
}

function textEncoding(encoding: Reading['encoding']): string {
  return encoding === 'windows-1252' ? encoding : 'utf-8'
}

async function headerOf(
  source: Source,
  encoding: Reading['encoding'],
  delimiter: string,
): Promise<readonly string[] | undefined> {
  for await (const batch of readCsv(
    decodeText(source.bytes(), textEncoding(encoding)),
    delimiter,
  )) {
    const [first] = batch
    if (first !== undefined) return 'cells' in first ? first.cells : undefined
  }
  return undefined
}
