import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import type { Encoding, Report } from '../events/index.ts'
import { recordsOfKeys } from '../history/index.ts'
import { asHash, asText, type Base, keyTexts } from './base.ts'
import { carriedCounts, carriedTotals, namedLines, saturation } from './carryReport.ts'
import { changedLines, type FileLine } from './changedLines.ts'
import { type Comparison, compareWith, type Opposed } from './compare.ts'
import type { TableLayout } from './findTable.ts'
import type { HarmonisedRow } from './harmonise/harmoniseRow.ts'
import type { OldRecord } from './match.ts'
import { decodeText } from './read/decodeText.ts'
import { fileLines } from './read/fileLines.ts'
import { readRows } from './readRows.ts'
import { createReporter, type Reporter, type Total } from './report.ts'
import type { RowCounts } from './rowCounts.ts'
import { hashing } from './source.ts'
import { textRows } from './tableRows.ts'
import type { Understood } from './understood.ts'

/** The file of the version in force, and what was said of it. */
export interface FileBefore {
  readonly original: () => AsyncIterable<Uint8Array>
  readonly sha256: Buffer
  readonly report: Report
  readonly counts: RowCounts
  /** Records of the dataset: a row of the file each. */
  readonly records: number
}

/** A table cut by its lines: the same bytes are the same cells, whatever stands around them. */
export interface LineTable {
  readonly understood: Understood
  readonly layout: TableLayout
  readonly encoding: Encoding
  readonly bytes: () => AsyncIterable<Uint8Array>
}

export interface LineComparison {
  readonly comparison: Comparison
  readonly counts: RowCounts
  /** Of the groups that the report counts. */
  readonly total: Total
}

/**
 * Compares a file with the file of the version in force, line by line, when both are read in the same way: what did
 * not change is neither cut, read, hashed nor compared again (decision 0030). The answer is exactly that of the whole
 * reading, or undefined when only that one can tell; then nothing was said to the reporter.
 */
export async function compareLines(
  db: Db,
  base: Base,
  table: LineTable,
  before: FileBefore,
  reporter: Reporter,
): Promise<LineComparison | undefined> {
  const hash = createHash('sha256')
  const changed = await changedLines(
    hashing(before.original(), hash),
    table.bytes(),
    rowsByThemselves(table.layout.delimiter),
    namedLines(before.report),
  )
  if (changed === undefined || !hash.digest().equals(before.sha256)) return undefined
  const gone = await readLines(table, changed.gone)
  const fresh = await readLines(table, changed.fresh)
  const counts = carriedCounts(before.counts, gone.counts, fresh.counts)
  if (!hasKeys(base, gone.rows, fresh.rows)) return undefined
  if (counts.rowsRead - counts.titles - counts.empty - counts.refused === 0) return undefined
  const opposed = await opposedTo(db, base, gone.rows, fresh.rows, before.records)
  if (opposed === undefined) return undefined
  const comparison = await compareWith(db, base, opposed, fresh.rows)
  const total = carriedTotals(before.report, gone.report, fresh.report)
  const wanted = [...changed.followed, ...changed.fresh].toSorted((a, b) => a.line - b.line)
  await retell(table, wanted, before.report, reporter, total)
  return { comparison, counts, total }
}

/** Whether lines are rows whatever stands around them: their quotes go by pairs around whole cells. */
function rowsByThemselves(delimiter: string): (lines: Buffer) => boolean {
  const d = delimiter === '|' ? '\\|' : delimiter
  const cell = `(?:"(?:[^"]|"")*"|[^"${d}][^${d}]*|)`
  const row = new RegExp(`^${cell}(?:${d}${cell})*\r?$`)
  return (lines) => {
    const hasQuotes = lines.includes(0x22)
    if (!hasQuotes && !lines.includes(0x0d)) return true
    const text = lines.toString('latin1')
    // A carriage return ends no line without a line feed.
    if (/\r(?!\n)/.test(text)) return false
    return !hasQuotes || text.split('\n').every((line) => row.test(line))
  }
}

interface NumberedLine {
  readonly line: number
  readonly bytes: Buffer
}

interface LinesRead {
  readonly rows: readonly HarmonisedRow[]
  readonly report: Report
  readonly counts: RowCounts
}

/** Reads some lines of a file as its rows. */
async function readLines(table: LineTable, lines: readonly FileLine[]): Promise<LinesRead> {
  const reporter = createReporter()
  const numbered = async function* () {
    for (const { line, text } of lines) yield { line, bytes: Buffer.from(text, 'latin1') }
  }
  const { rows, counts } = readRows(rowsOf(table, numbered()), reporter, { isWhole: false })
  return { rows: await Array.fromAsync(rows), report: reporter.report(), counts: counts() }
}

/** The same file, as if it had only some of its lines under its header. */
function rowsOf(
  { understood, layout, encoding, bytes }: LineTable,
  lines: AsyncIterable<NumberedLine>,
): Understood {
  const numbers: number[] = [1]
  const text = async function* () {
    for await (const [header] of fileLines(bytes())) {
      if (header !== undefined) yield header
      break
    }
    for await (const { line, bytes } of lines) {
      numbers.push(line)
      yield bytes
    }
  }
  const rows = async function* () {
    for await (const batch of textRows(decodeText(text(), encoding), layout)) {
      yield batch.map((row) => ('line' in row ? { ...row, line: numbers[row.line - 1] ?? 0 } : row))
    }
  }
  return { ...understood, body: { layout, rows } }
}

/** Tells the reporter what the whole reading would name: the first lines of each problem, and those that changed. */
async function retell(
  table: LineTable,
  wanted: readonly FileLine[],
  before: Report,
  reporter: Reporter,
  total: Total,
): Promise<void> {
  const heard = saturation(reporter, before, total)
  const lines = async function* () {
    let told = 1
    for await (const one of heard.isReached() ? [] : linesBelowHeader(table)) {
      if (heard.isReached()) break
      yield one
      told = one.line
    }
    for (const { line, text } of wanted) {
      if (line > told) yield { line, bytes: Buffer.from(text, 'latin1') }
    }
  }
  const { rows } = readRows(rowsOf(table, lines()), heard.reporter, { isWhole: false })
  // What they are was compared already.
  for await (const _ of rows);
}

async function* linesBelowHeader({ bytes }: LineTable): AsyncGenerator<NumberedLine> {
  let line = 0
  for await (const batch of fileLines(bytes())) {
    for (const bytes of batch) {
      line += 1
      if (line > 1) yield { line, bytes }
    }
  }
}

/** Whether some row of the file has a key, as far as the changed ones tell. */
function hasKeys(
  { kind }: Base,
  gone: readonly HarmonisedRow[],
  fresh: readonly HarmonisedRow[],
): boolean {
  const keyed = ({ keys }: HarmonisedRow) => keys.some((key) => key !== undefined)
  // When no keyed row goes, those of the file before are still there.
  return kind.keys.length === 0 || fresh.some(keyed) || !gone.some(keyed)
}

/**
 * The records that the changed lines may touch: those of the lines that go, and those whose keys the changed rows
 * have. Undefined where only the whole file tells which of several equal rows is the new one.
 */
async function opposedTo(
  db: Db,
  base: Base,
  gone: readonly HarmonisedRow[],
  fresh: readonly HarmonisedRow[],
  records: number,
): Promise<Opposed | undefined> {
  const contentOf = ({ cells }: HarmonisedRow) => asText(base.hashes.ofCells(cells))
  const goneContents = gone.map(contentOf)
  const freshContents = fresh.map(contentOf)
  const keyOf = (row: HarmonisedRow, content: string | undefined) =>
    keyTexts(base, row.keys).find((key) => key !== undefined) ?? content ?? ''
  const keys = new Set([
    ...gone.map((row, i) => keyOf(row, goneContents[i])),
    ...fresh.map((row, i) => keyOf(row, freshContents[i])),
  ])
  const { kind, datasetId } = base
  const found = await recordsOfKeys(db, kind, datasetId, [...keys].map(asHash))
  const all = found.map(({ recordId, keyHash, rank, contentHash }): OldRecord => {
    const key = asText(keyHash)
    return { recordId, key, rank, content: asText(contentHash), candidates: [key] }
  })
  const byContent = Map.groupBy(all, ({ content }) => content)
  const leaving = countsOf(goneContents)
  const coming = countsOf(freshContents)
  const olds = new Set<OldRecord>()
  for (const [content, count] of leaving) {
    const equal = byContent.get(content) ?? []
    // The file before is not what the records were made of.
    if (equal.length < count) return undefined
    // Equal rows keep the lowest ranks.
    const last = equal.toSorted((a, b) => a.rank - b.rank).slice(equal.length - count)
    for (const record of last) olds.add(record)
  }
  for (const [content, count] of coming) {
    const left = leaving.get(content) ?? 0
    const equal = byContent.get(content)?.length ?? 0
    if (count > left && equal > left) return undefined
  }
  return {
    olds: all.filter((record) => olds.has(record)),
    settled: all.filter((record) => !olds.has(record)),
    others: records - all.length,
  }
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
