import { type RawBuilder, sql } from 'kysely'
import { type Kind, tablesOf } from '../datasets/index.ts'
import { bigintArray, type Db, ORDINAL_BITS, revisionId } from '../db/index.ts'
import type { Side } from './filters.ts'
import { type Head, type HeadJson, headOf, headSql, type State } from './state.ts'

/** A part of the rows of a state: all those of one table that satisfy a condition. */
export interface Arm {
  readonly side: Side
  readonly table: RawBuilder<unknown>
  readonly condition: RawBuilder<boolean>
  /** End of a row's interval; null in current. */
  readonly toTick: RawBuilder<bigint | null>
}

/**
 * Runs a query over the rows of a state, from the current table alone whenever that is exact.
 *
 * A state at or past a kind's last change *is* the current table. Another request may publish meanwhile, so
 * the statement also returns the kind's last tick in its own snapshot; when that is past the state the
 * answer is thrown away and asked again over both tables (HISTORY §2).
 */
export async function readRows<Row extends object>(
  db: Db,
  kind: Kind,
  state: State,
  query: (arms: readonly Arm[]) => RawBuilder<Row>,
): Promise<readonly Row[]> {
  if (!isCurrent(kind, state)) return (await query(armsAsOf(kind, state)).execute(db)).rows
  // One row on the left: the order of the query is that of the join.
  const { rows } = await sql<Row & { kind_tick: bigint; present: boolean | null }>`
    select head.tick as kind_tick, answer.*
    from (select coalesce(max(tick), 0) as tick from kind_head where kind = ${kind.name}) head
    left join lateral (select true as present, rows.* from (${query(armsNow(kind, state.rows))}) rows)
      answer on true`.execute(db)
  const moved = rows.some(({ kind_tick }) => kind_tick > state.tick)
  if (moved) return (await query(armsAsOf(kind, state)).execute(db)).rows
  return rows.filter(({ present }) => present)
}

/**
 * Runs a query over the rows of the head, and reads the head with them: one statement, so one snapshot, in which
 * the current table is exact whatever is published meanwhile.
 */
export async function readRowsNow<Row extends object>(
  db: Db,
  kind: Kind,
  query: (arms: readonly Arm[]) => RawBuilder<Row>,
): Promise<{ readonly head: Head; readonly rows: readonly Row[] }> {
  // One row on the left; the head is told once, by the first row.
  const { rows } = await sql<Row & { head: HeadJson | null; present: boolean | null }>`
    select case when row_number() over () = 1 then ${headSql} end as head, answer.*
    from (select) one
    left join lateral (select true as present, rows.* from (${query(armsNow(kind, { of: 'all' }))}) rows)
      answer on true`.execute(db)
  const head = rows.find((row) => row.head !== null)?.head
  return { head: headOf(head), rows: rows.filter(({ present }) => present) }
}

/**
 * The arms of a statement whose rows are passed on as they come, so that it cannot be asked again: it finds in
 * its own snapshot whether the current table is exact still, and PostgreSQL runs the arms that are right only.
 */
export function armsOnce(kind: Kind, state: State): readonly Arm[] {
  const asOf = armsAsOf(kind, state)
  if (!isCurrent(kind, state)) return asOf
  const last = sql`(select coalesce(max(tick), 0) from kind_head where kind = ${kind.name})`
  const when = (arms: readonly Arm[], comparison: RawBuilder<unknown>) =>
    arms.map((arm) => ({
      ...arm,
      condition: sql<boolean>`${arm.condition} and ${last} ${comparison} ${state.tick}`,
    }))
  return [...when(armsNow(kind, state.rows), sql`<=`), ...when(asOf, sql`>`)]
}

function isCurrent(kind: Kind, { rows, tick, kindTicks }: State): boolean {
  return rows.of !== 'cut' && tick >= (kindTicks.get(kind.name) ?? 0n)
}

function armsNow(kind: Kind, rows: State['rows']): readonly Arm[] {
  const { current } = tablesOf(kind)
  return [
    {
      side: 'current',
      table: sql.table(current.name),
      condition: inDataset({ rows }),
      toTick: sql`null::bigint`,
    },
  ]
}

/** Both tables, at a state's ticks: right whatever is published meanwhile. */
export function armsAsOf(kind: Kind, state: State): readonly Arm[] {
  const { current, history } = tablesOf(kind)
  const tick = tickSql(state)
  const begun = sql<boolean>`${inDataset(state)} and ${begunSql(state)}`
  return [
    {
      side: 'current',
      table: sql.table(current.name),
      condition: begun,
      toTick: sql`null::bigint`,
    },
    {
      side: 'history',
      table: sql.table(history.name),
      condition: sql<boolean>`${begun} and to_tick > ${tick}${endBound(state)}`,
      toTick: sql`to_tick`,
    },
  ]
}

/**
 * The tick of a state for the row at hand: a constant, or the row's dataset's place in the cut (0 when it is
 * absent, before every tick).
 */
export function tickSql(state: State): RawBuilder<bigint> {
  if (state.rows.of !== 'cut') return sql`${state.tick}::bigint`
  return sql`coalesce((${bigintArray(state.rows.ticks)})[dataset_id], 0)`
}

/** The highest and lowest ticks of a state: what an index can use when each dataset has its own. */
export function tickBounds(state: State): { readonly min: bigint; readonly max: bigint } {
  if (state.rows.of !== 'cut') return { min: state.tick, max: state.tick }
  const { ticks } = state.rows
  return {
    min: ticks.reduce((least, tick) => (tick < least ? tick : least), ticks[0] ?? 0n),
    max: ticks.reduce((most, tick) => (tick > most ? tick : most), 0n),
  }
}

/** `true`, or the restriction of a version's state to its dataset. */
export function inDataset({ rows }: Pick<State, 'rows'>): RawBuilder<boolean> {
  return rows.of === 'dataset' ? sql`dataset_id = ${rows.datasetId}` : sql`true`
}

/** Whether a revision began by the tick of a state: its id begins with its tick, and every index has the id. */
function begunSql(state: State): RawBuilder<boolean> {
  const all = sql<boolean>`id < ${revisionId(tickBounds(state).max + 1n)}`
  if (state.rows.of !== 'cut') return all
  return sql`${all} and id < ((${tickSql(state)} + 1) << ${sql.lit(ORDINAL_BITS)})`
}

function endBound(state: State): RawBuilder<unknown> {
  return state.rows.of === 'cut' ? sql` and to_tick > ${tickBounds(state).min}` : sql``
}
