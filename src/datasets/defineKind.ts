import type { Column, DerivedColumn } from './column.ts'

/** One official version of a kind's schema, with the file its facts were read from. */
export interface SchemaVersion {
  readonly name: string
  readonly version: string
  readonly source: string
  /** SHA-256 of the schema file, in hexadecimal. */
  readonly sha256: string
  /** Columns of that version, by our name, in its order. */
  readonly columns: readonly string[]
}

/** One component of a candidate key: the first of these columns that has a value. */
export interface KeyComponent {
  readonly of: readonly string[]
  /** Compare it folded: a corrected capital or accent is then a change, not another record. */
  readonly folded?: boolean
  /** Without it the row does not have this candidate key. */
  readonly necessary?: boolean
}

/** A check over a whole row, beyond each column's own constraints. */
export interface RowRule {
  readonly rule: 'one-of-required'
  readonly columns: readonly string[]
}

/** A kind of dataset: everything that the table, reading, API, exports and documents derive from. */
export interface Kind {
  /** Plural name: the GraphQL list, the default slug, the export. */
  readonly name: string
  /** Prefix of the kind's two tables. */
  readonly table: string
  /** GraphQL object type. */
  readonly typeName: string
  readonly title: string
  readonly description: string
  /** Words of the sentences about differences. */
  readonly noun: { readonly one: string; readonly many: string; readonly feminine: boolean }
  /** Official versions, oldest first. */
  readonly schemas: readonly SchemaVersion[]
  readonly columns: Readonly<Record<string, Column>>
  readonly derived: Readonly<Record<string, DerivedColumn>>
  /** Candidate keys, in order (HISTORY §1). They match rows between versions and nothing else. */
  readonly keys: readonly (readonly KeyComponent[])[]
  /** Columns that order the new rows of one key before they are paired. */
  readonly tie: readonly string[]
  /** Where a record says which collectivité it is about. */
  readonly about: { readonly siren: string } | { readonly insee: string }
  readonly rules: readonly RowRule[]
  /** Decimal or whole columns that are summed in differences. */
  readonly measures: readonly string[]
}

/** Names that the tables and the API keep for themselves. */
const RESERVED = new Set(['id', 'recordId', 'key', 'rank', 'dataset', 'since', 'until', 'problems'])

/**
 * Checks a kind where it is declared, so that a slip is an error at start and not a wrong answer later.
 *
 * Column names are camelCase (ours are snake_case in SQL), so the two never meet.
 */
export function defineKind<const K extends Kind>(kind: K): K {
  const stored = Object.keys(kind.columns)
  const known = new Set([...stored, ...Object.keys(kind.derived)])
  const named = [
    ...kind.keys.flat().flatMap(({ of }) => of),
    ...kind.schemas.flatMap(({ columns }) => columns),
    ...kind.rules.flatMap(({ columns }) => columns),
    ...kind.measures,
    ...kind.tie,
    ...Object.values(kind.derived).map(({ of }) => of),
    ...Object.values(kind.about),
  ]
  for (const name of named) {
    if (!known.has(name)) throw new Error(`kind ${kind.name}: unknown column ${name}`)
  }
  for (const name of known) {
    if (RESERVED.has(name) || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(`kind ${kind.name}: ${name} cannot be a column name`)
    }
  }
  return Object.freeze(kind)
}
