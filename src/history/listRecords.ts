import { type RawBuilder, sql } from 'kysely'
import { type Kind, sortableColumns, tablesOf } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { type Arm, readRows, readRowsNow } from './arms.ts'
import { type Filter, filterSql, orderSql } from './filters.ts'
import { type RawRecord, type RecordRow, recordColumns, recordRow } from './recordRow.ts'
import { type Head, type State, stateOfHead } from './state.ts'
import { isOfDatasets, totalsOfDatasets } from './totals.ts'
import { wantsValue } from './wantsValue.ts'

/** One column; rows without a value come last either way, and ties go by id in the same direction. */
export interface Order {
  readonly column: string
  readonly direction: 'asc' | 'desc'
}

/** A row of an earlier page. Its sort value is read again, so that no cursor holds a person's name. */
export interface Anchor {
  readonly datasetId: number
  readonly id: bigint
}

export interface Page {
  readonly filter: Filter
  /** Without one: by id, which is the order of publication and then of the file. */
  readonly order?: Order
  /** Rows wanted, at least 1. */
  readonly size: number
  /** `after` the anchor towards the end, or `before` it towards the start. */
  readonly towards: 'end' | 'start'
  readonly from?: Anchor
  /** The values that its rows have; all by default. */
  readonly columns?: readonly string[] | undefined
}

export interface RecordPage {
  /** In the order asked, whichever way the page was read. */
  readonly rows: readonly RecordRow[]
  /** Whether rows remain beyond the page, the way it was read. */
  readonly hasMore: boolean
}

/** Rows with a value come before those without; without an order, there is only one way to come. */
type Segment = 'all' | 'valued' | 'empty'

/** Rows of a segment that follow each other, read by one index scan per table. */
interface Stretch {
  readonly segment: Segment
  /** Whether it starts at the anchor, and not at the first row. */
  readonly isResumed: boolean
  /** Only read when the anchor is in that segment. */
  readonly ifAnchorIn?: Segment
}

/**
 * One page of the records of a state, in one statement:
 *
 *     (select … from current where <filter> and <state> and (col, id) > (anchor's, $id) order by col, id limit n)
 *     union all (… the same from history) order by col, id limit n + 1
 *
 * Both tables are merged by their indexes: rows that the page does not show are not read. Where rows without a value
 * may follow, the same again for them.
 *
 * @throws MillesimeError `CURSOR_INVALID` when the anchor is no row of this kind
 */
export async function listRecords(
  db: Db,
  kind: Kind,
  state: State,
  page: Page,
): Promise<RecordPage> {
  checkOrder(kind, page)
  const rows = await readRows<RawRecord>(db, kind, state, (arms) => pageSql(kind, page, arms))
  if (rows.length === 0) await checkAnchor(db, kind, page)
  return pageOf(kind, state, page, rows)
}

/** The first page of the head, and the head, which is read with it: one statement where there would be two. */
export async function listRecordsNow(
  db: Db,
  kind: Kind,
  page: Omit<Page, 'from'>,
): Promise<{ readonly head: Head; readonly page: RecordPage }> {
  checkOrder(kind, page)
  const { head, rows } = await readRowsNow<RawRecord>(db, kind, (arms) => pageSql(kind, page, arms))
  return { head, page: pageOf(kind, stateOfHead(head), page, rows) }
}

function checkOrder(kind: Kind, { order }: Page): void {
  if (order === undefined || sortableColumns(kind).includes(order.column)) return
  throw new MillesimeError('FILTER_INVALID', `La colonne ${order.column} ne se trie pas.`)
}

function pageSql(kind: Kind, page: Page, arms: readonly Arm[]): RawBuilder<RawRecord> {
  const scan = SCAN[scanOf(page)]
  const parts = stretchesOf(page).map((stretch, i) => stretchSql(kind, page, stretch, i, arms))
  const rows = merged(parts, sql`stretch, sort_value ${scan}, id ${scan}`, page)
  const anchor = anchorSql(kind, page)
  return anchor === undefined ? rows : sql`with anchor as materialized (${anchor}) ${rows}`
}

/** The rows of a page, of which one more than wanted was read. */
function pageOf(
  kind: Kind,
  state: State,
  { size, towards, columns }: Page,
  rows: readonly RawRecord[],
): RecordPage {
  const kept = rows.slice(0, size).map((row) => recordRow(kind, state, row, columns))
  return {
    rows: towards === 'end' ? kept : kept.toReversed(),
    hasMore: rows.length > size,
  }
}

/** How many records of a state satisfy a filter. */
export async function countRecords(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
): Promise<number> {
  if (isOfDatasets(filter))
    return Number((await totalsOfDatasets(db, kind, state, filter))['total'])
  const [row] = await readRows<{ total: bigint }>(db, kind, state, (arms) => {
    const parts = arms.map(
      ({ side, table, condition }) =>
        sql`select count(*) as part from ${table}
          where ${condition} and ${filterSql(kind, filter, side)}`,
    )
    return sql`select sum(part)::bigint as total from (${sql.join(parts, sql` union all `)}) parts`
  })
  return Number(row?.total ?? 0n)
}

/** A stretch out of each table, merged. */
function stretchSql(
  kind: Kind,
  page: Page,
  { segment, isResumed, ifAnchorIn }: Stretch,
  rank: number,
  arms: readonly Arm[],
): RawBuilder<RawRecord> {
  const { order, from, filter, columns, size } = page
  const [scan, past] = [SCAN[scanOf(page)], BEYOND[scanOf(page)]]
  const value = order === undefined ? sql`null::boolean` : orderSql(kind, order.column)
  const conditions = [
    ...(segment === 'all' ? [] : [isIn(segment, value)]),
    ...(isResumed && from ? [beyond(from)] : []),
    ...(ifAnchorIn ? [sql<boolean>`(select ${isIn(ifAnchorIn, sql`value`)} from anchor)`] : []),
  ]
  const limit = sql.lit(size + 1)
  const byId = sql`id ${scan}`
  const parts = arms.map(
    (arm) => sql<RawRecord>`(
      select ${sql.lit(rank)} as stretch, ${value} as sort_value, ${recordColumns(kind, arm, columns)}
      from ${arm.table}
      where ${sql.join([arm.condition, filterSql(kind, filter, arm.side), ...conditions], sql` and `)}
      order by ${segment === 'valued' ? sql`${value} ${scan}, ${byId}` : byId} limit ${limit})`,
  )
  return merged(parts, segment === 'valued' ? sql`sort_value ${scan}, ${byId}` : byId, page)

  // A row comparison, which an index serves as one range.
  function beyond({ id }: Anchor): RawBuilder<boolean> {
    if (segment !== 'valued') return sql`id ${past} ${id}`
    return sql`(${value}, id) ${past} ((select value from anchor), ${id})`
  }
}

// One part is in order already. A limit is written out, for the planner to know it: of any number, it would plan the statement anew each time.
function merged(
  parts: readonly RawBuilder<RawRecord>[],
  by: RawBuilder<unknown>,
  { size }: Page,
): RawBuilder<RawRecord> {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  return sql`(select * from (${sql.join(parts, sql` union all `)}) page order by ${by} limit ${sql.lit(size + 1)})`
}

function isIn(segment: Segment, value: RawBuilder<unknown>): RawBuilder<boolean> {
  return segment === 'empty' ? sql`${value} is null` : sql`${value} is not null`
}

/** The way indexes are read: that of the order, or its reverse for a page towards the start. */
function scanOf({ order, towards }: Page): Order['direction'] {
  const ascending = (order?.direction ?? 'asc') === 'asc'
  return ascending === (towards === 'end') ? 'asc' : 'desc'
}

const SCAN = { asc: sql`asc`, desc: sql`desc` } as const
const BEYOND = { asc: sql`>`, desc: sql`<` } as const

/** What remains of the segments, in the way they are read. */
function stretchesOf({ order, towards, filter, from }: Page): readonly Stretch[] {
  const isResumed = from !== undefined
  if (order === undefined) return [{ segment: 'all', isResumed }]
  const [first, last] =
    towards === 'end' ? (['valued', 'empty'] as const) : (['empty', 'valued'] as const)
  const all: readonly Stretch[] = isResumed
    ? [
        { segment: first, isResumed, ifAnchorIn: first },
        { segment: last, isResumed, ifAnchorIn: last },
        { segment: last, isResumed: false, ifAnchorIn: first },
      ]
    : [first, last].map((segment) => ({ segment, isResumed }))
  return wantsValue(filter, order.column) ? all.filter(({ segment }) => segment === 'valued') : all
}

/** The value of the anchor, read with the page: whichever table has it, revisions never change. */
function anchorSql(kind: Kind, { order, from }: Page): RawBuilder<unknown> | undefined {
  if (order === undefined || from === undefined) return undefined
  const { current, history } = tablesOf(kind)
  const parts = [current, history].map(
    ({ name }) => sql`
      select ${orderSql(kind, order.column)} as value from ${sql.table(name)}
      where dataset_id = ${from.datasetId} and id = ${from.id}`,
  )
  return sql.join(parts, sql` union all `)
}

/** Without an anchor, no row follows it. */
async function checkAnchor(db: Db, kind: Kind, page: Page): Promise<void> {
  const anchor = anchorSql(kind, page)
  if (anchor === undefined) return
  const { rows } = await anchor.execute(db)
  if (rows.length === 0) throw new MillesimeError('CURSOR_INVALID')
}
