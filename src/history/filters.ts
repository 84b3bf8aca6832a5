import { type RawBuilder, sql } from 'kysely'
import {
  type Cell,
  foldText,
  indexedColumns,
  indexedName,
  type Kind,
  SORT_LENGTH,
  sqlTypeOf,
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

/**
 * A condition over rows. It is true or false, never unknown: an empty cell equals nothing, so `ne`,
 * `notIn` and `not` hold the rows without a value.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter }
  | { readonly op: Operator; readonly column: string; readonly value: Cell | readonly Cell[] }

/** No condition at all. */
export const EVERYTHING: Filter = { op: 'and', filters: [] }

/** The SQL condition of a filter: `and []` is everything, `or []` is nothing. */
export function filterSql(kind: Kind, filter: Filter): RawBuilder<boolean> {
  switch (filter.op) {
    case 'and':
      return filter.filters.length === 0
        ? sql`true`
        : sql`(${sql.join(
            filter.filters.map((part) => filterSql(kind, part)),
            sql` and `,
          )})`
    case 'or':
      return filter.filters.length === 0
        ? sql`false`
        : sql`(${sql.join(
            filter.filters.map((part) => filterSql(kind, part)),
            sql` or `,
          )})`
    case 'not':
      return sql`(${filterSql(kind, filter.filter)}) is not true`
    default:
      return columnSql(kind, filter)
  }
}

/** Whether a filter is no condition at all. */
export function isEverything(filter: Filter): boolean {
  return filter.op === 'and' && filter.filters.every(isEverything)
}

function columnSql(
  kind: Kind,
  { op, column, value }: Extract<Filter, { readonly column: string }>,
): RawBuilder<boolean> {
  if (!indexedColumns(kind).includes(column)) {
    throw new MillesimeError('FILTER_INVALID', `La colonne ${column} ne se filtre pas.`, { column })
  }
  for (const one of [value].flat()) checkOperand(column, one)
  const name = indexedName(kind, column)
  const target = { ref: sql.ref(name), folded: name !== column, type: sqlTypeOf(kind, column) }
  // `isNull` asks a boolean, of a text too.
  const folds = target.folded && op !== 'isNull'
  const values = [value].flat().map((one) => (folds ? foldText(String(one)) : one))
  return CONDITIONS[op](target, values)
}

/** What PostgreSQL cannot even compare with: no cell can be it. */
function checkOperand(column: string, value: Cell): void {
  const text = String(value)
  if (text.includes('\0') || text.startsWith('0000-')) {
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
}

type Condition = (target: Target, values: readonly Cell[]) => RawBuilder<boolean>

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
}

/** Both the start, which the index has, and the whole, which it may not. */
function equals(target: Target, value: Cell | undefined): RawBuilder<boolean> {
  const whole = sql<boolean>`${target.ref} = ${typed(target, value)}`
  if (!target.folded) return whole
  return sql`(${sortable(target)} = ${startOf(value)} and ${whole})`
}

function oneOf(target: Target, values: readonly Cell[]): RawBuilder<boolean> {
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
function startOf(value: Cell | undefined): string {
  return [...String(value)].slice(0, SORT_LENGTH).join('')
}

function typed({ type }: Target, value: Cell | undefined): RawBuilder<unknown> {
  return sql`${String(value)}::text::${sql.raw(type)}`
}

function escaped(value: Cell | undefined): string {
  return String(value).replace(/[\\%_]/g, '\\$&')
}

/** The SQL by which a column orders rows. */
export function orderSql(kind: Kind, column: string): RawBuilder<unknown> {
  const name = indexedName(kind, column)
  return sortable({ ref: sql.ref(name), folded: name !== column, type: '' })
}
