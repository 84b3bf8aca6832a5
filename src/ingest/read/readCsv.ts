import Papa from 'papaparse'

/** Delimiters of the files that local bodies publish, the most usual first. */
export const DELIMITERS = [';', ',', '\t', '|'] as const

/** Characters of a row that no real row has: beyond them a quote was left open. */
const LONGEST_ROW = 2 * 1024 * 1024

/** Lines read again without their quotes, at most: a file with more of them has another trouble. */
const MOST_ORPHANS = 1_000

/** One row of a table, with the line of the file where it begins (the first line is 1). */
export interface RawRow {
  readonly line: number
  readonly cells: readonly string[]
  /** A quote of it has no other, and was read as a character. */
  readonly orphanQuote?: true
  /** The last row of a file that does not end its last line: it may have been cut there. */
  readonly unended?: true
}

/** A quote that opens and never closes, or closes on another line: what follows it cannot be told apart. */
export interface UnclosedQuote {
  readonly unclosedQuoteLine: number
}

export type CsvRow = RawRow | UnclosedQuote

/** Whether a line of the file, cut in these cells, can be a row of its own. */
export type Fits = (cells: readonly string[], line: number) => boolean

/**
 * The rows of a CSV text (RFC 4180 with any delimiter), empty lines included, a piece of text at a time.
 *
 * Papaparse's streams either lose its errors or read ahead without limit; its parser, the one they are made
 * of, does neither. Where a quote is in doubt and the line where it stands `fits` without it, and the next line
 * too, it was a character: the two are rows.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  fits: Fits = () => false,
): AsyncGenerator<readonly CsvRow[]> {
  const table = openTable(delimiter, fits)
  let rest = ''
  for await (const piece of text) {
    rest += piece
    for (;;) {
      const { rows, used, stop, again } = table.take(rest, false)
      rest = rest.slice(used)
      if (rows.length > 0) yield rows
      if (stop) return
      if (!again) break
    }
  }
  while (rest !== '') {
    const { rows, used } = table.take(rest, true)
    rest = rest.slice(used)
    if (rows.length > 0) yield rows
  }
}

/**
 * The rows of a table whose lines stand whole in the only column of another, as a spreadsheet writes a file that
 * it did not cut: the cells of the outer row are one text, since its delimiter was not meant as one.
 */
export async function* unwrapRows(
  batches: AsyncIterable<readonly CsvRow[]>,
  wrapper: string,
  delimiter: string,
): AsyncGenerator<readonly CsvRow[]> {
  for await (const rows of batches) {
    yield rows.map((row) =>
      'cells' in row ? { ...row, cells: cellsWithin(row.cells, wrapper, delimiter) } : row,
    )
  }
}

/** The cells of the line that the cells of another table make. */
export function cellsWithin(
  cells: readonly string[],
  wrapper: string,
  delimiter: string,
): readonly string[] {
  const line = cells.slice(0, 1 + cells.findLastIndex((cell) => cell.trim() !== '')).join(wrapper)
  return cellsOfLine(line, delimiter) ?? line.split(delimiter)
}

/** The cells of one line; undefined when its quotes are in doubt. */
function cellsOfLine(line: string, delimiter: string): readonly string[] | undefined {
  const parser = new Papa.Parser({ delimiter, newline: '\n' })
  const { data, errors }: Papa.ParseResult<string[]> = parser.parse(line, 0, false)
  return errors.length === 0 && data.length === 1 ? data[0] : undefined
}

interface Taken {
  readonly rows: readonly CsvRow[]
  /** Characters of the text that they are. */
  readonly used: number
  /** Nothing after them can be read. */
  readonly stop?: true
  /** There may be more in what is left. */
  readonly again?: true
}

function openTable(delimiter: string, fits: Fits) {
  const config = { delimiter, newline: '\n' } as const
  const parser = new Papa.Parser(config)
  let line = 1
  let orphans = 0
  return { take }

  function take(text: string, isEnd: boolean): Taken {
    const results: Papa.ParseResult<string[]> = parser.parse(text, 0, !isEnd)
    const data = isEnd && text.endsWith('\n') ? withoutLast(results.data) : results.data
    if (data.length === 0) {
      if (isEnd || text.length <= LONGEST_ROW) return { rows: [], used: isEnd ? text.length : 0 }
      return orphanAt(text, 0) ?? { rows: [{ unclosedQuoteLine: line }], used: 0, stop: true }
    }
    const codes = new Map(results.errors.map(({ row, code }) => [row, code]))
    const rows: CsvRow[] = []
    for (const [i, cells] of data.entries()) {
      const code = codes.get(i)
      const lines = 1 + cells.reduce((sum, cell) => sum + lineFeedsIn(cell), 0)
      const inDoubt = code === 'MissingQuotes' || (code === 'InvalidQuotes' && lines > 1)
      if (inDoubt || (lines > 1 && !fits(cells, line))) {
        const orphan = orphanAt(text, i)
        if (orphan !== undefined) return { ...orphan, rows: [...rows, ...orphan.rows] }
      }
      const isLast = isEnd && i === data.length - 1 && !text.endsWith('\n')
      rows.push(
        inDoubt
          ? { unclosedQuoteLine: line }
          : { line, cells, ...(isLast ? { unended: true } : {}) },
      )
      line += lines
    }
    return { rows, used: isEnd ? text.length : results.meta.cursor }
  }

  /** The first line of a row in doubt, read again without its quotes; undefined when that is no better. */
  function orphanAt(text: string, row: number): Taken | undefined {
    if (orphans === MOST_ORPHANS) return undefined
    const start = row === 0 ? 0 : startOf(text, row)
    const end = text.indexOf('\n', start)
    const cells = text.slice(start, end === -1 ? undefined : end).split(delimiter)
    if (!fits(cells, line)) return undefined
    if (end !== -1 && !nextFits(text, end + 1)) return undefined
    orphans += 1
    const taken = { line, cells, orphanQuote: true } as const
    line += 1
    return { rows: [taken], used: end === -1 ? text.length : end + 1, again: true }
  }

  function nextFits(text: string, start: number): boolean {
    const end = text.indexOf('\n', start)
    const next = text.slice(start, end === -1 ? undefined : end)
    const naive = next.split(delimiter)
    if (naive.every((cell) => cell.trim() === '') || fits(naive, line + 1)) return true
    const cells = cellsOfLine(next, delimiter)
    return cells !== undefined && fits(cells, line + 1)
  }

  function startOf(text: string, row: number): number {
    const before: Papa.ParseResult<string[]> = new Papa.Parser({ ...config, preview: row }).parse(
      text,
      0,
      false,
    )
    return before.meta.cursor
  }
}

/** What follows the last line end is no row. */
function withoutLast(data: readonly string[][]): readonly string[][] {
  const last = data.at(-1)
  return last?.length === 1 && last[0] === '' ? data.slice(0, -1) : data
}

function lineFeedsIn(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0
}
