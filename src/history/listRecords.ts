import { type RawBuilder, sql } from 'kysely'
import { type Kind, sortableColumns } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { type Arm, armsAsOf, readRows, readRowsNow } from './arms.ts'
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

/** Rows with a value come before those without: each is a segment, read by one index scan per table. */
type Segment = 'valued' | 'empty'

/**
 * One page of the records of a state, in one statement:
 *
 *     (select … from current where <filter> and <state> and (col, id) > ($v, $id) order by col, id limit n)
 *     union all (… the same from history, and for each the rows without a value) order by … limit n + 1
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
  const { order, from } = page
  const anchor = from && (await readAnchor(db, kind, state, order, from))
  const rows = await readRows<RawRecord>(db, kind, state, (arms) =>
    pageSql(kind, page, anchor, arms),
  )
  return pageOf(kind, state, page, rows)
}

/** The first page of the head, and the head, which is read with it: one statement where there would be two. */
export async function listRecordsNow(
  db: Db,
  kind: Kind,
  page: Omit<Page, 'from'>,
): Promise<{ readonly head: Head; readonly page: RecordPage }> {
  checkOrder(kind, page)
  const { head, rows } = await readRowsNow<RawRecord>(db, kind, (arms) =>
    pageSql(kind, page, undefined, arms),
  )
  return { head, page: pageOf(kind, stateOfHead(head), page, rows) }
}

function checkOrder(kind: Kind, { order }: Page): void {
  if (order === undefined || sortableColumns(kind).includes(order.column)) return
  throw new MillesimeError('FILTER_INVALID', `La colonne ${order.column} ne se trie pas.`)
}

function pageSql(
  kind: Kind,
  page: Page,
  anchor: AnchorValue | undefined,
  arms: readonly Arm[],
): RawBuilder<RawRecord> {
  const limit = page.size + 1
  const parts = segmentsFrom(page, anchor).flatMap((segment, i) =>
    arms.map((arm) => part(kind, arm, page, segment, i, anchor, limit)),
  )
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  const scan = SCAN[scanOf(page)]
  return sql`
    select * from (${sql.join(parts, sql` union all `)}) page
    order by segment, sort_value ${scan}, id ${scan} limit ${limit}`
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

function part(
  kind: Kind,
  arm: Arm,
  page: Page,
  segment: Segment,
  rank: number,
  anchor: AnchorValue | undefined,
  limit: number,
): RawBuilder<RawRecord> {
  const { order } = page
  const scan = scanOf(page)
  const value = order === undefined ? sql`null::boolean` : orderSql(kind, order.column)
  const ids = sql`id ${SCAN[scan]}`
  const { within, by, key } =
    order === undefined
      ? { within: sql`true`, by: ids, key: 'id' }
      : segment === 'empty'
        ? { within: sql`${value} is null`, by: ids, key: 'id' }
        : {
            within: sql`${value} is not null`,
            by: sql`${value} ${SCAN[scan]}, ${ids}`,
            key: 'value',
          }
  return sql<RawRecord>`(
    select ${sql.lit(rank)} as segment, ${value} as sort_value, ${recordColumns(kind, arm, page.columns)}
    from ${arm.table}
    where ${arm.condition} and ${filterSql(kind, page.filter, arm.side)} and ${within} and ${beyond()}
    order by ${by} limit ${limit})`

  // A row comparison, which an index serves as one range.
  function beyond(): RawBuilder<boolean> {
    if (anchor === undefined || segmentOf(order, anchor) !== segment) return sql`true`
    if (key === 'id') return sql`id ${BEYOND[scan]} ${anchor.id}`
    return sql`(${value}, id) ${BEYOND[scan]} (${anchor.value}, ${anchor.id})`
  }
}

/** The way indexes are read: that of the order, or its reverse for a page towards the start. */
function scanOf({ order, towards }: Page): Order['direction'] {
  const ascending = (order?.direction ?? 'asc') === 'asc'
  return ascending === (towards === 'end') ? 'asc' : 'desc'
}

const SCAN = { asc: sql`asc`, desc: sql`desc` } as const
const BEYOND = { asc: sql`>`, desc: sql`<` } as const

/** The segments that remain, in the way they are read. */
function segmentsFrom(
  { order, towards, filter }: Page,
  anchor: AnchorValue | undefined,
): readonly Segment[] {
  if (order === undefined) return ['valued']
  // An anchor without a value is then of another filter: its page is empty, and says so by itself.
  if (anchor?.value !== null && wantsValue(filter, order.column)) return ['valued']
  const segments: readonly Segment[] = towards === 'end' ? ['valued', 'empty'] : ['empty', 'valued']
  return anchor ? segments.slice(segments.indexOf(segmentOf(order, anchor))) : segments
}

function segmentOf(order: Order | undefined, { value }: AnchorValue): Segment {
  return order === undefined || value !== null ? 'valued' : 'empty'
}

interface AnchorValue {
  readonly id: bigint
  readonly value: unknown
}

async function readAnchor(
  db: Db,
  kind: Kind,
  state: State,
  order: Order | undefined,
  { datasetId, id }: Anchor,
): Promise<AnchorValue> {
  if (order === undefined) return { id, value: null }
  const value = orderSql(kind, order.column)
  const parts = armsAsOf(kind, state).map(
    ({ table }) =>
      sql`select ${value} as value from ${table} where dataset_id = ${datasetId} and id = ${id}`,
  )
  const { rows } = await sql<{ value: unknown }>`${sql.join(parts, sql` union all `)}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new MillesimeError('CURSOR_INVALID')
  return { id, value: row.value }
}
