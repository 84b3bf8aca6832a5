import { type Column, columnAt, type Kind } from '../datasets/index.ts'
import type { NamedColumn } from './columnNames.ts'
import { readCell } from './harmonise/readCell.ts'
import type { FileRepair } from './report.ts'

/** What the cells of a row are cut by, and the columns that they should be of. */
export interface Columns {
  readonly kind: Kind
  readonly targets: readonly (NamedColumn | undefined)[]
  readonly delimiter: string
}

/** Cells of a row in doubt against their columns. */
export interface Faults {
  /** Cells whose value cannot be read at all. */
  readonly unreadable: number
  /** These, and cells with another problem. */
  readonly odd: number
}

/** How the cells of a row go to its columns: for each column, how many of them. */
type Grouping = readonly number[]

/** An amount without its decimals; the no-break space of UTF-8 may have been read as windows-1252. */
const WHOLE = /^\s*-?(?:\d+|\d{1,3}(?:(?: |\u00c2?\u00a0|\u202f)\d{3})+)$/
const DECIMALS = /^\d{1,2}(?:\s*€)?\s*$/

/** A row is tried so many times, and no more. */
const MOST_STEPS = 20_000

/** Joins again the cells of rows that were cut inside an amount or a sentence. */
export function cellsJoiner({ kind, targets, delimiter }: Columns) {
  const columns = targets.map((target) => target && columnAt(kind.columns, target.path))

  return { join, faults }

  /**
   * The cells of a row that is too wide, one for each column, when there is one best way to have them: the fewest
   * cells in doubt, none unreadable.
   */
  function join(
    cells: readonly string[],
    line: number,
  ): { readonly cells: readonly string[]; readonly repairs: readonly FileRepair[] } | undefined {
    const ways = groupings(cells).map((groups) => {
      const joined = joinedBy(cells, groups)
      return { groups, joined, joins: groups.some((size) => size > 1), ...faults(joined) }
    })
    const odd = Math.min(...ways.map((way) => way.odd))
    const best = ways.filter((way) => way.odd === odd)
    // As it is, when nothing says otherwise.
    const way = best.find(({ joins }) => !joins) ?? (best.length === 1 ? best[0] : undefined)
    if (way === undefined || (way.joins && way.unreadable > 0)) return undefined
    return { cells: way.joined, repairs: repairsOf(cells, way.groups, line) }
  }

  /** What is wrong with cells, each in the column of its place. */
  function faults(cells: readonly string[]): Faults {
    let unreadable = 0
    let odd = 0
    for (const [i, column] of columns.entries()) {
      const cell = cells[i] ?? ''
      if (column === undefined || cell.trim() === '') continue
      const { value, problems } = readCell(kind, targets[i]?.path ?? '', column, cell)
      if (problems.length > 0) odd += 1
      if (problems.length > 0 && value === undefined) unreadable += 1
    }
    return { unreadable, odd }
  }

  /** Every way to have one cell for each column, empty cells at the end left out. */
  function groupings(cells: readonly string[]): readonly Grouping[] {
    const found: Grouping[] = []
    const full = 1 + cells.findLastIndex((cell) => cell.trim() !== '')
    let steps = 0
    const visit = (column: number, at: number, groups: Grouping) => {
      steps += 1
      if (steps > MOST_STEPS) return
      if (column === columns.length) {
        if (at >= full) found.push(groups)
        return
      }
      const left = columns.length - column
      for (let size = 1; at + size + left - 1 <= cells.length; size += 1) {
        if (size > 1 && !mayJoin(columns[column], cells, at, size)) break
        visit(column + 1, at + size, [...groups, size])
      }
    }
    visit(0, 0, [])
    return steps > MOST_STEPS ? [] : found
  }

  /** Whether the last of these cells may be of the column where the others are. */
  function mayJoin(
    column: Column | undefined,
    cells: readonly string[],
    at: number,
    size: number,
  ): boolean {
    const [before = '', last = ''] = cells.slice(at + size - 2, at + size)
    if (column?.type === 'decimal') {
      return size === 2 && delimiter === ',' && WHOLE.test(before) && DECIMALS.test(last)
    }
    if (column !== undefined && column.type !== 'texte') return false
    return followsInProse(before, last)
  }

  function joinedBy(cells: readonly string[], groups: Grouping): readonly string[] {
    let at = 0
    return groups.map((size) => {
      const text = cells.slice(at, at + size).join(delimiter)
      at += size
      return text
    })
  }

  function repairsOf(
    cells: readonly string[],
    groups: Grouping,
    line: number,
  ): readonly FileRepair[] {
    const joined = joinedBy(cells, groups)
    let at = 0
    return groups.flatMap((size, i) => {
      const before = cells.slice(at, at + size).join(' | ')
      at += size
      if (size === 1) return []
      const rule =
        columns[i]?.type === 'decimal' ? 'decimale_non_protegee' : 'separateur_non_protege'
      return [{ rule, column: targets[i]?.path ?? null, line, before, after: joined[i] ?? '' }]
    })
  }
}

/** What follows a comma or a semicolon of a sentence: a space, or the decimals of a number of that sentence. */
function followsInProse(before: string, after: string): boolean {
  if (/^\s+\S/.test(after)) return true
  return /\d$/.test(before) && /^\d+\D*[^\d\s.,]/.test(after) && !WHOLE.test(after)
}
