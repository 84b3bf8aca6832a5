import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Cell } from '../datasets/index.ts'
import { acrossRows } from './acrossRows.ts'
import { foldRows } from './fold.ts'
import { type HarmonisedRow, harmoniser } from './harmonise/harmoniseRow.ts'
import { cellsOfTree, pathsOf, type RawCells } from './rawCells.ts'
import { readDocument } from './read/readDocument.ts'
import { columnsFound, type Recognition } from './recognise.ts'
import type { Reporter } from './report.ts'
import { type Counts, NO_ROWS, type RowCounts } from './rowCounts.ts'
import { type RawTableRow, tableRows } from './tableRows.ts'
import type { Body, Understood } from './understood.ts'

/** Rows read in one turn: some milliseconds. */
const TURN = 100

/**
 * The rows of an understood file, harmonised, in its order. Problems, repairs and counts go to the reporter
 * and to what `counts` returns once the rows are exhausted.
 *
 * @param isWhole false for some rows of a file: nothing is said of the file itself
 */
export function readRows(
  understood: Understood,
  reporter: Reporter,
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): { readonly rows: AsyncIterable<HarmonisedRow>; readonly counts: () => RowCounts } {
  const { kind } = understood.recognition
  const { fold } = kind
  const isTable = 'layout' in understood.body
  const counts: Counts = { ...NO_ROWS }
  const rows = harmonisedRows(understood, reporter, counts, isWhole)
  return {
    rows: fold ? foldRows(kind, { fold, isTable }, rows, reporter, counts) : rows,
    counts: () => counts,
  }
}

async function* harmonisedRows(
  { recognition, body }: Understood,
  reporter: Reporter,
  counts: Counts,
  isWhole: boolean,
): AsyncGenerator<HarmonisedRow> {
  const { kind, schema, targets } = recognition
  const harmonise = harmoniser(
    { kind, schema, targets, present: new Set(columnsFound(recognition)) },
    (column) => reporter.problem({ code: 'colonne_absente', column, line: 1 }),
  )
  const raws =
    'layout' in body
      ? tableRows(body.rows(), body.layout, recognition, reporter, counts)
      : documentRows(body, recognition, reporter, counts)
  const check = acrossRows(kind)
  let keyed = 0
  let rows = 0
  for await (const { line, raw, problems } of raws) {
    rows += 1
    // Others are at work in this process, and ask for one turn after another.
    if (rows % TURN === 0) await nextTurn()
    const read = harmonise(line, withConstants(raw, recognition))
    const row = problems.length > 0 ? { ...read, problems: [...problems, ...read.problems] } : read
    for (const problem of [...row.problems, ...check(row.cells, line)]) reporter.problem(problem)
    row.repairs.forEach(reporter.repair)
    if (row.keys.some((key) => key !== undefined)) keyed += 1
    yield row
  }
  if (!isWhole) return
  const { rowsRead, titles, empty, refused } = counts
  const readable = rowsRead - titles - empty - refused
  if (readable === 0 && refused === 0) reporter.problem({ code: 'fichier_vide', line: 1 })
  if (readable > 0 && keyed === 0 && kind.keys.length > 0) {
    reporter.problem({ code: 'aucune_cle', line: 1 })
  }
}

async function* documentRows(
  { text, format }: Extract<Body, { readonly format: string }>,
  { kind, named }: Recognition,
  reporter: Reporter,
  counts: Counts,
): AsyncGenerator<RawTableRow> {
  for await (const batch of readDocument(text(), format, [kind])) {
    for (const record of batch) {
      if ('brokenAfter' in record) {
        const { brokenAfter, reason } = record
        reporter.problem({ code: 'document_illisible', line: brokenAfter + 1, value: reason })
        return
      }
      counts.rowsRead += 1
      const raw = cellsOfTree(kind, record.tree, named)
      const implied = Object.entries(kind.elements?.[record.element] ?? {})
      // A record of values that no column names is a row without a cell, as it is in a table.
      if (pathsOf(record.tree).size === 0) {
        counts.empty += 1
        continue
      }
      const cells = { ...Object.fromEntries(implied.map(asRaw)), ...raw }
      yield { line: record.rank, raw: cells, problems: [] }
    }
  }
}

/** Where a document's elements imply cells, these are texts. */
function asRaw([name, cell]: readonly [string, Cell]): readonly [string, string] {
  return [name, String(cell)]
}

/** What the declaration says where the row says nothing. */
function withConstants(raw: RawCells, { constants }: Recognition): RawCells {
  const missing = constants.filter(({ path }) => {
    const cell = raw[path]
    return cell === undefined || (typeof cell === 'string' && cell.trim() === '')
  })
  if (missing.length === 0) return raw
  return { ...raw, ...Object.fromEntries(missing.map(({ path, value }) => [path, value])) }
}
