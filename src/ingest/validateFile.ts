import { type Kind, OFFICIAL_KINDS } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { type FileReport, fileReport } from './fileReport.ts'
import { readRows } from './readRows.ts'
import { createReporter } from './report.ts'
import { NO_ROWS, type RowCounts } from './rowCounts.ts'
import type { Source } from './source.ts'
import { understand } from './understand.ts'

/** Reads and checks a file by itself, with no dataset to compare it with. */
export async function validateFile(
  source: Source,
  kinds: readonly Kind[] = OFFICIAL_KINDS,
  declared?: DeclaredColumns,
): Promise<{
  readonly file: FileReport
  readonly isRefused: boolean
}> {
  const reporter = createReporter()
  const { understood, close } = await understand(source, reporter, kinds, declared)
  const counts = await countRows().finally(close)
  const read = { kind: understood?.recognition.kind, reading: understood?.reading }
  return { file: fileReport(read, reporter, counts), isRefused: reporter.isBlocked() }

  async function countRows(): Promise<RowCounts> {
    if (understood === undefined) return NO_ROWS
    const { rows, counts } = readRows(understood, reporter)
    for await (const _row of rows);
    return counts()
  }
}
