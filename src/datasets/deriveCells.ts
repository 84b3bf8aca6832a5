import { type Cell, type Cells, isFolded } from './column.ts'
import type { Kind } from './defineKind.ts'
import { foldText } from './foldText.ts'
import { type Columns, foldedName, hasFolded, objectTablesOf } from './table.ts'

/**
 * The columns of a row that its stored cells decide: SIREN, year, folded text. Null where the source is.
 *
 * Recomputed whenever a row is written, so that a new one never changes a hash.
 */
export function deriveCells(
  { columns, derived: asked }: Columns,
  cells: Cells,
): Readonly<Record<string, Cell | null>> {
  const derived: Record<string, Cell | null> = {}
  for (const [name, column] of Object.entries(columns)) {
    if (!hasFolded(column)) continue
    const value = cells[name]
    derived[foldedName(name)] = value === undefined ? null : foldText(String(value))
  }
  for (const [name, { of, as }] of Object.entries(asked)) {
    const value = cells[of]
    derived[name] = value === undefined ? null : DERIVE[as](String(value))
  }
  return derived
}

/** The cells of a row with its texts folded: what a JSON column is filtered and sorted by. */
export function foldedCells({ columns }: Columns, cells: Cells): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([name, value]) => {
      const column = columns[name]
      return [name, column && isFolded(column) ? foldText(String(value)) : value]
    }),
  )
}

/** The objects of a row that have rows of their own, by column, each with its derived cells. */
export function objectRows(
  kind: Kind,
  cells: Cells,
): readonly { readonly column: string; readonly rows: readonly object[] }[] {
  return objectTablesOf(kind).map(({ column, of }) => ({
    column,
    rows: objectsOf(cells[column]).map((one) => ({ ...one, ...deriveCells(of, one) })),
  }))
}

/** The objects of a cell; none for any other cell. */
export function objectsOf(cell: Cell | null | undefined): readonly Cells[] {
  if (typeof cell !== 'object' || cell === null) return []
  return cell.flatMap((item) => (typeof item === 'string' ? [] : [item]))
}

const DERIVE = {
  siren: (code: string) => (/^(\d{9}|\d{14})$/.test(code) ? code.slice(0, 9) : null),
  annee: (date: string) => Number(date.slice(0, 4)),
  souche: (code: string) => (code.length > 2 ? code.slice(0, -2) : null),
} as const
