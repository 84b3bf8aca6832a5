import { type ColumnType, isFolded } from './column.ts'
import type { Kind } from './defineKind.ts'

/** A column of a kind's tables: ours in snake_case, the kind's under its own camelCase name. */
export interface TableColumn {
  readonly name: string
  readonly type: 'bigint' | 'integer' | 'bytea' | 'text' | 'numeric' | 'date' | 'boolean' | 'jsonb'
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
  readonly using?: 'gin'
  readonly columns: readonly IndexKey[]
  readonly include?: readonly string[]
}

/** One of the two tables of a kind. The primary key is always `(dataset_id, id)`. */
export interface Table {
  readonly name: string
  readonly columns: readonly TableColumn[]
  readonly indexes: readonly TableIndex[]
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
  booleen: 'boolean',
}

/** Columns of every revision. A revision lives over the half-open `[from_tick, to_tick)`. */
const REVISION: readonly TableColumn[] = [
  { name: 'id', type: 'bigint', nullable: false },
  { name: 'dataset_id', type: 'integer', nullable: false },
  { name: 'record_id', type: 'bigint', nullable: false },
  { name: 'key_hash', type: 'bytea', nullable: false },
  { name: 'rank', type: 'integer', nullable: false },
  { name: 'content_hash', type: 'bytea', nullable: false },
  { name: 'from_tick', type: 'bigint', nullable: false },
]

const TO_TICK: TableColumn = { name: 'to_tick', type: 'bigint', nullable: false }
const PROBLEMS: TableColumn = { name: 'problems', type: 'jsonb', nullable: true }

/** Name of the folded companion of a text column. */
export function foldedName(column: string): string {
  return `${column}_pli`
}

/** The column that filters and orders by `name`: its folded companion for text, else itself. */
export function indexedName(kind: Kind, name: string): string {
  const column = kind.columns[name]
  return column !== undefined && isFolded(column) ? foldedName(name) : name
}

/** Names of the columns that can be filtered and sorted, stored and derived, in order. */
export function indexedColumns(kind: Kind): readonly string[] {
  return [
    ...Object.entries(kind.columns).flatMap(([name, { indexed }]) => (indexed ? [name] : [])),
    ...Object.keys(kind.derived),
  ]
}

/** SQL type of a column of a kind, stored or derived. */
export function sqlTypeOf(kind: Kind, name: string): TableColumn['type'] {
  const column = kind.columns[name]
  if (column !== undefined) return SQL_TYPE[column.type]
  return kind.derived[name]?.as === 'annee' ? 'integer' : 'text'
}

/** The two tables of a kind: revisions in force, and revisions that ended. */
export function tablesOf(kind: Kind): { readonly current: Table; readonly history: Table } {
  const own = ownColumns(kind)
  const current = `${kind.table}_current`
  const history = `${kind.table}_history`
  return {
    current: {
      name: current,
      columns: [...REVISION, PROBLEMS, ...own],
      indexes: [
        {
          name: `${current}_key`,
          unique: true,
          deferred: true,
          columns: ['dataset_id', 'key_hash', 'rank'],
        },
        { name: `${current}_record`, columns: ['dataset_id', 'record_id'] },
        { name: `${current}_id`, columns: ['id'], include: ['dataset_id', 'from_tick'] },
        ...listIndexes(kind, current, ['id'], ['dataset_id', 'from_tick']),
      ],
    },
    history: {
      name: history,
      columns: [...REVISION, TO_TICK, PROBLEMS, ...own],
      indexes: [
        { name: `${history}_key`, columns: ['dataset_id', 'key_hash', 'rank'] },
        { name: `${history}_record`, columns: ['dataset_id', 'record_id'] },
        { name: `${history}_to`, columns: ['dataset_id', 'to_tick'] },
        { name: `${history}_to_all`, columns: ['to_tick'] },
        { name: `${history}_id`, columns: ['id', 'from_tick', 'to_tick'], include: ['dataset_id'] },
        ...listIndexes(kind, history, ['id', 'from_tick', 'to_tick'], ['dataset_id']),
      ],
    },
  }
}

function ownColumns(kind: Kind): readonly TableColumn[] {
  const stored = Object.entries(kind.columns).flatMap(([name, column]): TableColumn[] => {
    const own = textual({ name, type: SQL_TYPE[column.type], nullable: true })
    if (!(column.indexed && isFolded(column))) return [own]
    return [own, { name: foldedName(name), type: 'text', nullable: true, collate: 'C' }]
  })
  const derived = Object.keys(kind.derived).map((name) =>
    textual({ name, type: sqlTypeOf(kind, name), nullable: true }),
  )
  return [...stored, ...derived]
}

function textual(column: TableColumn): TableColumn {
  return column.type === 'text' ? { ...column, collate: 'C' } : column
}

/** One index per sortable column, ending as time is asked, and one of trigrams for « contient ». */
function listIndexes(
  kind: Kind,
  table: string,
  tail: readonly string[],
  include: readonly string[],
): readonly TableIndex[] {
  const names = indexedColumns(kind)
  const folded = names.filter((name) => indexedName(kind, name) !== name).map(foldedName)
  return [
    ...names.map((name) => {
      const column = indexedName(kind, name)
      return {
        name: `${table}_${name}`,
        columns: [column === name ? column : { startOf: column }, ...tail],
        include,
      }
    }),
    { name: `${table}_trigrams`, using: 'gin' as const, columns: folded },
  ]
}
