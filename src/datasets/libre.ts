import type { Cell, Column, ColumnType } from './column.ts'
import type { Kind } from './defineKind.ts'
import type { TableField, TableSchema } from './tableSchema.ts'

/**
 * Any other dataset that a collectivité releases: its columns are those of its own Table Schema, and its rows
 * share the tables of this kind, in one JSON column. By itself it has no column and reads no file.
 */
export const libre: Kind = Object.freeze({
  name: 'libre',
  table: 'ligne',
  storage: 'json',
  typeName: 'Ligne',
  title: 'Autres jeux de données',
  description: 'Ligne d’un jeu de données décrit par son propre schéma de table.',
  noun: { one: 'ligne', many: 'lignes', feminine: true },
  schemas: [],
  columns: {},
  derived: {},
  keys: [],
  tie: [],
  rules: [],
  measures: [],
})

const TYPES: Readonly<Record<string, ColumnType>> = {
  number: 'decimal',
  integer: 'entier',
  boolean: 'booleen',
  date: 'date',
  year: 'annee',
}

/** The words of a boolean that Table Schema has by itself. */
const TRUE = ['true', 'True', 'TRUE', '1']
const FALSE = ['false', 'False', 'FALSE', '0']

/**
 * The kind of one dataset, made of its Table Schema. Columns are named c1, c2… by their place in it, so that
 * nothing typed by a person is in a leaf of the log or in a statement; their published names are the schema's.
 */
export function libreKind(schema: TableSchema): Kind {
  const key = [schema.primaryKey ?? []].flat()
  const columns = Object.fromEntries(
    schema.fields.map((field, i) => [nameOf(i), columnOf(field, key.includes(field.name))]),
  )
  const names = Object.keys(columns)
  const nameOfField = (name: string) => nameOf(schema.fields.findIndex((one) => one.name === name))
  return {
    ...libre,
    columns,
    // Its sha256 would be the plain hash of something typed by a person: the declaration commits it, with a salt.
    schemas: [{ name: 'libre', version: '1', source: '', sha256: '', columns: names }],
    keys:
      key.length === 0 ? [] : [key.map((name) => ({ of: [nameOfField(name)], necessary: true }))],
    tie: names.filter((name) => columns[name]?.type !== 'texte'),
    measures: names.filter((name) => columns[name]?.type === 'decimal'),
    // A cell is compared without the spaces around it.
    ...(schema.missingValues ? { missingValues: schema.missingValues.map(written) } : {}),
  }
}

/** The name of a column as people know it: ours, or its published one where columns are a dataset's own. */
export function publicName({ storage, columns }: Kind, name: string): string {
  return storage === 'json' ? (columns[name]?.published ?? name) : name
}

/** The column that people know by a name; undefined where there is none. */
export function columnNamed({ storage, columns }: Kind, name: string): string | undefined {
  if (storage !== 'json') return Object.hasOwn(columns, name) ? name : undefined
  return Object.keys(columns).find((one) => columns[one]?.published === name)
}

/** The cells of a row under the names that people know. */
export function publicCells(
  kind: Kind,
  cells: Readonly<Record<string, Cell | null>>,
): Readonly<Record<string, Cell | null>> {
  if (kind.storage !== 'json') return cells
  return Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [publicName(kind, name), cell]),
  )
}

function nameOf(index: number): string {
  return `c${index + 1}`
}

function columnOf(field: TableField, isKey: boolean): Column {
  const { name, title, description, format, trueValues, falseValues, constraints = {} } = field
  const { enum: choices, ...facts } = constraints
  const typed = TYPES[field.type ?? 'string']
  const type = typed ?? (choices ? 'choix' : 'texte')
  return {
    ...facts,
    ...(isKey ? { required: true } : {}),
    ...(choices ? { choices: choices.map(String).map(written) } : {}),
    ...(isFormat(format) ? { format } : {}),
    ...(trueValues || falseValues
      ? { words: { true: trueValues ?? TRUE, false: falseValues ?? FALSE } }
      : {}),
    type,
    published: name,
    title: title ?? name,
    description: description ?? title ?? name,
    personal: type === 'texte' || type === 'choix' ? 'possible' : 'never',
    indexed: true,
  }
}

function written(text: string): string {
  return text.normalize('NFC').trim()
}

function isFormat(format: string | undefined): format is 'uri' | 'email' | 'uuid' {
  return format === 'uri' || format === 'email' || format === 'uuid'
}
