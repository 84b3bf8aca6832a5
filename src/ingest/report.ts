import {
  type CellProblem,
  PROBLEMS,
  type ProblemCode,
  type RepairCode,
  type Severity,
  storableText,
} from '../datasets/index.ts'
import type { ProblemGroup, RepairGroup, Report, ReportExample } from '../events/index.ts'

/** Lines that a group names, and values that it quotes. */
export const LINES = 20
const EXAMPLES = 5

/** A repair made to a cell, or to a whole row. */
export interface FileRepair {
  readonly rule: RepairCode
  readonly column: string | null
  readonly line: number
  readonly before: string
  readonly after: string
}

/** The number of all problems, or repairs, of one code in one column. */
export type Total = (code: ProblemCode | RepairCode, column: string | null, told: number) => number

/** Gathers the problems and repairs of a file into groups, as rows go by. */
export interface Reporter {
  readonly problem: (problem: CellProblem) => void
  readonly repair: (repair: FileRepair) => void
  /** @param total number of a group's problems or repairs, where not all of them were told */
  readonly report: (total?: Total) => Report
  readonly examples: () => readonly ReportExample[]
  /** Whether anything found refuses the file. */
  readonly isBlocked: () => boolean
}

interface Group<Code> {
  readonly code: Code
  readonly column: string | null
  count: number
  readonly lines: number[]
}

/** What to correct first. */
const RANKS: Readonly<Record<Severity, number>> = { bloquant: 0, erreur: 1, avertissement: 2 }

/** An empty report. Memory depends on the kinds of problems, not on their number. */
export function createReporter(): Reporter {
  const problems = new Map<string, Group<ProblemCode>>()
  const repairs = new Map<string, Group<RepairCode>>()
  const examples: ReportExample[] = []
  return {
    problem({ code, column = null, line, value = null }) {
      const group = count(problems, code, column, line)
      if (group.count <= EXAMPLES) {
        examples.push({ code, column, line, value: quoted(value), repaired: null })
      }
    },
    repair({ rule, column, line, before, after }) {
      const group = count(repairs, rule, column, line)
      if (group.count > EXAMPLES) return
      examples.push({ code: rule, column, line, value: quoted(before), repaired: quoted(after) })
    },
    report: (total = (_code, _column, told) => told) => ({
      problems: byCount(problems, total)
        .map(
          ({ code, column, count, lines }): ProblemGroup => ({
            code,
            severity: PROBLEMS[code][0],
            column,
            count,
            lines,
          }),
        )
        .toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]),
      repairs: byCount(repairs, total).map(
        ({ code, column, count, lines }): RepairGroup => ({ rule: code, column, count, lines }),
      ),
    }),
    examples: () => examples,
    isBlocked: () => [...problems.values()].some(({ code }) => PROBLEMS[code][0] === 'bloquant'),
  }
}

function quoted(value: string | null): string | null {
  return value === null ? null : storableText(value)
}

function count<Code extends string>(
  groups: Map<string, Group<Code>>,
  code: Code,
  column: string | null,
  line: number,
): Group<Code> {
  const key = `${code}/${column}`
  const group = groups.get(key) ?? { code, column, count: 0, lines: [] }
  group.count += 1
  // A cell may have the same problem several times.
  if (group.lines.length < LINES && group.lines.at(-1) !== line) group.lines.push(line)
  groups.set(key, group)
  return group
}

/** The most frequent first: a column that is not there is missing on every row. */
function byCount<Code extends ProblemCode | RepairCode>(
  groups: ReadonlyMap<string, Group<Code>>,
  total: Total,
): readonly Group<Code>[] {
  const rows = ({ code, count }: Group<Code>) => (code === 'colonne_absente' ? Infinity : count)
  return [...groups.values()]
    .map((group) => ({ ...group, count: total(group.code, group.column, group.count) }))
    .toSorted((a, b) => (rows(a) < rows(b) ? 1 : rows(a) > rows(b) ? -1 : 0))
}
