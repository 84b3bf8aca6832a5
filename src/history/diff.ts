import { type RawBuilder, sql } from 'kysely'
import { type Kind, tablesOf } from '../datasets/index.ts'
import { type Db, revisionId } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { inDataset, tickBounds, tickSql } from './arms.ts'
import { type Filter, filterSql, type Side } from './filters.ts'
import {
  cellSql,
  type RawRecord,
  type RecordRow,
  recordColumnNames,
  recordColumns,
  recordRow,
} from './recordRow.ts'
import { type State, stateWithin } from './state.ts'
import { sumRecords } from './totals.ts'

/** A difference asked for: what changed between two states, among the records that satisfy a filter. */
export interface DiffQuery {
  readonly kind: Kind
  readonly from: State
  readonly to: State
  readonly filter: Filter
}

export type ChangeKind = 'added' | 'removed' | 'changed'

/**
 * One change. It is held when its record satisfies the filter before *or* after, and tells which: each side
 * counts in sums only if it does itself (HISTORY §5).
 */
export interface ChangeRow {
  readonly kind: ChangeKind
  readonly before: RecordRow | undefined
  readonly after: RecordRow | undefined
  readonly matchesBefore: boolean
  readonly matchesAfter: boolean
}

/** How a sum moved: before + added − removed + changed = after, exactly. Canonical decimals. */
export interface TotalChange {
  readonly column: string
  readonly before: string
  readonly added: string
  readonly removed: string
  readonly changed: string
  readonly after: string
}

export interface DiffSummary {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly unchanged: number
  readonly totals: readonly TotalChange[]
}

/** Only changes of these kinds, only those that touch this column. */
export interface ChangeSelection {
  readonly kinds?: readonly ChangeKind[]
  readonly column?: string
}

/** Only those past this one, `size + 1` at most. */
export interface ChangePage extends ChangeSelection {
  readonly size: number
  readonly after?: { readonly datasetId: number; readonly recordId: bigint }
}

/**
 * Two states made comparable: when one is of a single dataset, so is the comparison.
 *
 * @throws MillesimeError `STATE_MISMATCH` for the states of two datasets
 */
export function comparable(query: DiffQuery): DiffQuery {
  const { from, to } = query
  const [a, b] = [from, to].map(({ rows }) => (rows.of === 'dataset' ? rows.datasetId : undefined))
  if (a !== undefined && b !== undefined && a !== b) {
    throw new MillesimeError(
      'STATE_MISMATCH',
      'Ces deux versions sont de jeux différents : comparer deux versions du même jeu, ou deux positions.',
    )
  }
  const only = a ?? b
  if (only === undefined) return query
  return { ...query, from: stateWithin(from, only), to: stateWithin(to, only) }
}

/** Counts and sums of a difference; reads only what began or ended between the states, and what one adds up to. */
export async function diffSummary(db: Db, query: DiffQuery): Promise<DiffSummary> {
  const { kind, from, filter } = query
  const before = await sumRecords(db, kind, from, filter)
  const { rows } = await sql<DiffCounts>`
    select added, removed, changed, changed_within,
      json_build_array(${sql.join(kind.measures.map((name) => totalSql(name, before.sums[name])))})
        as totals
    from (
      select ${sql.join([
        sql`count(*) filter (where change = 'added') as added`,
        sql`count(*) filter (where change = 'removed') as removed`,
        sql`count(*) filter (where change = 'changed') as changed`,
        sql`count(*) filter (where change = 'changed' and gone.matches) as changed_within`,
        ...kind.measures.flatMap((column) => partsSql(kind, column)),
      ])} ${changesSql(query)}) parts`.execute(db)
  const [counts] = rows
  if (counts === undefined) throw new Error('a count of rows is a row')
  return {
    added: Number(counts.added),
    removed: Number(counts.removed),
    changed: Number(counts.changed),
    unchanged: before.count - Number(counts.removed) - Number(counts.changed_within),
    totals: counts.totals,
  }
}

interface DiffCounts
  extends Readonly<Record<'added' | 'removed' | 'changed' | 'changed_within', bigint>> {
  readonly totals: readonly TotalChange[]
}

/** What each sort of change makes of a sum. */
function partsSql(kind: Kind, column: string): readonly RawBuilder<unknown>[] {
  const after = sql`case when come.matches then ${cellSql(kind, column, 'come')} end`
  const earlier = sql`case when gone.matches then ${cellSql(kind, column, 'gone')} end`
  const part = (change: ChangeKind, sum: RawBuilder<unknown>) =>
    sql`coalesce(sum(${sum}) filter (where change = ${sql.lit(change)}), 0)::numeric
      as ${sql.ref(`${change}_${column}`)}`
  return [
    part('added', after),
    part('removed', earlier),
    part('changed', sql`coalesce(${after}, 0) - coalesce(${earlier}, 0)`),
  ]
}

/** A `TotalChange` as JSON, summed in the database: its decimals are exact. */
function totalSql(column: string, sum = '0'): RawBuilder<unknown> {
  const before = sql`${sum}::text::numeric`
  const part = (change: ChangeKind) => sql.ref(`${change}_${column}`)
  const text = (value: RawBuilder<unknown>) => sql`trim_scale(${value})::text`
  return sql`json_build_object('column', ${column}::text, 'before', ${text(before)},
    'added', ${text(part('added'))}, 'removed', ${text(part('removed'))},
    'changed', ${text(part('changed'))},
    'after', ${text(sql`${before} + ${part('added')} - ${part('removed')} + ${part('changed')}`)})`
}

/** A page of changes, by dataset and record. */
export async function listChanges(
  db: Db,
  query: DiffQuery,
  page: ChangePage,
): Promise<readonly ChangeRow[]> {
  const { kind, from, to } = query
  const past = page.after
    ? sql`(pair.dataset_id, pair.record_id) > (${page.after.datasetId}, ${page.after.recordId})`
    : sql`true`
  const names = recordColumnNames(kind)
  const sides = ['gone', 'come'].flatMap((side) =>
    names.map((name) => sql`${sql.ref(`${side}.${name}`)} as ${sql.ref(`${side}_${name}`)}`),
  )
  const { rows } = await sql<RawChange>`
    select change, gone.matches as before_matches, come.matches as after_matches, ${sql.join(sides)}
    ${changesSql(query)} and ${selected(kind, page)} and ${past}
    order by pair.dataset_id, pair.record_id limit ${page.size + 1}`.execute(db)
  return rows.map((row) => ({
    kind: row.change,
    before: row.change === 'added' ? undefined : recordRow(kind, from, sideOf(row, names, 'gone')),
    after: row.change === 'removed' ? undefined : recordRow(kind, to, sideOf(row, names, 'come')),
    matchesBefore: row.before_matches ?? false,
    matchesAfter: row.after_matches ?? false,
  }))
}

/** How many changes there are. */
export async function countChanges(
  db: Db,
  query: DiffQuery,
  selection: ChangeSelection,
): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`
    select count(*) as total ${changesSql(query)} and ${selected(query.kind, selection)}`.execute(
    db,
  )
  return Number(rows[0]?.total ?? 0n)
}

function selected(kind: Kind, { kinds, column }: ChangeSelection): RawBuilder<boolean> {
  if (column !== undefined && !Object.hasOwn(kind.columns, column)) {
    throw new MillesimeError('FILTER_INVALID', `La colonne ${column} n’existe pas.`, { column })
  }
  const ofKind = kinds ? sql<boolean>`change = any(${kinds}::text[])` : sql<boolean>`true`
  if (column === undefined) return ofKind
  const [gone, come] = [cellSql(kind, column, 'gone'), cellSql(kind, column, 'come')]
  return sql`${ofKind} and ${gone} is distinct from ${come}`
}

interface RawChange {
  readonly change: ChangeKind
  readonly before_matches: boolean | null
  readonly after_matches: boolean | null
}

/** One side of a pair, its columns under their own names again. */
function sideOf(row: RawChange, names: readonly string[], side: 'gone' | 'come'): RawRecord {
  const values: Readonly<Record<string, unknown>> = { ...row }
  // The statement above selects every column of a record under each prefix.
  return Object.fromEntries(names.map((name) => [name, values[`${side}_${name}`]])) as RawRecord
}

/**
 * `from … where …` of the changes between two states: what one has and the other has not, paired by record.
 *
 *     gone = rows of `from` that are not rows of `to`;  come = rows of `to` that are not rows of `from`
 */
function changesSql({ kind, from, to, filter }: DiffQuery): RawBuilder<unknown> {
  return sql`
    from (${sideSql(kind, from, to, filter)}) gone
    full join (${sideSql(kind, to, from, filter)}) come
      on gone.dataset_id = come.dataset_id and gone.record_id = come.record_id
    cross join lateral (
      select coalesce(gone.dataset_id, come.dataset_id) as dataset_id,
        coalesce(gone.record_id, come.record_id) as record_id,
        case when gone.id is null then 'added' when come.id is null then 'removed' else 'changed' end
          as change
    ) pair
    -- A value that went and came back is no change.
    where gone.content_hash is distinct from come.content_hash and (gone.matches or come.matches)`
}

/** Rows of a state that are not rows of the other: they began after it, or ended before it. */
function sideSql(kind: Kind, state: State, other: State, filter: Filter): RawBuilder<unknown> {
  const [here, there] = [tickSql(state), tickSql(other)]
  const [bounds, others] = [tickBounds(state), tickBounds(other)]
  // A dataset that a cut does not show is at tick 0 there, below all those that it shows.
  const since = other.rows.of === 'cut' ? 0n : others.min
  // An id begins with its tick, so that one index serves both.
  const began = sql`from_tick <= ${here} and from_tick > ${there}
    and id >= ${revisionId(since + 1n)} and id < ${revisionId(bounds.max + 1n)}`
  const ended = sql`from_tick <= ${here} and to_tick > ${here} and to_tick <= ${there}
    and to_tick > ${bounds.min} and to_tick <= ${others.max}`
  const from = (
    side: Side,
    condition: RawBuilder<unknown>,
    toTick: RawBuilder<bigint | null>,
  ) => sql`
    select ${recordColumns(kind, { toTick })}, content_hash, (${filterSql(kind, filter, side)}) is true as matches
    from ${sql.table(tablesOf(kind)[side].name)} where ${inDataset(state)} and ${condition}`
  return sql.join(
    [
      from('current', began, sql`null::bigint`),
      from('history', sql`${began} and to_tick > ${here}`, sql`to_tick`),
      from('history', ended, sql`to_tick`),
    ],
    sql` union all `,
  )
}
