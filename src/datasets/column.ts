/** What a cell may hold once harmonised: decimals and days are canonical strings, never floats. */
export type Cell = string | number | boolean

/** The non-null cells of one row, by column name. Absent means empty, which is never zero. */
export type Cells = Readonly<Record<string, Cell>>

/**
 * How a column is read, stored and compared.
 *
 * `texte` free text · `code` an identifier compared exactly · `siret` 14 digits · `choix` one or
 * several of a closed list, joined by `;` · `date` AAAA-MM-JJ · `periode` a day or two joined by `/` ·
 * `annee` and `entier` whole numbers · `decimal` an exact number of any scale · `booleen` yes or no
 */
export type ColumnType =
  | 'texte'
  | 'code'
  | 'siret'
  | 'choix'
  | 'date'
  | 'periode'
  | 'annee'
  | 'entier'
  | 'decimal'
  | 'booleen'

/** One column of a kind, with the facts of its latest official schema. */
export interface Column {
  readonly type: ColumnType
  /** Name in the published schema, exactly as written there: `COLL_INSEE`, `montant`. */
  readonly published: string
  /** Title of the published schema, in French. */
  readonly title: string
  /** One French sentence or more, ours, for the API's documentation. */
  readonly description: string
  /** Unit of a number, in French: `euros`, `naissances`. */
  readonly unit?: string
  readonly required?: boolean
  readonly pattern?: string
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly choices?: readonly string[]
  /** Whether the column may hold personal data: its cells are then committed apart (HISTORY §4). */
  readonly personal: 'never' | 'possible'
  /** Whether the column has list indexes, which make it filterable and sortable. */
  readonly indexed?: boolean
}

/** A column computed from a stored one each time a row is written; never hashed, never published. */
export interface DerivedColumn {
  readonly of: string
  /** `siren` the first nine digits of a SIRET · `annee` the year of a day. */
  readonly as: 'siren' | 'annee'
  readonly title: string
  readonly description: string
}

/** Types compared by their folded text (case and accents ignored) rather than exactly. */
export function isFolded(column: { readonly type: ColumnType }): boolean {
  return column.type === 'texte'
}
