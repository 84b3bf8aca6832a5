/** What became of the rows of a file: those read are the rows of records and all the others. */
export interface RowCounts {
  /** Rows of the file but for its header, or records of a document. */
  readonly rowsRead: number
  /** Lines above the header, and headers again. */
  readonly titles: number
  readonly empty: number
  /** Rows that cannot be read: the file is then refused whole. */
  readonly refused: number
  /** Rows that another row of the file replaces: a record published again. */
  readonly superseded: number
  /** Rows that are one record with another: a row for each of its objects. */
  readonly merged: number
}

/** Of a file that was not read at all. */
export const NO_ROWS: RowCounts = {
  rowsRead: 0,
  titles: 0,
  empty: 0,
  refused: 0,
  superseded: 0,
  merged: 0,
}

/** Counts that grow as rows go by. */
export type Counts = { -readonly [Name in keyof RowCounts]: number }
