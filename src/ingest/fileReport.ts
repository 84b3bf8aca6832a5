import type { Kind } from '../datasets/index.ts'
import type { Reading, Report, ReportExample } from '../events/index.ts'
import type { Reporter, Total } from './report.ts'
import type { RowCounts } from './rowCounts.ts'

/** What was understood of a file, whatever becomes of it. */
export interface FileReport {
  /** The kind it was read as; absent when none was recognised. */
  readonly kind: Kind | undefined
  /** Absent when the file could not be understood. */
  readonly reading: Reading | undefined
  readonly report: Report
  readonly examples: readonly ReportExample[]
  readonly counts: RowCounts
}

/** What a reporter heard of a file, with what became of its rows. */
export function fileReport(
  { kind, reading }: Pick<FileReport, 'kind' | 'reading'>,
  reporter: Reporter,
  counts: RowCounts,
  total?: Total,
): FileReport {
  const { rowsRead, ...others } = counts
  return {
    kind,
    reading,
    report: { ...reporter.report(total), rows: { read: rowsRead, ...others } },
    examples: reporter.examples(),
    counts,
  }
}
