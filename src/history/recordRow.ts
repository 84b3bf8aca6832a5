import { type RawBuilder, sql } from 'kysely'
import type { Cell, CellProblem, Cells, Kind } from '../datasets/index.ts'
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
  /** Stored and derived columns; null where empty. Whole numbers are numbers, decimals and days text. */
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
  readonly content_hash: Buffer
  readonly problems: readonly CellProblem[] | null
  readonly from_tick: bigint
  readonly to_tick: bigint | null
}

const REVISION = ['id', 'dataset_id', 'record_id', 'rank', 'content_hash', 'problems', 'from_tick']

/** Columns that a query selects to make `RecordRow`s of its rows. */
export function recordColumns(kind: Kind, { toTick }: Pick<Arm, 'toTick'>): RawBuilder<unknown> {
  const all = [...REVISION, ...valueColumns(kind)].map((name) => sql.ref(name))
  return sql`${sql.join(all)}, ${toTick} as to_tick`
}

/** Their names. */
export function recordColumnNames(kind: Kind): readonly string[] {
  return [...REVISION, ...valueColumns(kind), 'to_tick']
}

/** The row as a state shows it: what ended it later is not known there. */
export function recordRow(kind: Kind, state: State, raw: RawRecord): RecordRow {
  const ended = raw.to_tick !== null && raw.to_tick <= tickOf(state, raw.dataset_id)
  return {
    kind,
    state,
    id: raw.id,
    datasetId: raw.dataset_id,
    recordId: raw.record_id,
    rank: raw.rank,
    values: Object.fromEntries(valueColumns(kind).map((name) => [name, raw[name] ?? null])),
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

/** The names that a row's values have: the kind's own, without the folded companions. */
function valueColumns(kind: Kind): readonly string[] {
  return [...Object.keys(kind.columns), ...Object.keys(kind.derived)]
}
