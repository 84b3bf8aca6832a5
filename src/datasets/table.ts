import { type Column, type ColumnType, isFolded, type Objects } from './column.ts'
import type { Kind } from './defineKind.ts'
import { oncePer } from './oncePer.ts'

/** A column of a kind's tables: ours in snake_case, the kind's under its own camelCase name. */
export interface TableColumn {
  readonly name: string
  readonly type:
    | 'bigint'
    | 'integer'
    | 'bytea'
    | 'text'
    | 'text[]'
    | 'numeric'
    | 'date'
    | 'boolean'
    | 'jsonb'
  readonly nullable: boolean
  /** Text is compared byte by byte, so that no order depends on a server's locale. */
  readonly collate?: 'C'
}

/** A column, or the first `SORT_LENGTH` characters of a text too long for an index entry. */
export type IndexKey = string | { readonly startOf: string }

/** Characters of a text that order it; an index entry holds some 2 700 bytes at most. */
export const SORT_LENGTH = 100

export interface TableIndex {
  readonly name: string
  readonly unique?: boolean
  /** Checked at commit: a change set may pass a key and rank from one record to another. */
  readonly deferred?: boolean
  /** `trigrams` for « contient », `items` for the items of lists, `json` for equal values of a JSON column. */
  readonly using?: 'trigrams' | 'items' | 'json'
  readonly columns: readonly IndexKey[]
  readonly include?: readonly string[]
}

/** One of the two tables of a kind, or of the objects of one of its columns. */
export interface Table {
  readonly name: string
  readonly columns: readonly TableColumn[]
  /** `(dataset_id, id)`, and `n` for objects. */
  readonly primaryKey: readonly string[]
  readonly indexes: readonly TableIndex[]
}

/** What filters, tables and the API need of columns: those of a kind, or those of its objects. */
export type Columns = Pick<Kind, 'columns' | 'derived' | 'storage'>

/** The two tables of the objects of a column. */
export interface ObjectTables {
  readonly column: string
  readonly of: Columns
  readonly current: Table
  readonly history: Table
}

const SQL_TYPE: Readonly<Record<ColumnType, TableColumn['type']>> = {
  texte: 'text',
  code: 'text',
  siret: 'text',
  choix: 'text',
  periode: 'text',
  date: 'date',
  annee: 'integer',
  entier: 'integer',
  decimal: 'numeric',
  coordonnee: 'numeric',
  booleen: 'boolean',
  liste: 'text[]',
  objets: 'jsonb',
}

const FROM_TICK: TableColumn = { name: 'from_tick', type: 'bigint', nullable: false }

/** Columns of every revision. A revision lives over the half-open `[from_tick, to_tick)`. */
const REVISION: readonly TableColumn[] = [
  { name: 'id', type: 'bigint', nullable: false },
  { name: 'dataset_id', type: 'integer', nullable: false },
  { name: 'record_id', type: 'bigint', nullable: false },
  { name: 'key_hash', type: 'bytea', nullable: false },
  { name: 'rank', type: 'integer', nullable: false },
  { name: 'content_hash', type: 'bytea', nullable: false },
  FROM_TICK,
]

const TO_TICK: TableColumn = { name: 'to_tick', type: 'bigint', nullable: false }
const PROBLEMS: TableColumn = { name: 'problems', type: 'jsonb', nullable: true }

/** Columns of every object: the revision that has it, and its place there from 0. */
const OBJECT: readonly TableColumn[] = [
  { name: 'dataset_id', type: 'integer', nullable: false },
  { name: 'id', type: 'bigint', nullable: false },
  { name: 'n', type: 'integer', nullable: false },
  { name: 'record_id', type: 'bigint', nullable: false },
]

/** The JSON column of all cells, and its companion by which they are filtered and sorted. */
export const JSON_CELLS = 'cells'
export const JSON_FOLDED = 'cells_pli'
const JSON_COLUMNS: readonly TableColumn[] = [
  { name: JSON_CELLS, type: 'jsonb', nullable: false },
  { name: JSON_FOLDED, type: 'jsonb', nullable: false },
]

/** Name of the folded companion of a text column. */
export function foldedName(column: string): string {
  return `${column}_pli`
}

/** The column that filters and orders by `name`: its folded companion for text, else itself. */
export function indexedName({ columns }: Columns, name: string): string {
  const column = columns[name]
  return column !== undefined && isFolded(column) ? foldedName(name) : name
}

/** Names of the columns that can be filtered, stored and derived, in order. */
export const indexedColumns = oncePer(namesIndexed)

function namesIndexed({ columns, derived }: Columns): readonly string[] {
  return [
    ...Object.entries(columns).flatMap(([name, { indexed }]) => (indexed ? [name] : [])),
    ...Object.keys(derived),
  ]
}

/** Names of the columns that can be sorted: a list has no order. */
export const sortableColumns = oncePer(namesSortable)

function namesSortable(of: Columns): readonly string[] {
  return indexedColumns(of).filter((name) => of.columns[name]?.type !== 'liste')
}

/** SQL type of a column, stored or derived. */
export function sqlTypeOf({ columns, derived }: Columns, name: string): TableColumn['type'] {
  const column = columns[name]
  if (column !== undefined) return SQL_TYPE[column.type]
  return derived[name]?.as === 'annee' ? 'integer' : 'text'
}

/** The objects of a column as columns of their own. */
export function columnsOfObjects({ columns, derived = {} }: Objects): Columns {
  return { columns, derived }
}

/** The two tables of a kind: revisions in force, and revisions that ended. */
export const tablesOf = oncePer(twoTables)

function twoTables(kind: Kind): { readonly current: Table; readonly history: Table } {
  const own = kind.storage === 'json' ? JSON_COLUMNS : ownColumns(kind)
  const current = `${kind.table}_current`
  const history = `${kind.table}_history`
  const primaryKey = ['dataset_id', 'id']
  return {
    current: {
      name: current,
      columns: [...REVISION, PROBLEMS, ...own],
      primaryKey,
      indexes: [
        {
          name: `${current}_key`,
          unique: true,
          deferred: true,
          columns: ['dataset_id', 'key_hash', 'rank'],
        },
        { name: `${current}_record`, columns: ['dataset_id', 'record_id'] },
        { name: `${current}_id`, columns: ['id'], include: ['dataset_id'] },
        ...listIndexes(kind, current, ['id'], ['dataset_id']),
      ],
    },
    history: {
      name: history,
      columns: [...REVISION, TO_TICK, PROBLEMS, ...own],
      primaryKey,
      indexes: [
        { name: `${history}_key`, columns: ['dataset_id', 'key_hash', 'rank'] },
        { name: `${history}_record`, columns: ['dataset_id', 'record_id'] },
        { name: `${history}_to`, columns: ['dataset_id', 'to_tick'] },
        { name: `${history}_to_all`, columns: ['to_tick'] },
        { name: `${history}_id`, columns: ['id', 'to_tick'], include: ['dataset_id'] },
        ...listIndexes(kind, history, ['id', 'to_tick'], ['dataset_id']),
      ],
    },
  }
}

/**
 * The tables of a kind's objects: a row for each object of a revision, over the same interval as it, named by
 * its id and the object's place.
 */
export const objectTablesOf = oncePer(tablesOfObjects)

function tablesOfObjects(kind: Kind): readonly ObjectTables[] {
  return Object.entries(kind.columns).flatMap(([column, { objects }]) => {
    if (objects?.table === undefined) return []
    const of = columnsOfObjects(objects)
    const own = ownColumns(of)
    const primaryKey = ['dataset_id', 'id', 'n']
    const table = (name: string, ticks: readonly TableColumn[]): Table => ({
      name,
      columns: [...OBJECT, ...ticks, ...own],
      primaryKey,
      indexes: [
        { name: `${name}_record`, columns: ['dataset_id', 'record_id'] },
        ...listIndexes(of, name, ['dataset_id', 'id'], []),
      ],
    })
    return [
      {
        column,
        of,
        current: table(`${objects.table}_current`, [FROM_TICK]),
        history: table(`${objects.table}_history`, [FROM_TICK, TO_TICK]),
      },
    ]
  })
}

/** Every table of a kind: those that a rebuild empties. */
export function allTablesOf(kind: Kind): readonly Table[] {
  return [tablesOf(kind), ...objectTablesOf(kind)].flatMap(({ current, history }) => [
    current,
    history,
  ])
}

function ownColumns({ columns, derived }: Columns): readonly TableColumn[] {
  const stored = Object.entries(columns).flatMap(([name, column]): TableColumn[] => {
    const own = textual({ name, type: SQL_TYPE[column.type], nullable: true })
    if (!hasFolded(column)) return [own]
    return [own, { name: foldedName(name), type: 'text', nullable: true, collate: 'C' }]
  })
  const all = Object.keys(derived).map((name) =>
    textual({ name, type: sqlTypeOf({ columns, derived }, name), nullable: true }),
  )
  return [...stored, ...all]
}

/** Whether a column has a folded companion in its table. */
export function hasFolded(column: Column): boolean {
  return (column.indexed ?? false) && isFolded(column)
}

function textual(column: TableColumn): TableColumn {
  return column.type.startsWith('text') ? { ...column, collate: 'C' } : column
}

/** One index per sortable column, ending as time is asked, one of trigrams and one of the items of lists. */
function listIndexes(
  of: Columns,
  table: string,
  tail: readonly string[],
  include: readonly string[],
): readonly TableIndex[] {
  if (of.storage === 'json') {
    return [{ name: `${table}_values`, using: 'json', columns: [JSON_FOLDED] }]
  }
  const names = indexedColumns(of)
  const folded = names.filter((name) => indexedName(of, name) !== name).map(foldedName)
  const lists = names.filter((name) => of.columns[name]?.type === 'liste')
  return [
    ...sortableColumns(of).map((name) => {
      const column = indexedName(of, name)
      return {
        name: `${table}_${name}`,
        columns: [column === name ? column : { startOf: column }, ...tail],
        ...(include.length > 0 ? { include } : {}),
      }
    }),
    ...(folded.length > 0
      ? [{ name: `${table}_trigrams`, using: 'trigrams' as const, columns: folded }]
      : []),
    ...(lists.length > 0
      ? [{ name: `${table}_items`, using: 'items' as const, columns: lists }]
      : []),
  ]
}
