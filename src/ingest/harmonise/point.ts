import type { Cell, CellProblem, Cells, Projected } from '../../datasets/index.ts'
import type { Repair } from './harmoniseRow.ts'
import { degreesOf } from './lambert.ts'
import { parseDecimal } from './parseNumber.ts'
import { territoryAt } from './territories.ts'

/** Metres between the two writings of a point beyond which they are two points. */
const TOLERANCE = 10

/** The degrees of a point whose metres alone are given. */
export function fillDegrees(
  { x, y, long, lat }: Projected,
  present: ReadonlySet<string>,
  line: number,
  cells: { [name: string]: Cell },
  repairs: Repair[],
): void {
  const isEmpty = (name: string) => present.has(name) && cells[name] === undefined
  if (cells[x] === undefined || cells[y] === undefined || !isEmpty(long) || !isEmpty(lat)) return
  const degrees = degreesOf(String(cells[x]), String(cells[y]))
  if (degrees === undefined) return
  const before = `${String(cells[x])} ${String(cells[y])}`
  for (const [column, text] of [
    [long, degrees.long],
    [lat, degrees.lat],
  ] as const) {
    const { value = text } = parseDecimal(text)
    cells[column] = value
    repairs.push({ rule: 'lambert', column, line, before, after: String(value) })
  }
}

/** What is wrong with a point that has its degrees: where it is, or what its metres say of it. */
export function pointProblem(
  { x, y, long, lat }: Projected,
  cells: Cells,
): readonly Omit<CellProblem, 'line'>[] {
  const [east, north] = [cells[x], cells[y]].map((cell) =>
    cell === undefined ? undefined : Number(cell),
  )
  if (cells[long] === undefined || cells[lat] === undefined) return []
  const degrees = [Number(cells[long]), Number(cells[lat])] as const
  const territory = territoryAt(degrees)
  const value = `${String(cells[long])} ${String(cells[lat])}`
  if (territory === undefined) return [{ code: 'hors_territoire', column: long, value }]
  if (east === undefined || north === undefined || territory.metresOf === undefined) return []
  const [expectedEast, expectedNorth] = territory.metresOf(degrees)
  const gap = Math.hypot(east - expectedEast, north - expectedNorth)
  const metres = `${String(cells[x])} ${String(cells[y])}`
  return gap > TOLERANCE ? [{ code: 'points_differents', column: x, value: metres }] : []
}
