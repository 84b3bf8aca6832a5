import type { Cell, Cells, Scalar } from './column.ts'
import type { KeyComponent, Kind } from './defineKind.ts'
import { foldText } from './foldText.ts'

/** Version of the rules in this file and of the kinds' keys, written in each version event. */
export const KEY_ALGORITHM = 1

/** Components of one key, null where the row has none: null and "" are not the same key. */
export type Key = readonly (Scalar | null)[]

/**
 * The candidate keys of a row, in order; undefined where the row lacks a component it must have,
 * or has none at all.
 *
 * @param absent columns that take no part: those that the dataset never had before (HISTORY §1)
 */
export function candidateKeys(
  kind: Kind,
  cells: Cells,
  absent: ReadonlySet<string> = new Set(),
): readonly (Key | undefined)[] {
  return kind.keys.map((components) => {
    const key = components.map((component) => componentOf(component, cells, absent))
    const lacks = components.some(({ necessary }, i) => necessary && key[i] === null)
    return lacks || key.every((value) => value === null) ? undefined : key
  })
}

/** The key of a row as a person reads it. It may hold personal data: never in ids, cursors or logs. */
export function readableKey(kind: Kind, cells: Cells): string {
  for (const components of kind.keys) {
    const present = components.flatMap(({ of }) => firstValue(of, cells) ?? [])
    if (present.length > 0) return present.map(String).join(' · ')
  }
  return ''
}

function componentOf(
  { of, folded }: KeyComponent,
  cells: Cells,
  absent: ReadonlySet<string>,
): Scalar | null {
  const value = firstValue(
    of.filter((name) => !absent.has(name)),
    cells,
  )
  if (value === undefined) return null
  return folded ? foldText(String(value)) : value
}

function firstValue(names: readonly string[], cells: Cells): Scalar | undefined {
  return names.map((name) => cells[name]).find(isScalar)
}

/** A list or objects identify nothing. */
function isScalar(cell: Cell | undefined): cell is Scalar {
  return cell !== undefined && typeof cell !== 'object'
}
