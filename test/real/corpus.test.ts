import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect } from 'vitest'
import { OFFICIAL_KINDS } from '../../src/datasets/index.ts'
import { blobSource, validateFile } from '../../src/ingest/index.ts'
import type { RowCounts } from '../../src/ingest/rowCounts.ts'
import { sharedFolder, testShared } from '../shared.ts'
import { type CountedRows, countRows } from './counted/countRows.ts'
import { DECLARED } from './declared.ts'
import { sharedFile } from './rawCsv.ts'

const HEAD = `# What becomes of real files

Written by \`test/real/corpus.test.ts\`, which reads each file of \`../shared/data\` by itself. After a change that is meant:
\`npm test -- test/real/corpus.test.ts -u\`. Nothing is declared, but for the files marked ¹, whose dataset says its kind and what its headers
mean (\`test/real/declared.ts\`).

Rows are all those of the table but its header, or the records of a document; of a file that is published, another reader counts them
in the test (\`test/real/counted\`): rows = records + merged + replaced + titles + empty. A file is refused whole, before its rows are counted.
`

const COLUMNS = [
  ...['File', 'Outcome', 'Rows', 'Records', 'Merged', 'Replaced', 'Titles', 'Empty'],
  ...['Repairs', 'Problems'],
]

const ROOT = join(sharedFolder ?? '', 'data')

const files =
  sharedFolder === undefined
    ? []
    : readdirSync(ROOT, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
        .toSorted((a, b) => (a < b ? -1 : 1))

const sum = (groups: readonly { readonly count: number }[]) =>
  groups.reduce((total, { count }) => total + count, 0)

/** What becomes of a file, a cell for each column, once its rows are those that another reader counts. */
async function lineOf(path: string): Promise<readonly string[]> {
  const bytes = sharedFile(path)
  const declared = DECLARED[path]
  const kinds = declared === undefined ? OFFICIAL_KINDS : [declared.kind]
  const source = blobSource(new Blob([bytes]))
  const { file, isRefused } = await validateFile(source, kinds, declared?.columns)
  const { rowsRead, titles, empty, refused, superseded, merged } = file.counts
  const records = isRefused ? 0 : rowsRead - titles - empty - refused - superseded - merged
  if (!isRefused) expectCounted(file.counts, await countRows(path, bytes, file.reading ?? {}))
  const { problems, repairs } = file.report
  const blocking = problems.filter(({ severity }) => severity === 'bloquant')
  const codes = [...new Set(blocking.map(({ code }) => `\`${code}\``))].toSorted()
  return [
    `${path}${declared === undefined ? '' : ' ¹'}`,
    isRefused
      ? `refused: ${codes.join(', ')}`
      : [file.kind?.name, file.reading?.schemaVersion].filter(Boolean).join(' '),
    ...[rowsRead, records, merged, superseded, titles, empty, sum(repairs), sum(problems)].map(
      String,
    ),
  ]
}

function expectCounted({ rowsRead, empty }: RowCounts, counted: CountedRows): void {
  expect(rowsRead - empty).toBe(counted.filled)
  if (counted.blank !== undefined) expect(empty).toBe(counted.blank)
}

/** A table of Markdown, aligned as the project's formatter does. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`
  const [header = [], ...others] = rows
  return [header, widths.map((width) => '-'.repeat(width)), ...others].map(line).join('')
}

describe('docs/corpus.md', () => {
  const lines: (readonly string[])[] = []

  for (const path of files) {
    testShared(`reads ${path}, every row of it accounted for`, async () => {
      lines.push(await lineOf(path))
    })
  }

  testShared('says what becomes of every real file', async () => {
    expect(lines).toHaveLength(files.length)
    await expect(`${HEAD}\n${tableOf([COLUMNS, ...lines])}`).toMatchFileSnapshot(
      '../../docs/corpus.md',
    )
  })
})
