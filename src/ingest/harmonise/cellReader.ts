import type { Column, Kind } from '../../datasets/index.ts'
import type { RawCell } from '../rawCells.ts'
import { type ReadCell, readCell } from './readCell.ts'

/** Texts of a column remembered, at most, and characters of each: for 256, V8 takes 100 MB more (docs/performance.md). */
const REMEMBERED = 64
const LONGEST = 50

/**
 * Reads the cells of one column, whose rows have a few texts between them: the first ones are read once. Those of a
 * column that has almost as many texts as rows are forgotten. None takes the place of another.
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
      isVaried = found < REMEMBERED
      if (isVaried) known.clear()
      return readCell(kind, path, column, raw)
    }
    // A text of its own: one that was cut out of a larger one would hold all of that.
    const own: string = JSON.parse(JSON.stringify(raw))
    const first = readCell(kind, path, column, own)
    known.set(own, first)
    return first
  }
}
