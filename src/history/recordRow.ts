import { type RawBuilder, sql } from 'kysely'
import {
  type Cell,
  type CellProblem,
  type Cells,
  JSON_CELLS,
  type Kind,
  oncePer,
  sqlTypeOf,
} from '../datasets/index.ts'
import type { Arm } from './arms.ts'
import { type State, tickOf } from './state.ts'

/** One revision of a record, as a state shows it. */
export interface RecordRow {
  readonly kind: Kind
  readonly state: State
  readonly id: bigint
  readonly datasetId: number
  readonly recordId: bigint
  readonly rank: number
  /**
   * Stored and derived columns; null where empty. Whole numbers are numbers, decimals and days text. A page has only
   * the columns that it was asked for.
   */
  readonly values: Readonly<Record<string, Cell | null>>
  readonly problems: readonly CellProblem[]
  readonly fromTick: bigint
  /** End of its life, exclusive; null while it is in force at the state. */
  readonly toTick: bigint | null
}

/** A row of either table, as the driver gives it. */
export type RawRecord = Readonly<Record<string, Cell | null>> & {
  readonly id: bigint
  readonly dataset_id: number
  readonly record_id: bigint
  readonly rank: number
  readonly problems: readonly CellProblem[] | null
  readonly from_tick: bigint
  readonly to_tick: bigint | null
}

const REVISION = ['id', 'dataset_id', 'record_id', 'rank', 'problems', 'from_tick']

/**
 * Columns that a query selects to make `RecordRow`s of its rows.
 *
 * @param columns the only values that they have; all by default, and always when one JSON column holds them
 */
export function recordColumns(
  kind: Kind,
  { toTick }: Pick<Arm, 'toTick'>,
  columns?: readonly string[],
): RawBuilder<unknown> {
  const some = columns === undefined || kind.storage === 'json' ? tableColumns(kind) : columns
  return sql`${columnsText(some)}, ${toTick} as to_tick`
}

// One piece of text: forty references would be put together again for each statement.
const columnsText = oncePer((columns: readonly string[]) =>
  sql.raw([...REVISION, ...columns].map((name) => `"${name}"`).join(', ')),
)

/** Their names, with all values. */
export function recordColumnNames(kind: Kind): readonly string[] {
  return [...REVISION, ...tableColumns(kind), 'to_tick']
}

/** The row as a state shows it: what ended it later is not known there. */
export function recordRow(
  kind: Kind,
  state: State,
  raw: RawRecord,
  columns?: readonly string[],
): RecordRow {
  const ended = raw.to_tick !== null && raw.to_tick <= tickOf(state, raw.dataset_id)
  return {
    kind,
    state,
    id: raw.id,
    datasetId: raw.dataset_id,
    recordId: raw.record_id,
    rank: raw.rank,
    values: valuesOf(kind, raw, columns),
    problems: raw.problems ?? [],
    fromTick: raw.from_tick,
    toTick: ended ? raw.to_tick : null,
  }
}

/** The stored cells of a row, without the empty ones. */
export function storedCells(kind: Kind, values: Readonly<Record<string, Cell | null>>): Cells {
  return Object.fromEntries(
    Object.keys(kind.columns).flatMap((name) => {
      const value = values[name] ?? null
      return value === null ? [] : [[name, value]]
    }),
  )
}

/** The SQL of a stored cell: a column, or a member of the JSON column as the type it has. */
export function cellSql(kind: Kind, name: string, table?: string): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(table === undefined ? column : `${table}.${column}`)
  if (kind.storage !== 'json') return of(name)
  return sql`(${of(JSON_CELLS)} ->> ${sql.lit(name)})::${sql.raw(sqlTypeOf(kind, name))}`
}

/** The values of a row of either storage. */
export function valuesOf(
  kind: Kind,
  raw: Readonly<Record<string, unknown>>,
  columns: readonly string[] = valueColumns(kind),
): Readonly<Record<string, Cell | null>> {
  // The driver gives a JSON column as we wrote it, and a typed one as the type of its column.
  const cells = (kind.storage === 'json' ? raw[JSON_CELLS] : raw) as Record<string, Cell | null>
  // A loop, as this runs for every row of every page.
  const values: Record<string, Cell | null> = {}
  for (const name of columns) values[name] = cells[name] ?? null
  return values
}

/** The columns of the table that hold values. */
export function tableColumns(kind: Kind): readonly string[] {
  return kind.storage === 'json' ? ONE_JSON : valueColumns(kind)
}

const ONE_JSON = [JSON_CELLS]

/** The names that a row's values have: the kind's own, without the folded companions. */
const valueColumns = oncePer((kind: Kind): readonly string[] => [
  ...Object.keys(kind.columns),
  ...Object.keys(kind.derived),
])
