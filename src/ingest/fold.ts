import { setImmediate as turn } from 'node:timers/promises'
import {
  type Cell,
  type Cells,
  candidateKeys,
  type Fold,
  type Kind,
  objectsOf,
  readableKey,
  sameCell,
} from '../datasets/index.ts'
import { canonicalJson, sha256 } from '../proof/index.ts'
import { createAdditions } from './additions.ts'
import type { HarmonisedRow } from './harmonise/harmoniseRow.ts'
import type { Reporter } from './report.ts'
import { createSpool } from './spool.ts'

/** Rows read back from disk before the process does anything else: reading them waits for nothing. */
const ROWS_A_TURN = 1000

/** What folding counts. */
interface FoldCounts {
  superseded: number
  merged: number
}

/**
 * Makes one row of the rows of a file that have one key (HISTORY §1): a record published again, or a table with
 * a row for each object or each step of a record. All rows wait on disk, of which only the keys are held.
 */
export async function* foldRows(
  kind: Kind,
  { fold, isTable }: { readonly fold: Fold; readonly isTable: boolean },
  rows: AsyncIterable<HarmonisedRow>,
  reporter: Reporter,
  counts: FoldCounts,
): AsyncGenerator<HarmonisedRow> {
  const spool = createSpool<HarmonisedRow>()
  try {
    const keyed = createAdditions()
    for await (const row of rows) {
      const index = spool.append(row)
      const [key] = row.keys
      if (key !== undefined) keyed.add(index, sha256(Buffer.from(canonicalJson(key))))
    }
    const groups = keyed.repeated().map(({ indexes }) => indexes)
    const firsts = new Map(groups.map((group) => [group[0], group]))
    const others = new Set(groups.flatMap((group) => group.slice(1)))
    for (let index = 0; index < spool.size(); index += 1) {
      if (index % ROWS_A_TURN === 0) await turn()
      const group = firsts.get(index)
      if (group !== undefined) {
        const folded = foldGroup(kind, fold, isTable, group.map(spool.read))
        counts.merged += folded.merged
        counts.superseded += folded.superseded.length
        for (const row of folded.superseded) {
          const value = readableKey(kind, row.cells)
          reporter.problem({ code: 'ligne_remplacee', line: row.line, value })
        }
        folded.row.problems.slice(folded.told).forEach(reporter.problem)
        yield folded.row
      } else if (!others.has(index)) {
        yield spool.read(index)
      }
    }
  } finally {
    spool.close()
  }
}

interface Folded {
  readonly row: HarmonisedRow
  /** Problems of the row that were told when its lines were read: what follows them is new. */
  readonly told: number
  /** Rows that are in it, beside the first. */
  readonly merged: number
  readonly superseded: readonly HarmonisedRow[]
}

/** Rows of one key, in the order of the file. */
function foldGroup(
  kind: Kind,
  fold: Fold,
  isTable: boolean,
  rows: readonly HarmonisedRow[],
): Folded {
  const { statements, repeated } = isTable
    ? mergeObjects(fold.merge, rows)
    : { statements: rows.map((row) => [row]), repeated: [] }
  const merged = statements.map((group) => mergedRow(fold.merge, group))
  const isDated = rows.some(({ cells }) => cells[fold.latest] !== undefined)
  if (isTable && !isDated && statements.length > 1) {
    const row = asSteps(kind, fold, merged)
    const told = merged.flatMap(({ problems }) => problems).length
    return { row, told, merged: statements.flat().length - 1, superseded: repeated }
  }
  const [first, ...others] = merged.map((row, i) => ({ row, group: statements[i] ?? [] }))
  if (first === undefined) throw new Error('a group has rows')
  const winner = others.reduce(
    (best, next) =>
      isAtLeast(next.row.cells[fold.latest], best.row.cells[fold.latest]) ? next : best,
    first,
  )
  return {
    row: winner.row,
    told: winner.row.problems.length,
    merged: winner.group.length - 1,
    superseded: [
      ...statements.filter((group) => group !== winner.group).flat(),
      ...repeated,
    ].toSorted((a, b) => a.line - b.line),
  }
}

/** The later of two days, or of two rows the last: a row without a day comes first. */
function isAtLeast(next: Cell | undefined, best: Cell | undefined): boolean {
  return String(next ?? '') >= String(best ?? '')
}

/** Rows that differ only by objects that the others do not have are one statement; the same objects again are not. */
function mergeObjects(columns: readonly string[], rows: readonly HarmonisedRow[]) {
  const without = Object.fromEntries(columns.map((column) => [column, undefined]))
  const statements = Map.groupBy(rows, ({ cells }) => canonicalJson({ ...cells, ...without }))
  const repeated: HarmonisedRow[] = []
  const kept = [...statements.values()].map((group) => {
    const seen = new Set<string>()
    return group.filter((row, i) => {
      const fresh = columns
        .flatMap((column) => [...objectsIn(row, column).keys()].map((one) => `${column} ${one}`))
        .filter((one) => !seen.has(one))
      for (const one of fresh) seen.add(one)
      if (i === 0 || fresh.length > 0) return true
      repeated.push(row)
      return false
    })
  })
  return { statements: kept, repeated }
}

/** The objects of a cell by their canonical JSON. */
function objectsIn({ cells }: HarmonisedRow, column: string): ReadonlyMap<string, Cells> {
  return new Map(objectsOf(cells[column]).map((one) => [canonicalJson(one), one]))
}

function mergedRow(columns: readonly string[], [first, ...others]: readonly HarmonisedRow[]) {
  if (first === undefined) throw new Error('a statement has rows')
  if (others.length === 0) return first
  const all = [first, ...others]
  const merged = columns.flatMap((column) => {
    const objects = new Map(all.flatMap((row) => [...objectsIn(row, column)]))
    // In an order of their own: that of the rows says nothing, and may be another in the next file.
    const sorted = [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
    return sorted.length > 0 ? [[column, sorted] as const] : []
  })
  return {
    ...first,
    cells: { ...first.cells, ...Object.fromEntries(merged) },
    problems: all.flatMap(({ problems }) => problems),
  }
}

/** The first state of a record, with an object for each later one: its cells that differ from the one before. */
function asSteps(kind: Kind, { steps }: Fold, states: readonly HarmonisedRow[]): HarmonisedRow {
  const sorted = states.toSorted((a, b) => {
    const [x, y] = [a, b].map(({ cells }) =>
      [cells[steps.by] ?? '', canonicalJson(cells)].join(' '),
    )
    return (x ?? '') < (y ?? '') ? -1 : 1
  })
  const [first, ...later] = sorted
  if (first === undefined) throw new Error('a group has states')
  const told = states.flatMap(({ problems }) => problems)
  const lost = later.flatMap(({ cells, line }) => {
    const known = new Set([steps.by, steps.into, ...Object.values(steps.cells)])
    const names = Object.keys(kind.columns).filter(
      (name) => !known.has(name) && !sameCell(cells[name], first.cells[name]),
    )
    return names.map((column) => ({ code: 'etape_incomplete' as const, column, line }))
  })
  const objects = later.map(({ cells }, i) => stepOf(steps, sorted[i]?.cells ?? {}, cells))
  const cells = {
    ...first.cells,
    [steps.into]: [...objectsOf(first.cells[steps.into]), ...objects],
  }
  return { ...first, cells, keys: candidateKeys(kind, cells), problems: [...told, ...lost] }
}

function stepOf({ by, cells: names }: Fold['steps'], before: Cells, after: Cells): Cells {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, from]) => {
      const value = after[from]
      const changes = from === by || !sameCell(value, before[from])
      return value === undefined || !changes ? [] : [[name, value]]
    }),
  )
}
