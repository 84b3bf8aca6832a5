import { type Cell, type Cells, isFolded } from './column.ts'
import type { Kind } from './defineKind.ts'
import { foldText } from './foldText.ts'
import { foldedName } from './table.ts'

/**
 * The columns of a row that its stored cells decide: SIREN, year, folded text. Null where the source is.
 *
 * Recomputed whenever a row is written, so that a new one never changes a hash.
 */
export function deriveCells(kind: Kind, cells: Cells): Readonly<Record<string, Cell | null>> {
  const derived: Record<string, Cell | null> = {}
  for (const [name, column] of Object.entries(kind.columns)) {
    if (column.indexed && isFolded(column)) {
      const value = cells[name]
      derived[foldedName(name)] = value === undefined ? null : foldText(String(value))
    }
  }
  for (const [name, { of, as }] of Object.entries(kind.derived)) {
    const value = cells[of]
    derived[name] = value === undefined ? null : DERIVE[as](String(value))
  }
  return derived
}

const DERIVE = {
  siren: (siret: string) => (/^\d{14}$/.test(siret) ? siret.slice(0, 9) : null),
  annee: (date: string) => Number(date.slice(0, 4)),
} as const
