import type { Cell, CellProblem, Cells, Kind } from '../datasets/index.ts'
import type { Reading } from '../events/index.ts'
import { foldRows } from './fold.ts'
import { type HarmonisedRow, harmoniser } from './harmonise/harmoniseRow.ts'
import { cellsOfTable, cellsOfTree, pathsOf, type RawCells } from './rawCells.ts'
import { decodeText } from './read/decodeText.ts'
import { readCsv } from './read/readCsv.ts'
import { readDocument } from './read/readDocument.ts'
import { columnsFound, type Recognition } from './recognise.ts'
import type { Reporter } from './report.ts'
import type { Source } from './source.ts'
import { textEncoding } from './understand.ts'

/** What became of the rows of a file, empty ones included. */
export interface RowCounts {
  /** Rows after the header, or records of a document. */
  readonly rowsRead: number
  readonly empty: number
  /** Rows that cannot be read: the file is then refused whole. */
  readonly refused: number
  /** Rows that another row of the file replaces: a record published again. */
  readonly superseded: number
  /** Rows that are one record with another: a row for each of its objects. */
  readonly merged: number
}

/** Of a file that was not read at all. */
export const NO_ROWS: RowCounts = { rowsRead: 0, empty: 0, refused: 0, superseded: 0, merged: 0 }

type Counts = { -readonly [Name in keyof RowCounts]: number }

interface RawRow {
  readonly line: number
  readonly raw: RawCells
}

type Problem = (problem: CellProblem) => void

/**
 * The rows of an understood file, harmonised, in its order. Problems, repairs and counts go to the reporter
 * and to what `counts` returns once the rows are exhausted.
 */
export function readRows(
  source: Source,
  { recognition, reading }: { readonly recognition: Recognition; readonly reading: Reading },
  reporter: Reporter,
): { readonly rows: AsyncIterable<HarmonisedRow>; readonly counts: () => RowCounts } {
  const { kind } = recognition
  const { fold } = kind
  const isTable = reading.format === 'csv'
  const counts: Counts = { ...NO_ROWS }
  const rows = harmonisedRows(source, recognition, reading, reporter, counts)
  return {
    rows: fold ? foldRows(kind, { fold, isTable }, rows, reporter, counts) : rows,
    counts: () => counts,
  }
}

async function* harmonisedRows(
  source: Source,
  recognition: Recognition,
  reading: Reading,
  reporter: Reporter,
  counts: Counts,
): AsyncGenerator<HarmonisedRow> {
  const { kind, schema, targets } = recognition
  const harmonise = harmoniser(
    { kind, schema, targets, present: new Set(columnsFound(recognition)) },
    (column) => reporter.problem({ code: 'colonne_absente', column, line: 1 }),
  )
  const text = decodeText(source.bytes(), textEncoding(reading.encoding))
  const raws =
    reading.format === 'csv'
      ? tableRows(text, reading.delimiter ?? ',', recognition, reporter.problem, counts)
      : documentRows(text, reading.format, kind, reporter.problem, counts)
  const check = uniqueChecker(kind)
  let keyed = 0
  for await (const { line, raw } of raws) {
    const row = harmonise(line, raw)
    for (const problem of [...row.problems, ...check(row.cells, line)]) reporter.problem(problem)
    row.repairs.forEach(reporter.repair)
    if (row.keys.some((key) => key !== undefined)) keyed += 1
    yield row
  }
  const readable = counts.rowsRead - counts.empty - counts.refused
  if (readable === 0 && counts.refused === 0) reporter.problem({ code: 'fichier_vide', line: 1 })
  if (readable > 0 && keyed === 0 && kind.keys.length > 0) {
    reporter.problem({ code: 'aucune_cle', line: 1 })
  }
}

async function* tableRows(
  text: AsyncIterable<string>,
  delimiter: string,
  { targets }: Recognition,
  problem: Problem,
  counts: Counts,
): AsyncGenerator<RawRow> {
  let header = true
  for await (const batch of readCsv(text, delimiter)) {
    for (const row of batch) {
      if (header) {
        header = false
        continue
      }
      counts.rowsRead += 1
      if ('unclosedQuoteLine' in row) {
        counts.refused += 1
        problem({ code: 'guillemet_ouvert', line: row.unclosedQuoteLine })
      } else if (row.cells.every((cell) => cell.trim() === '')) {
        counts.empty += 1
      } else if (!hasWidth(row.cells, targets.length)) {
        counts.refused += 1
        const value = `${row.cells.length} cellules au lieu de ${targets.length}`
        problem({ code: 'largeur_de_ligne', line: row.line, value })
      } else {
        yield { line: row.line, raw: cellsOfTable(targets, row.cells) }
      }
    }
  }
}

async function* documentRows(
  text: AsyncIterable<string>,
  format: 'json' | 'xml',
  kind: Kind,
  problem: Problem,
  counts: Counts,
): AsyncGenerator<RawRow> {
  for await (const batch of readDocument(text, format, [kind])) {
    for (const record of batch) {
      if ('brokenAfter' in record) {
        problem({ code: 'document_illisible', line: record.brokenAfter + 1, value: record.reason })
        return
      }
      counts.rowsRead += 1
      const raw = cellsOfTree(kind, record.tree)
      const implied = Object.entries(kind.elements?.[record.element] ?? {})
      // A record of values that no column names is a row without a cell, as it is in a table.
      if (pathsOf(record.tree).size === 0) counts.empty += 1
      else yield { line: record.rank, raw: { ...Object.fromEntries(implied.map(asRaw)), ...raw } }
    }
  }
}

/** Where a document's elements imply cells, these are texts. */
function asRaw([name, cell]: readonly [string, Cell]): readonly [string, string] {
  return [name, String(cell)]
}

/** Cells in excess are no loss when they are empty; a missing cell is always in doubt. */
function hasWidth(cells: readonly string[], width: number): boolean {
  return cells.length >= width && cells.slice(width).every((cell) => cell.trim() === '')
}

/** Tells the values that a column should have once and has again. */
function uniqueChecker({ columns }: Kind) {
  const names = Object.keys(columns).filter((name) => columns[name]?.unique)
  const seen = new Set<string>()
  return (cells: Cells, line: number): readonly CellProblem[] =>
    names.flatMap((column) => {
      const value = cells[column]
      if (value === undefined) return []
      const text = `${column} ${String(value)}`
      if (seen.has(text)) {
        return [{ code: 'valeur_en_double' as const, column, line, value: String(value) }]
      }
      seen.add(text)
      return []
    })
}
