import { type CellProblem, type Cells, foldText, isFolded, type Kind } from '../datasets/index.ts'
import { isAmong } from './checks.ts'

/** Tells what a row says against those before it. */
export type RowChecker = (cells: Cells, line: number) => readonly CellProblem[]

/** The checks of a kind over several rows of a file: the row that comes later is the one told. */
export function acrossRows(kind: Kind): RowChecker {
  const checkers = [uniqueChecker(kind), identityChecker(kind)]
  return (cells, line) => checkers.flatMap((check) => check(cells, line))
}

/** Whether rows of a kind are checked against each other: no row of it can then be read alone. */
export function checksAcrossRows({ columns, identities = [] }: Kind): boolean {
  return identities.length > 0 || Object.values(columns).some(({ unique }) => unique)
}

/** Tells the values that a column should have once and has again. */
function uniqueChecker({ columns }: Kind): RowChecker {
  const names = Object.keys(columns).filter((name) => columns[name]?.unique)
  const seen = new Set<string>()
  return (cells, line) =>
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

/** Tells identifiers that designate two things, and things that have two identifiers; texts are compared folded. */
function identityChecker({ columns, identities = [] }: Kind): RowChecker {
  const seen = identities.map((identity) => ({
    ...identity,
    nameOf: new Map<string, string>(),
    idOf: new Map<string, string>(),
  }))
  return (cells, line) =>
    seen.flatMap(({ id: column, names, alone = false, where, nameOf, idOf }) => {
      const value = cells[column]
      if (value === undefined || !isAmong(where, cells)) return []
      const id = String(value)
      const name = JSON.stringify(
        names.map((one) => {
          const cell = cells[one]
          const column = columns[one]
          return typeof cell === 'string' && column && isFolded(column)
            ? foldText(cell)
            : (cell ?? null)
        }),
      )
      const contradicts =
        firstOf(nameOf, id, name) !== name || (alone && firstOf(idOf, name, id) !== id)
      return contradicts
        ? [{ code: 'identifiant_contradictoire' as const, column, line, value: id }]
        : []
    })
}

/** What was first said of a key: this, if nothing was. */
function firstOf(said: Map<string, string>, key: string, value: string): string {
  const first = said.get(key) ?? value
  said.set(key, first)
  return first
}
