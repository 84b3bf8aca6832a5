import { type CellProblem, columnAt, type Kind, type SchemaVersion } from '../datasets/index.ts'
import type { TableHeader } from './findTable.ts'
import { cellsJoiner } from './joinCells.ts'
import { isRequired, partsOf } from './nearestSchema.ts'
import type { RawRow } from './read/readCsv.ts'
import type { Recognition } from './recognise.ts'
import type { FileRepair } from './report.ts'

/** A row with a cell for each column that has a name, or why it is none. */
export type FittedRow =
  | {
      readonly cells: readonly string[]
      readonly repairs: readonly FileRepair[]
      readonly problems: readonly CellProblem[]
    }
  | { readonly problem: CellProblem }

const NONE: readonly never[] = []

/**
 * Gives the rows of a table the width of its header. Empty cells in excess are no loss. A row that is too wide was
 * cut where nothing protected its delimiter: it is joined again when that can be done in one way. A row that is too
 * short lost the empty cells at its end when the model asks nothing there and the others are of their columns.
 */
export function rowFitter(
  { header, delimiter }: TableHeader,
  recognition: Recognition,
): (row: RawRow) => FittedRow {
  const { kind, schema } = recognition
  const width = 1 + header.findLastIndex((cell) => cell.trim() !== '')
  const targets = recognition.targets.slice(0, width)
  const { join, faults } = cellsJoiner({ kind, targets, delimiter: delimiter ?? '' })
  // Short rows must have all cells up to the last that the model asks for.
  const least = 1 + targets.findLastIndex((target) => asks(kind, schema, target?.path))
  return (row) => {
    const { cells, line } = row
    const repairs = row.orphanQuote ? [orphanRepair(row, targets)] : NONE
    const beyond = cells.slice(width).some((cell) => cell.trim() !== '')
    const isWhole = cells.length === width || cells.length === header.length
    if (isWhole && !beyond) return { cells: cells.slice(0, width), repairs, problems: NONE }
    if (cells.length < width) return shortRow(row, repairs)
    const joined = delimiter === undefined ? undefined : join(cells, line)
    if (joined !== undefined) {
      return { cells: joined.cells, repairs: [...repairs, ...joined.repairs], problems: NONE }
    }
    const { unreadable } = faults(cells)
    if (cells.length <= header.length && unreadable === 0) {
      const value = cells.slice(width).find((cell) => cell.trim() !== '') ?? ''
      const problem = { code: 'cellule_sans_en_tete', line, value } as const
      return { cells: cells.slice(0, width), repairs, problems: [problem] }
    }
    return { problem: wrongWidth(row) }
  }

  function shortRow(row: RawRow, repairs: readonly FileRepair[]): FittedRow {
    const { cells, line } = row
    const inDoubt = cells.length < least || row.unended || cells.some((cell) => cell.includes('"'))
    if (inDoubt || faults(cells).unreadable > 0) return { problem: wrongWidth(row) }
    const repair = {
      rule: 'ligne_completee',
      column: null,
      line,
      before: `${cells.length} cellules`,
      after: `${width} cellules`,
    } as const
    const padding = Array.from({ length: width - cells.length }, () => '')
    return { cells: [...cells, ...padding], repairs: [...repairs, repair], problems: NONE }
  }

  function wrongWidth({ cells, line }: RawRow): CellProblem {
    const value = `${cells.length} cellules au lieu de ${width}`
    return { code: 'largeur_de_ligne', line, value }
  }
}

/** Whether some sort of row of a schema must have a column; a column that the kind does not know is asked by none. */
function asks(kind: Kind, schema: SchemaVersion, path: string | undefined): boolean {
  if (path === undefined || columnAt(kind.columns, path) === undefined) return false
  return partsOf(schema).some((part) => part.columns.includes(path) && isRequired(kind, part, path))
}

function orphanRepair({ cells, line }: RawRow, targets: Recognition['targets']): FileRepair {
  const at = cells.findIndex((cell) => cell.includes('"'))
  const cell = cells[at] ?? ''
  const column = targets[at]?.path ?? null
  return { rule: 'guillemet_orphelin', column, line, before: cell, after: cell }
}
