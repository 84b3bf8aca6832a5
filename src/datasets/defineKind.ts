import type { Cells, Column, DerivedColumn, Facts, Scalar } from './column.ts'

/** Facts that one version says otherwise than the latest; null where it says nothing. */
export type Differences = Readonly<
  Record<string, { readonly [Name in keyof Facts]?: Facts[Name] | null }>
>

/**
 * Columns of a version, by our name, in its order, and what it says of them. A column of objects is named by
 * its path: `titulaires.typeIdentifiant`.
 */
export interface SchemaPart {
  readonly columns: readonly string[]
  readonly differs?: Differences
}

/** One official version of a kind's schema, with the file its facts were read from. */
export interface SchemaVersion extends SchemaPart {
  readonly name: string
  readonly version: string
  readonly source: string
  /** SHA-256 of the schema file, in hexadecimal. */
  readonly sha256: string
  /** A schema that describes several sorts of rows: its parts, by the value of the kind's `partedBy`. */
  readonly parts?: Readonly<Record<string, SchemaPart>>
}

/** One component of a candidate key: the first of these columns that has a value. */
export interface KeyComponent {
  readonly of: readonly string[]
  /** Compare it folded: a corrected capital or accent is then a change, not another record. */
  readonly folded?: boolean
  /** Without it the row does not have this candidate key. */
  readonly necessary?: boolean
}

/** Rows where a column has this value, or has not. */
export type Where = { readonly column: string } & (
  | { readonly is: Scalar }
  | { readonly isNot: Scalar }
)

/**
 * A check over a whole row, beyond each column's own constraints, named as the official schemas do.
 *
 * `one-of-required` one at least · `cohesive-columns-value` all or none · `compare-columns-value` the first is
 * at least the second · `sum-columns-value` the first is the sum of the others · `year-interval-value` a year,
 * or two that increase · `nomenclature-actes-value` begins with a subject of the ACTES nomenclature ·
 * `cle-interop-value` the first is made of the others: communes that it may name, number, suffix ·
 * `filled-with-value` the first where the others are · `mixed-case-value` is not all in capitals
 */
export interface RowRule {
  readonly rule:
    | 'one-of-required'
    | 'cohesive-columns-value'
    | 'compare-columns-value'
    | 'sum-columns-value'
    | 'year-interval-value'
    | 'nomenclature-actes-value'
    | 'cle-interop-value'
    | 'filled-with-value'
    | 'mixed-case-value'
  readonly columns: readonly string[]
  readonly where?: Where
  /** First schema version that has it; the oldest unless told. */
  readonly since?: string
}

/** A column of older versions that is read into others and never stored: the row is upcast. */
export interface Upcast {
  readonly facts: Facts
  /** Other names seen in published files. */
  readonly aliases?: readonly string[]
  /** For each column that it fills when that is empty: a pattern whose first group is the value. */
  readonly into: Readonly<Record<string, string>>
}

/** How several rows of a file that have one key make one record (HISTORY §1). */
export interface Fold {
  /** The row with the greatest value here is the record, then the last one; the others are superseded. */
  readonly latest: string
  /** Rows that differ only there are one row, with the objects of all. */
  readonly merge: readonly string[]
  /**
   * In a file without `latest`, each row is a state of the record: the first by `by` is the record, each later
   * one an object of `into` made of those of its cells that differ.
   */
  readonly steps: {
    readonly by: string
    readonly into: string
    readonly cells: Readonly<Record<string, string>>
  }
}

/** What an identifier designates: the rows of a file that have it say the same of it. */
export interface Identity {
  readonly id: string
  readonly names: readonly string[]
  /** What these columns name has no other identifier. */
  readonly alone?: boolean
  readonly where?: Where
}

/** The two writings of a point. */
export interface Projected {
  readonly x: string
  readonly y: string
  readonly long: string
  readonly lat: string
}

/** A part that a body plays in the records of a kind: what it received, gave, won… */
export interface Role {
  /** Field of `Organisme`. */
  readonly field: string
  readonly description: string
  /** Column of the SIREN: of the kind, or of the objects of one of its columns (`titulaires.sirenTitulaire`). */
  readonly siren: string
  /** Column of the name beside it. */
  readonly name: string
}

/** Records of a kind that are probably of one family: an approximate field of the API. */
export interface Link {
  readonly field: string
  readonly description: string
  /** Columns that are equal, text folded; `differs` is not. */
  readonly same: readonly string[]
  readonly differs: string
}

/** A kind of dataset: everything that the table, reading, API, exports and documents derive from. */
export interface Kind {
  /** Plural name: the GraphQL list, the default slug, the export. */
  readonly name: string
  /** Prefix of the kind's two tables. */
  readonly table: string
  /** One JSON column for all cells, where columns are each dataset's own. */
  readonly storage?: 'json'
  /** GraphQL object type. */
  readonly typeName: string
  readonly title: string
  readonly description: string
  /** Words of the sentences about differences. */
  readonly noun: { readonly one: string; readonly many: string; readonly feminine: boolean }
  /** Official versions, oldest first. */
  readonly schemas: readonly SchemaVersion[]
  /** Column that tells which part of a schema a row follows. */
  readonly partedBy?: string
  readonly columns: Readonly<Record<string, Column>>
  readonly derived: Readonly<Record<string, DerivedColumn>>
  readonly upcasts?: Readonly<Record<string, Upcast>>
  /** Texts that mean an empty cell, beside the empty text. */
  readonly missingValues?: readonly string[]
  /** Candidate keys, in order (HISTORY §1). They match rows between versions and nothing else. */
  readonly keys: readonly (readonly KeyComponent[])[]
  /** Columns that order the new rows of one key before they are paired. */
  readonly tie: readonly string[]
  readonly fold?: Fold
  /**
   * Columns of a point in the metres of its territory, and in degrees; Lambert 93 fills these when they are empty or
   * absent.
   */
  readonly projected?: Projected
  /** Names of a record in a JSON or XML document, with the cells that each implies. */
  readonly elements?: Readonly<Record<string, Cells>>
  /** Where a record says which collectivité it is about. */
  readonly about?: { readonly siren: string } | { readonly insee: string }
  readonly rules: readonly RowRule[]
  /** Those that the words of the specification ask and no schema file states. */
  readonly rulesInWords?: readonly RowRule[]
  readonly identities?: readonly Identity[]
  /** Decimal or whole columns that are summed in differences. */
  readonly measures: readonly string[]
  readonly roles?: readonly Role[]
  readonly links?: readonly Link[]
}

/** The column of a path; undefined where there is none. */
export function columnAt(
  columns: Readonly<Record<string, Column>>,
  path: string,
): Column | undefined {
  const [name = '', ...rest] = path.split('.')
  const column = columns[name]
  if (rest.length === 0) return column
  return column?.objects && columnAt(column.objects.columns, rest.join('.'))
}

/** Names that the tables and the API keep for themselves. */
const RESERVED = new Set([
  'id',
  'recordId',
  'key',
  'rank',
  'collectivite',
  'dataset',
  'since',
  'until',
  'problems',
  'history',
])

/**
 * Checks a kind where it is declared, so that a slip is an error at start and not a wrong answer later.
 *
 * Column names are camelCase (ours are snake_case in SQL), so the two never meet.
 */
export function defineKind<const K extends Kind>(kind: K): K {
  const { columns, derived, upcasts = {}, fold, links = [], roles = [] }: Kind = kind
  const { rules, rulesInWords = [], identities = [] }: Kind = kind
  const known = new Set([...Object.keys(columns), ...Object.keys(derived)])
  const parts = kind.schemas.flatMap((schema) => [schema, ...Object.values(schema.parts ?? {})])
  const named = [
    ...kind.keys.flat().flatMap(({ of }) => of),
    ...[...rules, ...rulesInWords].flatMap(({ columns }) => columns),
    ...identities.flatMap(({ id, names }) => [id, ...names]),
    ...[...rulesInWords, ...identities].flatMap(({ where }) => where?.column ?? []),
    ...kind.measures,
    ...kind.tie,
    ...Object.values(derived).map(({ of }) => of),
    ...Object.values(kind.about ?? {}),
    ...Object.values(kind.projected ?? {}),
    ...Object.values(upcasts).flatMap(({ into }) => Object.keys(into)),
    ...(kind.partedBy === undefined ? [] : [kind.partedBy]),
    ...(fold ? [fold.latest, ...fold.merge, fold.steps.by, fold.steps.into] : []),
    ...links.flatMap(({ same, differs }) => [...same, differs]),
    ...roles.flatMap(({ siren, name }) => [siren, name].map((path) => path.split('.')[0] ?? '')),
  ]
  const described = parts.flatMap((part) => [...part.columns, ...Object.keys(part.differs ?? {})])
  for (const name of named) {
    if (!known.has(name)) throw new Error(`kind ${kind.name}: unknown column ${name}`)
  }
  for (const name of described) {
    if (columnAt(columns, name) === undefined && upcasts[name] === undefined) {
      throw new Error(`kind ${kind.name}: unknown column ${name}`)
    }
  }
  for (const name of known) {
    if (RESERVED.has(name) || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(`kind ${kind.name}: ${name} cannot be a column name`)
    }
  }
  return Object.freeze(kind)
}
