import type { CellObject, WorkSheet } from '@e965/xlsx'
import { ArchiveRefused } from './archiveLimits.ts'
import type { RawRow } from './readCsv.ts'
import { cellValue } from './spreadsheetCell.ts'

/** Cells of a sheet at most, empty ones within its rows and columns included. */
const MOST_CELLS = 50_000_000

/** Rows and columns that a sheet has at most, in every software. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384

/** A cell that has an error in place of a value. */
export interface CellError {
  /** Place in the row; the first is 0. */
  readonly column: number
  readonly value: string
}

/** A row of a spreadsheet: the line is the row’s number in the sheet. */
export interface SheetRow extends RawRow {
  readonly errors?: readonly CellError[]
}

/** The cells of a sheet, by row and column: sparse. */
type Cells = readonly (readonly (CellObject | undefined)[] | undefined)[]

/** The cells that the library read. */
export function cellsOf(sheet: WorkSheet): Cells {
  // What the library gives when asked for dense sheets; rows and cells may be missing.
  return (sheet['!data'] ?? []) as Cells
}

/** What a sheet has. */
export interface Extent {
  /** Rows that have something in them. */
  readonly filled: number
  /** Rows and columns up to the last that have something in them. */
  readonly height: number
  readonly width: number
  /** The first rows that have something in them, by their place. */
  readonly first: readonly number[]
}

/** Rows among which a header is looked for. */
const FIRST_ROWS = 50

export function extentOf(cells: Cells): Extent {
  let filled = 0
  let height = 0
  let width = 0
  const first: number[] = []
  // Unlike a loop, this skips the rows and cells that are missing, however many.
  cells.forEach((row, r) => {
    let last = -1
    row?.forEach((cell, c) => {
      if (isFilled(cell)) last = c
    })
    if (last === -1) return
    filled += 1
    height = r + 1
    width = Math.max(width, last + 1)
    if (first.length < FIRST_ROWS) first.push(r)
  })
  return { filled, height, width, first }
}

/** The first rows that have something in them, all of one width. */
export function headRows(
  cells: Cells,
  { first }: Extent,
  calendar: 1900 | 1904,
): readonly SheetRow[] {
  const { width } = extentOf(first.map((r) => cells[r]))
  return width > MOST_COLUMNS ? [] : first.map((r) => sheetRow(cells, r, width, calendar))
}

/**
 * The rows of a sheet from its first to the last that has something in it, all of one width; empty ones
 * and hidden ones included.
 *
 * @throws ArchiveRefused when the sheet is larger than any, or too large.
 */
export function* sheetRows(
  cells: Cells,
  { height, width }: Extent,
  calendar: 1900 | 1904,
): Generator<SheetRow> {
  if (height > MOST_ROWS || width > MOST_COLUMNS) throw new ArchiveRefused('tableur_illisible')
  if (height * width > MOST_CELLS) throw new ArchiveRefused('tableur_trop_lourd')
  for (let r = 0; r < height; r += 1) yield sheetRow(cells, r, width, calendar)
}

function sheetRow(cells: Cells, r: number, width: number, calendar: 1900 | 1904): SheetRow {
  const row = cells[r] ?? []
  const errors: CellError[] = []
  const texts = Array.from({ length: width }, (_, column) => {
    const cell = row[column]
    const value = cell === undefined ? '' : cellValue(cell, calendar)
    if (typeof value === 'string') return value
    errors.push({ column, value: value.error })
    return ''
  })
  return { line: r + 1, cells: texts, ...(errors.length > 0 ? { errors } : {}) }
}

function isFilled(cell: CellObject | undefined): boolean {
  if (cell === undefined || cell.t === 'z') return false
  return cell.t !== 's' || String(cell.v ?? '').trim() !== ''
}
