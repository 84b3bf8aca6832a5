import { PROBLEMS, publicName, publishedName, REPAIRS } from '../datasets/index.ts'
import { examplesOf, type FileReport, otherHeaders, summaryOf } from '../ingest/index.ts'

/** How a file was read and what was found in it: the shape of DESIGN §9, and what a person is told. */
export function fileJson(file: FileReport): object {
  const { kind, reading, report, counts } = file
  const blocking = report.problems.filter(({ severity }) => severity === 'bloquant')
  return {
    summary: summaryOf(kind, report),
    kind: kind?.name ?? null,
    rowsRead: counts.rowsRead,
    titles: counts.titles,
    merged: counts.merged,
    superseded: counts.superseded,
    refused: counts.refused,
    empty: counts.empty,
    repairs: {
      total: total(report.repairs),
      byRule: Object.fromEntries(
        report.repairs.map(({ rule }) => [
          rule,
          total(report.repairs.filter((group) => group.rule === rule)),
        ]),
      ),
      groups: report.repairs.map(({ rule, column, count, lines }) => ({
        rule,
        ...namesOf(file, column),
        count,
        lines,
        explanation: REPAIRS[rule],
        examples: examplesOf(file.examples, rule, column).map(({ line, value, repaired }) => ({
          line,
          value,
          repaired,
        })),
      })),
    },
    problems: {
      total: total(report.problems),
      blocking: total(blocking),
      groups: report.problems.map(({ code, severity, column, count, lines }) => ({
        code,
        severity,
        ...namesOf(file, column),
        count,
        lines,
        explanation: PROBLEMS[code][1],
        examples: examplesOf(file.examples, code, column).map(({ line, value }) => ({
          line,
          value,
        })),
      })),
    },
    reading,
    alerts: [],
  }
}

/** The names of a column: that of the API, that of the model, and others that the file gave it. */
function namesOf({ kind, reading }: FileReport, column: string | null) {
  return {
    column: column === null || kind === undefined ? column : publicName(kind, column),
    published: publishedName(kind, column),
    headers: otherHeaders(kind, reading?.columns ?? [], column),
  }
}

function total(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}
