import { type Kind, OFFICIAL_KINDS } from '../datasets/index.ts'
import type { FileReport } from './publish.ts'
import { NO_ROWS, readRows } from './readRows.ts'
import { createReporter } from './report.ts'
import type { Source } from './source.ts'
import { understand } from './understand.ts'

/** Reads and checks a file by itself, with no dataset to compare it with. */
export async function validateFile(
  source: Source,
  kinds: readonly Kind[] = OFFICIAL_KINDS,
): Promise<{
  readonly file: FileReport
  readonly isRefused: boolean
}> {
  const reporter = createReporter()
  const { recognition, reading } = await understand(source, reporter, kinds)
  const counts = await countRows()
  const kind = recognition?.kind
  const file = {
    ...{ kind, reading, counts },
    report: reporter.report(),
    examples: reporter.examples(),
  }
  return { file, isRefused: reporter.isBlocked() }

  async function countRows() {
    if (recognition === undefined || reading === undefined) {
      return NO_ROWS
    }
    const { rows, counts } = readRows(source, { recognition, reading }, reporter)
    for await (const _row of rows);
    return counts()
  }
}
