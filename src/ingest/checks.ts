import type { Cell, CellProblem, Cells, Column, Kind, ProblemCode } from '../datasets/index.ts'

/** The constraints of its column that a value breaks. The value is kept: a null would say less. */
export function checkCell(column: Column, value: Cell): readonly ProblemCode[] {
  const text = String(value)
  const { pattern, maxLength, minimum, maximum } = column
  return [
    ...(pattern !== undefined && !compiled(pattern).test(text) ? ['format_invalide' as const] : []),
    ...(maxLength !== undefined && [...text].length > maxLength ? ['trop_long' as const] : []),
    ...(minimum !== undefined && Number(value) < minimum ? ['trop_petit' as const] : []),
    ...(maximum !== undefined && Number(value) > maximum ? ['trop_grand' as const] : []),
  ]
}

/**
 * The checks over a whole row.
 *
 * @param present columns that the file has: a missing column is told once for the file, not for each row
 */
export function checkRow(
  kind: Kind,
  cells: Cells,
  present: ReadonlySet<string | null>,
): readonly Omit<CellProblem, 'line'>[] {
  return kind.rules.flatMap(({ columns }) => {
    const asked = columns.filter((name) => present.has(name))
    const [first] = asked
    if (first === undefined || asked.some((name) => cells[name] !== undefined)) return []
    return [{ code: 'un_de_requis' as const, column: first }]
  })
}

const patterns = new Map<string, RegExp>()

/** Patterns of the official schemas, compiled once. */
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern)
  patterns.set(pattern, known)
  return known
}
