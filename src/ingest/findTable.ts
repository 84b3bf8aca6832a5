import type { Kind } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { cellsWithin, DELIMITERS, type RawRow, readCsv } from './read/readCsv.ts'
import { understanding } from './recognise.ts'

/** Where the header of a table is. */
export interface TableHeader {
  /** Line of the file where the header begins. */
  readonly headerLine: number
  /** Cells of the header; empty ones at its end are columns that no one named. */
  readonly header: readonly string[]
  /** What cuts its rows; a spreadsheet has its cells cut. */
  readonly delimiter?: string
}

/** How a text is cut into a table, and where its header is. */
export interface TableLayout extends TableHeader {
  readonly delimiter: string
  /** Delimiter of the table whose only column holds the lines of this one. */
  readonly wrapper?: string
}

/** What the start of a text is: a table, nothing, or prose. */
export type Found =
  | { readonly layout: TableLayout }
  | { readonly refused: 'fichier_vide' }
  | { readonly refused: 'fichier_sans_tableau'; readonly line: string }

/** Rows among which the header is looked for, empty ones not counted. */
const FIRST_ROWS = 50

/**
 * Finds the table of a text: the delimiter and the row, among the first ones, that make the header which is
 * understood best. Where none is, the first row is the header, and the delimiter the one that most rows agree on.
 *
 * @param head the start of the text, with line ends of Unix
 */
export async function findTable(
  head: string,
  isWhole: boolean,
  kinds: readonly Kind[],
  declared: DeclaredColumns,
): Promise<Found> {
  const tables = await Promise.all(
    DELIMITERS.map(async (delimiter) => ({
      delimiter,
      rows: await firstRows(head, isWhole, delimiter),
    })),
  )
  if (tables.some(({ rows }) => rows.length === 0)) return { refused: 'fichier_vide' }
  const plain = tables.flatMap(({ delimiter, rows }) =>
    rows.map(({ line, cells }) => ({ delimiter, headerLine: line, header: cells })),
  )
  const wrapped = tables.flatMap(({ delimiter, rows }) => wrappedIn(delimiter, rows))
  const layout = bestHeader([...plain, ...wrapped], kinds, declared)
  return layout === undefined ? likelyTable(tables) : { layout }
}

/**
 * The header that is understood best: the most columns, then the most by their very names, or the first of
 * several; undefined when none is understood well enough.
 */
export function bestHeader<Candidate extends TableHeader>(
  candidates: readonly Candidate[],
  kinds: readonly Kind[],
  declared: DeclaredColumns,
): Candidate | undefined {
  const [best] = candidates
    .flatMap((candidate) => {
      const understood = understanding(candidate.header, kinds, declared)
      return understood === undefined ? [] : [{ candidate, ...understood }]
    })
    .toSorted((a, b) => b.columns - a.columns || b.exact - a.exact)
  return best?.candidate
}

/** Rows of the start of a text that have something in them; its last row may be cut. */
async function firstRows(
  head: string,
  isWhole: boolean,
  delimiter: string,
): Promise<readonly RawRow[]> {
  const found: RawRow[] = []
  // Prose above a table owes nothing to quotes.
  for await (const batch of readCsv(once(head), delimiter, () => true)) {
    for (const row of batch) {
      if (!('cells' in row) || row.cells.every(isEmpty)) continue
      if (row.unended && !isWhole && found.length > 0) continue
      found.push(row)
      if (found.length === FIRST_ROWS) return found
    }
  }
  return found
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Rows whose only cell with something in it may be a line of another table. */
function wrappedIn(wrapper: string, rows: readonly RawRow[]): readonly TableLayout[] {
  return rows
    .filter(({ cells }) => cells.findLastIndex((cell) => !isEmpty(cell)) === 0)
    .flatMap(({ line, cells }) =>
      DELIMITERS.flatMap((delimiter) => {
        const header = delimiter === wrapper ? [] : cellsWithin(cells, wrapper, delimiter)
        return header.length > 1 ? [{ delimiter, wrapper, headerLine: line, header }] : []
      }),
    )
}

/** The table that the first rows make when none is a header that anybody knows. */
function likelyTable(
  tables: readonly { readonly delimiter: string; readonly rows: readonly RawRow[] }[],
): Found {
  const agreed = tables.map(({ delimiter, rows }) => {
    const [header] = rows
    const width = header?.cells.length ?? 0
    const like = width > 1 ? rows.filter(({ cells }) => cells.length === width).length : 0
    return { delimiter, header, width, share: like / Math.max(rows.length, 1) }
  })
  const best = agreed.reduce((best, next) => {
    if (next.share !== best.share) return next.share > best.share ? next : best
    return next.width > best.width ? next : best
  })
  const { delimiter, header, share } = best
  if (header === undefined) return { refused: 'fichier_vide' }
  if (share < 0.5) return { refused: 'fichier_sans_tableau', line: header.cells.join(delimiter) }
  return { layout: { delimiter, headerLine: header.line, header: header.cells } }
}

function isEmpty(cell: string): boolean {
  return cell.trim() === ''
}
