import { type RawBuilder, sql } from 'kysely'
import {
  type Columns,
  foldText,
  indexedColumns,
  indexedName,
  isStorable,
  JSON_FOLDED,
  type Kind,
  objectTablesOf,
  type Scalar,
  SORT_LENGTH,
  sqlTypeOf,
  tablesOf,
} from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'

/** What a column may be asked. Text is compared folded: case and accents do not count. */
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'notIn'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'isNull'
  | 'contains'
  | 'startsWith'
  | 'similar'
  | 'has'
  | 'hasAny'

/** Which table of a kind a condition is about: revisions in force, or that ended. */
export type Side = 'current' | 'history'

/**
 * A condition over rows. It is true or false, never unknown: an empty cell equals nothing, so `ne`,
 * `notIn` and `not` hold the rows without a value.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter }
  | { readonly op: 'dataset'; readonly datasetId: number }
  /** Some object of a column satisfies the filter. */
  | { readonly op: 'some'; readonly column: string; readonly filter: Filter }
  | { readonly op: Operator; readonly column: string; readonly value: Scalar | readonly Scalar[] }

/** No condition at all. */
export const EVERYTHING: Filter = { op: 'and', filters: [] }

/**
 * The SQL condition of a filter over one table of a kind: `and []` is everything, `or []` is nothing.
 *
 * @throws MillesimeError `FILTER_INVALID`
 */
export function filterSql(kind: Kind, filter: Filter, side: Side): RawBuilder<boolean> {
  return conditionSql(kind, filter, (column, inner) => someSql(kind, side, column, inner))
}

type Some = (column: string, filter: Filter) => RawBuilder<boolean>

function conditionSql(of: Columns, filter: Filter, some: Some): RawBuilder<boolean> {
  switch (filter.op) {
    case 'and':
      return joined(of, filter.filters, some, sql` and `, sql`true`)
    case 'or':
      return joined(of, filter.filters, some, sql` or `, sql`false`)
    case 'not':
      return sql`(${conditionSql(of, filter.filter, some)}) is not true`
    case 'dataset':
      return sql`dataset_id = ${filter.datasetId}`
    case 'some':
      return isEverything(filter.filter) ? sql`true` : some(filter.column, filter.filter)
    default:
      return columnSql(of, filter)
  }
}

function joined(
  of: Columns,
  filters: readonly Filter[],
  some: Some,
  word: RawBuilder<unknown>,
  none: RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (filters.length === 0) return none
  const parts = filters.map((part) => conditionSql(of, part, some))
  return sql`(${sql.join(parts, word)})`
}

/** `(dataset_id, id) in (select dataset_id, id from marche_titulaire_current where …)` */
function someSql(kind: Kind, side: Side, column: string, filter: Filter): RawBuilder<boolean> {
  const objects = objectTablesOf(kind).find((one) => one.column === column)
  if (objects === undefined) {
    throw new MillesimeError('FILTER_INVALID', `La colonne ${column} ne se filtre pas.`, { column })
  }
  const parent = tablesOf(kind)[side].name
  const condition = conditionSql(objects.of, filter, nothingWithin)
  // An `in`, which the planner turns round: it begins by the rows of the objects when these are fewer.
  return sql`(${sql.ref(`${parent}.dataset_id`)}, ${sql.ref(`${parent}.id`)}) in (
    select dataset_id, id from ${sql.table(objects[side].name)} where ${condition})`
}

function nothingWithin(column: string): RawBuilder<boolean> {
  throw new MillesimeError('FILTER_INVALID', `La colonne ${column} ne se filtre pas.`, { column })
}

/** Whether a filter is no condition at all. */
function isEverything(filter: Filter): boolean {
  return filter.op === 'and' && filter.filters.every(isEverything)
}

function columnSql(
  of: Columns,
  { op, column, value }: Extract<Filter, { readonly value: unknown }>,
): RawBuilder<boolean> {
  if (!indexedColumns(of).includes(column)) {
    throw new MillesimeError('FILTER_INVALID', `La colonne ${column} ne se filtre pas.`, { column })
  }
  for (const one of [value].flat()) checkOperand(of, column, one)
  const target = targetOf(of, column)
  // `isNull` asks a boolean, of a text too.
  const folds = target.folded && op !== 'isNull'
  const values = [value].flat().map((one) => (folds ? foldText(String(one)) : one))
  return CONDITIONS[op](target, values)
}

function targetOf(of: Columns, column: string): Target {
  const name = indexedName(of, column)
  const type = sqlTypeOf(of, column)
  const folded = name !== column
  if (of.storage !== 'json') return { ref: sql.ref(name), folded, type }
  const text = sql`(${sql.ref(JSON_FOLDED)} ->> ${sql.lit(column)})`
  if (type.endsWith('[]')) return { ref: sql`null::text[]`, folded, type }
  const json = (one: Scalar) => ({ [column]: one })
  const ref = type === 'text' ? text : sql`${text}::${sql.raw(type)}`
  // A decimal has several writings: only what is canonical is looked up by the index.
  return type === 'numeric' ? { ref, folded, type } : { ref, folded, type, json }
}

/** What PostgreSQL cannot even compare with: no cell can be it. */
function checkOperand(of: Columns, column: string, value: Scalar): void {
  const text = String(value)
  const isYearZero = sqlTypeOf(of, column) === 'date' && text.startsWith('0000-')
  if (!isStorable(text) || isYearZero) {
    throw new MillesimeError(
      'FILTER_INVALID',
      `Aucune valeur de ${column} ne peut être celle-là.`,
      {
        column,
      },
    )
  }
}

interface Target {
  readonly ref: RawBuilder<unknown>
  readonly folded: boolean
  readonly type: string
  /** What a JSON column contains when this cell has a value. */
  readonly json?: (value: Scalar) => object
}

type Condition = (target: Target, values: readonly Scalar[]) => RawBuilder<boolean>

const CONDITIONS: Readonly<Record<Operator, Condition>> = {
  eq: (target, [value]) => sql`${equals(target, value)}`,
  ne: (target, [value]) => sql`(${equals(target, value)}) is not true`,
  in: (target, values) => sql`${oneOf(target, values)}`,
  notIn: (target, values) => sql`(${oneOf(target, values)}) is not true`,
  gt: (target, [value]) => sql`${sortable(target)} > ${typed(target, value)}`,
  gte: (target, [value]) => sql`${sortable(target)} >= ${typed(target, value)}`,
  lt: (target, [value]) => sql`${sortable(target)} < ${typed(target, value)}`,
  lte: (target, [value]) => sql`${sortable(target)} <= ${typed(target, value)}`,
  isNull: ({ ref }, [value]) => (value === true ? sql`${ref} is null` : sql`${ref} is not null`),
  contains: ({ ref }, [value]) => sql`${ref} like ${`%${escaped(value)}%`}`,
  startsWith: ({ ref }, [value]) => sql`${ref} like ${`${escaped(value)}%`}`,
  // Some word or group of words of the text looks like the one asked, by its trigrams.
  similar: ({ ref }, [value]) => sql`${value} <% ${ref}`,
  has: ({ ref }, [value]) => sql`${ref} @> ${[String(value)]}::text[]`,
  hasAny: ({ ref }, values) => sql`${ref} && ${values.map(String)}::text[]`,
}

/** Both the start, which the index has, and the whole, which it may not. */
function equals(target: Target, value: Scalar | undefined): RawBuilder<boolean> {
  if (target.json !== undefined && value !== undefined) {
    return sql`${sql.ref(JSON_FOLDED)} @> ${JSON.stringify(target.json(value))}::text::jsonb`
  }
  const whole = sql<boolean>`${target.ref} = ${typed(target, value)}`
  if (!target.folded) return whole
  return sql`(${sortable(target)} = ${startOf(value)} and ${whole})`
}

function oneOf(target: Target, values: readonly Scalar[]): RawBuilder<boolean> {
  const array = sql`${values.map(String)}::text[]::${sql.raw(target.type)}[]`
  const whole = sql<boolean>`${target.ref} = any(${array})`
  if (!target.folded) return whole
  const starts = values.map(startOf)
  return sql`(${sortable(target)} = any(${starts}::text[]) and ${whole})`
}

/** What a text is ordered by: its first characters, which is what its index holds. */
function sortable({ ref, folded }: Target): RawBuilder<unknown> {
  return folded ? sql`left(${ref}, ${sql.lit(SORT_LENGTH)})` : ref
}

/** The start of a value as PostgreSQL cuts it: by characters, where JavaScript counts an emoji for two. */
function startOf(value: Scalar | undefined): string {
  return [...String(value)].slice(0, SORT_LENGTH).join('')
}

function typed({ type }: Target, value: Scalar | undefined): RawBuilder<unknown> {
  return sql`${String(value)}::text::${sql.raw(type)}`
}

function escaped(value: Scalar | undefined): string {
  return String(value).replace(/[\\%_]/g, '\\$&')
}

/** The SQL by which a column orders rows. */
export function orderSql(of: Columns, column: string): RawBuilder<unknown> {
  return sortable(targetOf(of, column))
}
