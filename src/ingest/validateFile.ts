import { KINDS, type Kind } from '../datasets/index.ts'
import type { FileReport } from './publish.ts'
import { readRows, understand } from './readRows.ts'
import { createReporter } from './report.ts'
import type { Source } from './source.ts'

/** Reads and checks a file by itself, with no dataset to compare it with. */
export async function validateFile(
  source: Source,
  kinds: readonly Kind[] = KINDS,
): Promise<{
  readonly file: FileReport
  /** The kind it was read as, among those possible. */
  readonly kind: Kind | undefined
  readonly isRefused: boolean
}> {
  const reporter = createReporter()
  const { recognition, reading } = await understand(source, reporter, kinds)
  const counts = await countRows()
  const file = { reading, report: reporter.report(), examples: reporter.examples(), counts }
  return { file, kind: recognition?.kind, isRefused: reporter.isBlocked() }

  async function countRows() {
    if (recognition === undefined || reading === undefined) {
      return { rowsRead: 0, empty: 0, refused: 0 }
    }
    const { rows, counts } = readRows(source, { recognition, reading }, reporter)
    for await (const _row of rows);
    return counts()
  }
}
