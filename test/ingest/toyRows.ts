import fc from 'fast-check'
import type { Contents, Matching, NewRow, OldRecord, Placed } from '../../src/ingest/match.ts'

/** A row of a toy kind: two columns that may identify it, two that do not. `''` is an absent cell. */
export interface ToyRow {
  readonly first: string
  readonly second: string
  readonly x: string
  readonly y: string
}

const letter = fc.constantFrom('a', 'b')
const perhaps = fc.constantFrom('', 'a', 'b')

/** Rows of few values, so that keys are shared and contents repeated. */
export const toyRows = (maxLength: number): fc.Arbitrary<readonly ToyRow[]> =>
  fc.array(fc.record({ first: perhaps, second: perhaps, x: letter, y: letter }), { maxLength })

/** Candidate keys of a toy row, in order. */
export function keysOf({ first, second }: ToyRow): readonly (string | undefined)[] {
  return [first === '' ? undefined : `1${first}`, second === '' ? undefined : `2${second}`]
}

export function textOf({ first, second, x, y }: ToyRow): string {
  return JSON.stringify([first, second, x, y])
}

function keyOf(row: ToyRow): string {
  return keysOf(row).find((key) => key !== undefined) ?? textOf(row)
}

/** Records in force with these rows: ids from 1, ranks from 0 in each key. */
export function oldRecords(rows: readonly ToyRow[]): readonly OldRecord[] {
  const ranks = new Map<string, number>()
  return rows.map((row, i) => {
    const key = keyOf(row)
    const rank = ranks.get(key) ?? 0
    ranks.set(key, rank + 1)
    return { recordId: BigInt(i + 1), key, rank, content: textOf(row), candidates: keysOf(row) }
  })
}

/** Rows of a file, in that order. */
export function newRows(rows: readonly ToyRow[]): readonly NewRow[] {
  return rows.map((row, index) => ({ index, key: keyOf(row), candidates: keysOf(row) }))
}

/** Number of cells that differ. */
export function distanceOf(a: ToyRow, b: ToyRow): number {
  const names = ['first', 'second', 'x', 'y'] as const
  return names.filter((name) => a[name] !== b[name]).length
}

/** What matching asks of the contents: `olds` by record id from 1, `rows` by index. */
export function toyContents(olds: readonly ToyRow[], rows: readonly ToyRow[]): Contents {
  const row = ({ index }: NewRow) => at(rows, index)
  return {
    sortNew: (group) =>
      group.toSorted((a, b) => {
        const [left, right] = [textOf(row(a)), textOf(row(b))]
        return left < right ? -1 : left > right ? 1 : 0
      }),
    distance: (old, fresh) => distanceOf(at(olds, Number(old.recordId) - 1), row(fresh)),
  }
}

export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new RangeError(`no item ${index}`)
  return item
}

/** What matching says, by contents rather than by place in the file, in one order. */
export function pairsOf({ changed, added, gone }: Matching, rows: readonly ToyRow[]) {
  const text = ({ index }: NewRow) => textOf(at(rows, index))
  return {
    changed: changed.map(({ old, row }) => `${old.recordId} ▸ ${text(row)}`).toSorted(),
    added: added.map(text).toSorted(),
    gone: gone.map(({ recordId }) => recordId).toSorted((a, b) => Number(a - b)),
  }
}

/** The same with the places: `record ▸ row key#rank`, `row key#rank`. */
export function placesOf(
  { changed, added }: Matching,
  placed: readonly Placed[],
  rows: readonly ToyRow[],
): readonly string[] {
  return [...changed, ...added.map((row) => ({ old: undefined, row }))]
    .map(({ old, row }, i) => {
      const { key, rank } = at(placed, i)
      return `${old?.recordId ?? ''} ▸ ${textOf(at(rows, row.index))} ${key}#${rank}`
    })
    .toSorted()
}

/**
 * HISTORY §1, step 2, as slowly as it is said: candidate after candidate, key after key, the closest pair of
 * all those left, then again.
 */
export function slowMatch(olds: readonly ToyRow[], rows: readonly ToyRow[]) {
  const records = oldRecords(olds)
  const oldLeft = new Set(olds.keys())
  const newLeft = new Set(rows.keys())
  const changed: string[] = []
  for (const round of [0, 1]) {
    for (;;) {
      const pairs = [...oldLeft].flatMap((i) =>
        [...newLeft].flatMap((j) => {
          const [old, row] = [at(olds, i), at(rows, j)]
          const key = keysOf(old)[round]
          if (key === undefined || key !== keysOf(row)[round]) return []
          const { rank, recordId } = at(records, i)
          const order = [distanceOf(old, row), rank, Number(recordId), textOf(row)] as const
          return [{ i, j, order, text: `${recordId} ▸ ${textOf(row)}` }]
        }),
      )
      const best = pairs.toSorted((a, b) => byOrder(a.order, b.order))[0]
      if (best === undefined) break
      changed.push(best.text)
      oldLeft.delete(best.i)
      newLeft.delete(best.j)
    }
  }
  return {
    changed: changed.toSorted(),
    added: [...newLeft].map((j) => textOf(at(rows, j))).toSorted(),
    gone: [...oldLeft].map((i) => BigInt(i + 1)).toSorted((a, b) => Number(a - b)),
  }
}

function byOrder(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i]
    if (right !== undefined && left !== right) return left < right ? -1 : 1
  }
  return 0
}
