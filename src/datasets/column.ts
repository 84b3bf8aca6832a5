/** One value of a cell: decimals and days are canonical strings, never floats. */
export type Scalar = string | number | boolean

/** What a cell may hold once harmonised: one value, a list of texts, or objects with cells of their own. */
export type Cell = Scalar | readonly string[] | readonly Cells[]

/** The non-null cells of one row or object, by column name. Absent means empty, which is never zero. */
export type Cells = { readonly [name: string]: Cell }

/**
 * How a column is read, stored and compared.
 *
 * `texte` free text · `code` an identifier compared exactly · `siret` 14 digits · `choix` one or
 * several of a closed list, joined by `;` · `date` AAAA-MM-JJ · `periode` a day or two joined by `/` ·
 * `annee` and `entier` whole numbers · `decimal` an exact number of any scale · `coordonnee` one of seven
 * decimals at most · `booleen` yes or no · `liste` several texts without order · `objets` a list of objects
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
  | 'coordonnee'
  | 'booleen'
  | 'liste'
  | 'objets'

/** What one version of an official schema says of a column. */
export interface Facts {
  /** Name in the published schema, exactly as written there: `COLL_INSEE`, `montant`, `acheteur.id`. */
  readonly published: string
  /** Title of the published schema, in French. */
  readonly title: string
  readonly required?: boolean
  /** Regular expression that the whole value follows, or each item of a list. */
  readonly pattern?: string
  readonly format?: 'uri' | 'email' | 'uuid'
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  /** Values allowed; those of each item for a list. */
  readonly choices?: readonly string[]
  /** Words of a boolean, the standard's own first; « oui » and « non » unless told. */
  readonly words?: { readonly true: readonly string[]; readonly false: readonly string[] }
  /** Each value once in a file. */
  readonly unique?: boolean
}

/** One column of a kind, with the facts of its latest official schema. */
export interface Column extends Facts {
  readonly type: ColumnType
  /** One French sentence or more, ours, for the API's documentation. */
  readonly description: string
  /** Unit of a number, in French: `euros`, `naissances`. */
  readonly unit?: string
  /** Other names seen in published files, compared without case or accents. */
  readonly aliases?: readonly string[]
  /** Other ways to write one of its choices, folded, and the choice that each means; for a text, its set words. */
  readonly synonyms?: Readonly<Record<string, string>>
  /**
   * Whose code it is, where spreadsheets damage its form: INSEE's of a commune, that of an association, or of a firm
   * which most often has a SIRET or a SIREN.
   */
  readonly register?: 'insee' | 'rna' | 'sirene'
  /** Whether the column may hold personal data: its cells are then committed apart (HISTORY §4). */
  readonly personal: 'never' | 'possible'
  /** Whether the column has list indexes, which make it filterable and, but for a list, sortable. */
  readonly indexed?: boolean
  /** What joins the items of a list in a table's cell; `;` unless told. */
  readonly separator?: ';' | '|'
  /** What the objects of an `objets` column hold. */
  readonly objects?: Objects
}

/** The objects of a column. */
export interface Objects {
  /** GraphQL object type. */
  readonly typeName: string
  readonly description: string
  /** Names of one of them in a document, which may wrap it: `{"titulaire": {…}}`. */
  readonly elements: readonly string[]
  readonly columns: Readonly<Record<string, Column>>
  readonly derived?: Readonly<Record<string, DerivedColumn>>
  /**
   * Prefix of the tables that hold one interval row for each object, which make its indexed columns
   * filterable. Without it objects are only read with their record.
   */
  readonly table?: string
}

/** A column computed from a stored one each time a row is written; never hashed, never published. */
export interface DerivedColumn {
  readonly of: string
  /**
   * `siren` the first nine digits of a SIRET, or a SIREN itself · `annee` the year of a day · `souche` a code
   * without its last two characters.
   */
  readonly as: 'siren' | 'annee' | 'souche'
  readonly title: string
  readonly description: string
}

/** Types compared by their folded text (case and accents ignored) rather than exactly. */
export function isFolded(column: { readonly type: ColumnType }): boolean {
  return column.type === 'texte'
}

/** Whether two cells are the same: lists by their items, objects by their cells. */
export function sameCell(a: Cell | null | undefined, b: Cell | null | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return a.length === b.length && a.every((item, i) => sameItem(item, b[i]))
}

function sameItem(a: string | Cells, b: string | Cells | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string' || b === undefined) return a === b
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => sameCell(a[name], b[name]))
}

/** The word for yes or no that a column is published with. */
export function wordOf({ words }: Column, value: boolean): string {
  return words?.[`${value}`][0] ?? (value ? 'oui' : 'non')
}

/** What joins the items of a list when it is published as one text. */
export function separatorOf({ separator = ';' }: Column): string {
  return separator
}
