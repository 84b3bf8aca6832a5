import type { CellProblem } from '../datasets/index.ts'
import type { TableHeader, TableLayout } from './findTable.ts'
import { rowFitter } from './fitRow.ts'
import { type CellInError, cellsOfTable, type RawCells } from './rawCells.ts'
import { type CsvRow, cellsWithin, type RawRow, readCsv, unwrapRows } from './read/readCsv.ts'
import type { CellError, SheetRow } from './read/spreadsheetSheet.ts'
import type { Recognition } from './recognise.ts'
import type { Reporter } from './report.ts'
import type { Counts } from './rowCounts.ts'

/** The cells of a row, by the name of their column, with the line of the file where it begins. */
export interface RawTableRow {
  readonly line: number
  readonly raw: RawCells
  /** What is wrong with the row as a whole. */
  readonly problems: readonly CellProblem[]
}

/** The rows of a table that say something, each with a cell for each column of the header. */
export async function* tableRows(
  batches: AsyncIterable<readonly (CsvRow | SheetRow)[]>,
  layout: TableHeader,
  recognition: Recognition,
  reporter: Reporter,
  counts: Counts,
): AsyncGenerator<RawTableRow> {
  const { header, headerLine } = layout
  const fitted = rowFitter(layout, recognition)
  const targets = recognition.targets.slice(0, header.length)
  let below = false
  for await (const batch of batches) {
    for (const row of batch) {
      if (!below && 'line' in row && row.line === headerLine) {
        below = true
        continue
      }
      counts.rowsRead += 1
      if ('unclosedQuoteLine' in row) {
        counts.refused += 1
        reporter.problem({ code: 'guillemet_ouvert', line: row.unclosedQuoteLine })
      } else if (row.cells.every((cell) => cell.trim() === '')) {
        counts.empty += 1
        // Formulas pulled below the rows they are for: nobody's record, and not nothing.
        for (const { column, value } of below ? errorsOf(row) : []) {
          const path = targets[column]?.path
          if (path !== undefined)
            reporter.problem({ code: 'cellule_en_erreur', column: path, line: row.line, value })
        }
      } else if (row.line < headerLine || isSame(row.cells, header)) {
        counts.titles += 1
      } else if (!below) {
        // A quote above the header, closed below it, took the header with it.
        counts.refused += 1
        reporter.problem({ code: 'guillemet_ouvert', line: row.line })
        return
      } else {
        const whole = fitted(row)
        if ('problem' in whole) {
          counts.refused += 1
          reporter.problem(whole.problem)
          continue
        }
        whole.repairs.forEach(reporter.repair)
        const cells = withErrors(whole.cells, errorsOf(row))
        yield { line: row.line, raw: cellsOfTable(targets, cells), problems: whole.problems }
      }
    }
  }
}

/** The rows of a text, cut as its layout says. */
export function textRows(
  text: AsyncIterable<string>,
  layout: TableLayout,
): AsyncIterable<readonly CsvRow[]> {
  const { delimiter, wrapper, header, headerLine } = layout
  const width = 1 + header.findLastIndex((cell) => cell.trim() !== '')
  // What stands above the header is prose, which owes nothing to quotes.
  if (wrapper === undefined) {
    const isRow = (cells: readonly string[]) =>
      cells.length >= width && cells.slice(header.length).every((cell) => cell.trim() === '')
    return readCsv(text, delimiter, (cells, line) => line < headerLine || isRow(cells))
  }
  const rows = readCsv(
    text,
    wrapper,
    (cells, line) => line < headerLine || cellsWithin(cells, wrapper, delimiter).length >= width,
  )
  return unwrapRows(rows, wrapper, delimiter)
}

function errorsOf(row: RawRow | SheetRow): readonly CellError[] {
  return 'errors' in row ? (row.errors ?? []) : []
}

/** The cells of a row, with the errors that stand in place of values. */
function withErrors(
  cells: readonly string[],
  errors: readonly CellError[],
): readonly (string | CellInError)[] {
  if (errors.length === 0) return cells
  const found = new Map(errors.map(({ column, value }) => [column, { error: value }]))
  return cells.map((cell, i) => found.get(i) ?? cell)
}

/** A header that comes back, as where files were put end to end. */
function isSame(cells: readonly string[], header: readonly string[]): boolean {
  return header.every((name, i) => name.trim() === (cells[i] ?? '').trim())
}
