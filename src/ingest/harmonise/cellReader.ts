import type { Column, Kind } from '../../datasets/index.ts'
import type { RawCell } from '../rawCells.ts'
import { type ReadCell, readCell } from './readCell.ts'

/** Texts of a column remembered at once, at most, and characters of each. */
const REMEMBERED = 4096
const LONGEST = 50

/**
 * Reads the cells of one column, whose every row has the same few texts: each is read once. A column that has
 * almost as many texts as rows is not remembered for long.
 *
 * @param path as `readCell` takes it
 */
export function cellReader(
  kind: Kind,
  path: string,
  column: Column,
): (raw: RawCell | undefined) => ReadCell {
  const known = new Map<string, ReadCell>()
  let found = 0
  let isVaried = false
  return (raw) => {
    if (isVaried || typeof raw !== 'string' || raw.length > LONGEST) {
      return readCell(kind, path, column, raw)
    }
    const cell = known.get(raw)
    if (cell !== undefined) {
      found += 1
      return cell
    }
    if (known.size === REMEMBERED) {
      known.clear()
      isVaried = found < REMEMBERED
      found = 0
    }
    // A text of its own: one that was cut out of a larger one would hold all of that.
    const own: string = JSON.parse(JSON.stringify(raw))
    const first = readCell(kind, path, column, own)
    known.set(own, first)
    return first
  }
}
