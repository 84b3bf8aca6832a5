import { KINDS, type Kind } from '../datasets/index.ts'
import type { FileReport } from './publish.ts'
import { readRows, understand } from './readRows.ts'
import { createReporter } from './report.ts'
import type { Source } from './source.ts'

/** Reads and checks a file by itself, with no dataset to compare it with. */
export async function validateFile(
  source: Source,
  kinds: readonly Kind[] = KINDS,
): Promise<{ readonly file: FileReport; readonly isRefused: boolean }> {
  const reporter = createReporter()
  const { recognition, reading } = await understand(source, reporter, kinds)
  const counts = await countRows()
  const file = { reading, report: reporter.report(), examples: reporter.examples(), counts }
  return { file, isRefused: reporter.isBlocked() }

  async function countRows() {
    if (recognition === undefined || reading === undefined) {
      return { rowsRead: 0, empty: 0, refused: 0 }
    }
    const { rows, counts } = readRows(source, { recognition, reading }, reporter)
    for await (const _row of rows);
    return counts()
  }
}

/** The kind that a file's headers tell; undefined when none or several do. */
export async function recogniseKind(
  source: Source,
  kinds: readonly Kind[] = KINDS,
): Promise<Kind | undefined> {
  return (await understand(source, createReporter(), kinds)).recognition?.kind
}
