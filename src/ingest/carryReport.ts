import type { ProblemCode, RepairCode } from '../datasets/index.ts'
import type { Report } from '../events/index.ts'
import { LINES, type Reporter, type Total } from './report.ts'
import type { RowCounts } from './rowCounts.ts'

interface Group {
  readonly code: ProblemCode | RepairCode
  readonly column: string | null
  readonly count: number
  readonly lines: readonly number[]
}

function groupsOf({ problems, repairs }: Report): readonly Group[] {
  return [...problems, ...repairs.map(({ rule, ...group }) => ({ code: rule, ...group }))]
}

/** Whether there are more problems of a code than the lines that its group names. */
function isFrequent({ count, lines }: Group): boolean {
  return lines.length === LINES && count > LINES
}

/** Lines of a file whose problems are too few for its report not to name each of them. */
export function namedLines(report: Report): ReadonlySet<number> {
  return new Set(groupsOf(report).flatMap((group) => (isFrequent(group) ? [] : group.lines)))
}

/**
 * How many problems there are of each code that was too frequent to name all its lines: as many as before, but for
 * the lines that changed. Those of any other code are counted as they are told.
 */
export function carriedTotals(before: Report, gone: Report, fresh: Report): Total {
  const key = (code: string, column: string | null) => `${code}/${column}`
  const totals = new Map(
    groupsOf(before)
      .filter(isFrequent)
      .map(({ code, column, count }) => [key(code, column), count]),
  )
  const add = (report: Report, sign: 1 | -1) => {
    for (const { code, column, count } of groupsOf(report)) {
      const total = totals.get(key(code, column))
      if (total !== undefined) totals.set(key(code, column), total + sign * count)
    }
  }
  add(gone, -1)
  add(fresh, 1)
  return (code, column, told) => totals.get(key(code, column)) ?? told
}

/** The counts of a file, from those of the one before. */
export function carriedCounts(before: RowCounts, gone: RowCounts, fresh: RowCounts): RowCounts {
  const sum = (name: keyof RowCounts) => before[name] - gone[name] + fresh[name]
  return {
    rowsRead: sum('rowsRead'),
    titles: sum('titles'),
    empty: sum('empty'),
    refused: sum('refused'),
    superseded: sum('superseded'),
    merged: sum('merged'),
  }
}

/**
 * A reporter that passes everything on to another and knows when that one has heard enough of the codes that were
 * too frequent to name: a report names the first lines only.
 */
export function saturation(
  reporter: Reporter,
  before: Report,
  total: Total,
): { readonly reporter: Reporter; readonly isReached: () => boolean } {
  const wanted = new Map<string, { lines: number; last: number }>()
  for (const group of groupsOf(before)) {
    const { code, column } = group
    if (!isFrequent(group) || total(code, column, 0) === 0) continue
    wanted.set(`${code}/${column}`, { lines: LINES, last: 0 })
  }
  const hear = (code: string, column: string | null, line: number) => {
    const key = `${code}/${column}`
    const group = wanted.get(key)
    // A cell may have the same problem several times.
    if (group === undefined || group.last === line) return
    group.lines -= 1
    group.last = line
    if (group.lines === 0) wanted.delete(key)
  }
  return {
    reporter: {
      ...reporter,
      problem(problem) {
        hear(problem.code, problem.column ?? null, problem.line)
        reporter.problem(problem)
      },
      repair(repair) {
        hear(repair.rule, repair.column, repair.line)
        reporter.repair(repair)
      },
    },
    isReached: () => wanted.size === 0,
  }
}
