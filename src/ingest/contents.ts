import { type Cells, sameCell } from '../datasets/index.ts'
import { canonicalJson } from '../proof/index.ts'
import type { Base, WaitingRow } from './base.ts'
import type { Contents, NewRow, OldRecord } from './match.ts'
import type { Spool } from './spool.ts'

/**
 * What matching needs to know of rows that compete for one key: fetched in one go for the records in force,
 * read from the spool for the rows of the file.
 */
export async function contentsFrom(
  { kind }: Base,
  spool: Spool<WaitingRow>,
  olds: readonly OldRecord[],
  rows: readonly NewRow[],
  cellsOf: (recordIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, Cells>>,
): Promise<() => Contents> {
  const oldCells = await cellsOf(contested(olds, rows).map(({ recordId }) => recordId))
  const names = Object.keys(kind.columns)
  const newCells = ({ index }: NewRow) => spool.read(index).cells
  // Rows are compared pair by pair, after they are sorted: those of one key are read once.
  let held: ReadonlyMap<NewRow, Cells> = new Map()
  const contents: Contents = {
    sortNew(group) {
      held = new Map(group.map((row) => [row, newCells(row)]))
      return [...held]
        .map(([row, cells]) => ({
          row,
          tie: kind.tie.map((name) => cells[name] ?? null),
          text: canonicalJson(cells),
        }))
        .toSorted((a, b) => byTie(a.tie, b.tie) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
        .map(({ row }) => row)
    },
    distance(old, row) {
      const before = oldCells.get(old.recordId) ?? {}
      const after = held.get(row) ?? newCells(row)
      return names.filter((name) => !sameCell(before[name], after[name])).length
    },
  }
  return () => contents
}

/** Records whose pairing is not plain: several rows or several records have one of their keys. */
function contested(olds: readonly OldRecord[], rows: readonly NewRow[]): readonly OldRecord[] {
  const counts = new Map<string, { old: number; fresh: number }>()
  const countAll = (all: readonly (OldRecord | NewRow)[], side: 'old' | 'fresh') => {
    for (const key of all.flatMap(({ candidates }) => candidates)) {
      if (key === undefined) continue
      const count = counts.get(key) ?? { old: 0, fresh: 0 }
      count[side] += 1
      counts.set(key, count)
    }
  }
  countAll(olds, 'old')
  countAll(rows, 'fresh')
  return olds.filter(({ candidates }) =>
    candidates.some((key) => {
      const count = key === undefined ? undefined : counts.get(key)
      return count !== undefined && count.fresh > 0 && count.old * count.fresh > 1
    }),
  )
}

/** Numbers by value, texts by code unit, what is empty first. */
function byTie(a: readonly unknown[], b: readonly unknown[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i]
    if (left === right) continue
    if (left === null) return -1
    if (right === null) return 1
    const difference = Number(left) - Number(right)
    if (difference !== 0 && !Number.isNaN(difference)) return difference
    return String(left) < String(right) ? -1 : 1
  }
  return 0
}
