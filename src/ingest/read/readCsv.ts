import Papa from 'papaparse'

/** Delimiters of the files that local bodies publish, the most usual first. */
const DELIMITERS = [';', ',', '\t', '|'] as const

/** Characters of a row that no real row has: beyond them a quote was left open. */
const LONGEST_ROW = 2 * 1024 * 1024

/** One row of a table, with the line of the file where it begins (the first line is 1). */
export interface RawRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** A quote that opens and never closes, or closes on another line: what follows it cannot be told apart. */
export interface UnclosedQuote {
  readonly unclosedQuoteLine: number
}

/** The delimiter that cuts the header in most cells; the more usual one when two do as well. */
export function delimiterOf(head: string): string {
  const widths = DELIMITERS.map((delimiter) => {
    const [header] = Papa.parse<string[]>(head, { delimiter, preview: 1, newline: '\n' }).data
    return { delimiter, width: header?.length ?? 0 }
  })
  return widths.reduce((best, next) => (next.width > best.width ? next : best)).delimiter
}

/**
 * The rows of a CSV text (RFC 4180 with any delimiter), empty lines included, a piece of text at a time.
 *
 * Papaparse's streams either lose its errors or read ahead without limit; its parser, the one they are made
 * of, does neither.
 */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<readonly (RawRow | UnclosedQuote)[]> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' })
  let line = 1
  let rest = ''
  for await (const piece of text) {
    rest += piece
    const results: Papa.ParseResult<string[]> = parser.parse(rest, 0, true)
    const { data, meta, errors } = results
    if (data.length === 0) {
      if (rest.length <= LONGEST_ROW) continue
      yield [{ unclosedQuoteLine: line }]
      return
    }
    rest = rest.slice(meta.cursor)
    const rows = numbered(data, errors, line)
    line = rows.nextLine
    yield rows.rows
  }
  if (rest === '') return
  const { data, errors }: Papa.ParseResult<string[]> = parser.parse(rest, 0, false)
  yield numbered(data, errors, line).rows
}

/** Papaparse reads a badly quoted row as best it can; over several lines that may be several rows. */
function numbered(
  data: readonly string[][],
  errors: readonly Papa.ParseError[],
  first: number,
): { readonly rows: readonly (RawRow | UnclosedQuote)[]; readonly nextLine: number } {
  const codes = new Map(errors.map(({ row, code }) => [row, code]))
  let line = first
  const rows = data.map((cells, i) => {
    const code = codes.get(i)
    const begins = line
    const lines = 1 + cells.reduce((sum, cell) => sum + lineFeedsIn(cell), 0)
    line += lines
    const inDoubt = code === 'MissingQuotes' || (code === 'InvalidQuotes' && lines > 1)
    return inDoubt ? { unclosedQuoteLine: begins } : { line: begins, cells }
  })
  return { rows, nextLine: line }
}

function lineFeedsIn(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0
}
