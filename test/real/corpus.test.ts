import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect } from 'vitest'
import { OFFICIAL_KINDS } from '../../src/datasets/index.ts'
import { blobSource, validateFile } from '../../src/ingest/index.ts'
import { sharedFolder, testShared } from '../shared.ts'
import { sharedFile } from './rawCsv.ts'

const HEAD = `# What becomes of real files

Written by \`test/real/corpus.test.ts\`, which reads each file of \`../shared/data\` by itself, with nothing declared. After a change that is
meant: \`npm test -- test/real/corpus.test.ts -u\`. Rows are those below the header of a table, or the records of a document; records are
those that stay without titles, empty rows, and rows that are refused, replaced by another or merged with it.
`

const COLUMNS = ['File', 'Outcome', 'Rows', 'Records', 'Replaced', 'Repairs', 'Problems']

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

/** What becomes of a file, a cell for each column. */
async function lineOf(path: string): Promise<readonly string[]> {
  const source = blobSource(new Blob([sharedFile(path)]))
  const { file, isRefused } = await validateFile(source, OFFICIAL_KINDS)
  const { rowsRead, titles, empty, refused, superseded, merged } = file.counts
  const { problems, repairs } = file.report
  const blocking = problems.filter(({ severity }) => severity === 'bloquant')
  const codes = [...new Set(blocking.map(({ code }) => `\`${code}\``))].toSorted()
  const records = isRefused ? 0 : rowsRead - titles - empty - refused - superseded - merged
  return [
    path,
    isRefused
      ? `refused: ${codes.join(', ')}`
      : `${file.kind?.name} ${file.reading?.schemaVersion}`,
    ...[rowsRead, records, superseded, sum(repairs), sum(problems)].map(String),
  ]
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
    testShared(`reads ${path} without an error of ours`, async () => {
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
