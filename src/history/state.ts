import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'

/** The log as one request sees it: resolved once, and everything it answers is pinned to it. */
export interface Head {
  readonly position: number
  readonly tick: bigint
  readonly recordedAt: Date
  /** For each kind, the last tick that wrote its rows. */
  readonly kindTicks: ReadonlyMap<string, bigint>
}

/** A state asked for. Without one, the head. */
export type AsOf =
  | { readonly position: number; readonly datasetId?: number }
  | { readonly knownAt: Date }
  | { readonly publishedAt: Date; readonly position?: number }
  | { readonly datasetId: number; readonly version: number }

/**
 * A state of the records, pinned: the same for ever. Everything read under it stops at `position`.
 *
 * `rows` tells which rows it has: those of all datasets at `tick`; those of one dataset; or, for what was
 * online at an instant, those of each dataset at its own tick (`cut`, by dataset id, 0 where absent).
 */
export interface State {
  /** The request that gives this very state again, whatever is published meanwhile. */
  readonly pin: AsOf
  readonly position: number
  readonly tick: bigint
  readonly knownAt: Date
  readonly publishedAt?: Date
  readonly rows:
    | { readonly of: 'all' }
    | { readonly of: 'dataset'; readonly datasetId: number }
    | { readonly of: 'cut'; readonly ticks: readonly bigint[] }
  readonly kindTicks: ReadonlyMap<string, bigint>
}

/** The head of the log, in one statement. */
export async function readHead(db: Db): Promise<Head> {
  const { rows } = await sql<{ head: HeadJson }>`select ${headSql} as head`.execute(db)
  return headOf(rows[0]?.head)
}

/** The head as the database gives it: ticks as text, since JSON's numbers would round them. */
export interface HeadJson {
  readonly position: number
  readonly tick: string
  readonly recordedAt: number
  readonly kindTicks: Readonly<Record<string, string>>
}

/** The head of the log in the snapshot of a statement: one JSON value. */
export const headSql = sql<HeadJson | null>`(
  select json_build_object('position', position, 'tick', tick::text,
    'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint,
    'kindTicks', (select coalesce(json_object_agg(kind, tick::text), '{}') from kind_head))
  from public.log_head where id = 1)`

/** @throws MillesimeError `LOG_CORRUPT` when there is none */
export function headOf(head: HeadJson | null | undefined): Head {
  if (head == null) throw new MillesimeError('LOG_CORRUPT', 'Le journal n’a pas de tête.')
  return {
    position: head.position,
    tick: BigInt(head.tick),
    recordedAt: new Date(head.recordedAt),
    kindTicks: new Map(Object.entries(head.kindTicks).map(([kind, tick]) => [kind, BigInt(tick)])),
  }
}

/** The state that the head is. */
export function stateOfHead({ position, tick, recordedAt, kindTicks }: Head): State {
  return {
    pin: { position },
    position,
    tick,
    knownAt: recordedAt,
    rows: { of: 'all' },
    kindTicks,
  }
}

/**
 * Pins a state asked for.
 *
 * @throws MillesimeError `STATE_UNKNOWN` for a position or an instant that the log has not reached, since
 *   the same request would answer something else later; `VERSION_UNKNOWN`
 */
export async function resolveState(db: Db, head: Head, asOf: AsOf): Promise<State> {
  if ('version' in asOf) return await stateOfVersion(db, head, asOf)
  if ('knownAt' in asOf) return await stateKnownAt(db, head, asOf.knownAt)
  if ('publishedAt' in asOf) return await statePublishedAt(db, head, asOf)
  const state = await stateAt(db, head, asOf.position)
  return asOf.datasetId === undefined ? state : stateWithin(state, asOf.datasetId)
}

/** What gives the state of a dataset after one of its versions; before the first, for 0. */
export function afterVersion(datasetId: number, version: number): AsOf {
  return version === 0 ? { position: 0, datasetId } : { datasetId, version }
}

/** A state cut down to one dataset. */
export function stateWithin(state: State, datasetId: number): State {
  const pin = { position: state.position, datasetId }
  return { ...state, pin, tick: tickOf(state, datasetId), rows: { of: 'dataset', datasetId } }
}

/** The tick up to which a state shows one dataset; 0 when it does not show it. */
export function tickOf(state: State, datasetId: number): bigint {
  const { rows, tick } = state
  if (rows.of === 'cut') return rows.ticks[datasetId - 1] ?? 0n
  return rows.of === 'all' || rows.datasetId === datasetId ? tick : 0n
}

/** A text that is the same for equal states and no others: a loader's key. */
export function stateKey({ position, publishedAt, rows }: State): string {
  const dataset = rows.of === 'dataset' ? rows.datasetId : ''
  return `${position}/${publishedAt?.toISOString() ?? ''}/${dataset}`
}

async function stateAt(db: Db, head: Head, position: number): Promise<State> {
  if (position === head.position) return stateOfHead(head)
  const { kindTicks } = head
  if (position === 0) {
    const nothing = { tick: 0n, knownAt: new Date(0), rows: { of: 'all' } as const }
    return { pin: { position }, position, ...nothing, kindTicks }
  }
  const event = await db
    .selectFrom('public.event')
    .select(['tick', 'recorded_at'])
    .where('position', '=', position)
    .where('position', '<=', head.position)
    .executeTakeFirst()
  if (event === undefined) {
    throw new MillesimeError(
      'STATE_UNKNOWN',
      `Le journal n’a pas de position ${position} : la dernière est ${head.position}.`,
      { position, head: head.position },
    )
  }
  return {
    pin: { position },
    position,
    tick: event.tick,
    knownAt: event.recorded_at,
    rows: { of: 'all' },
    kindTicks,
  }
}

async function stateKnownAt(db: Db, head: Head, knownAt: Date): Promise<State> {
  // The clock of the log may be ahead of ours: it never goes back, nor stands still.
  if (knownAt > new Date() && knownAt > head.recordedAt) {
    throw new MillesimeError(
      'STATE_UNKNOWN',
      'Cet instant est dans l’avenir : la même question aurait plus tard une autre réponse.',
      { knownAt: knownAt.toISOString() },
    )
  }
  if (isBeforeAll(knownAt)) return await stateAt(db, head, 0)
  const event = await db
    .selectFrom('public.event')
    .select('position')
    .where('recorded_at', '<=', knownAt)
    .where('position', '<=', head.position)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return await stateAt(db, head, event?.position ?? 0)
}

async function stateOfVersion(
  db: Db,
  head: Head,
  { datasetId, version }: { readonly datasetId: number; readonly version: number },
): Promise<State> {
  const row = await db
    .selectFrom('version')
    .select(['position', 'tick', 'recorded_at'])
    .where('dataset_id', '=', datasetId)
    .where('number', '=', version)
    .where('position', '<=', head.position)
    .executeTakeFirst()
  if (row === undefined) throw new MillesimeError('VERSION_UNKNOWN')
  return {
    pin: { datasetId, version },
    position: row.position,
    tick: row.tick,
    knownAt: row.recorded_at,
    rows: { of: 'dataset', datasetId },
    kindTicks: head.kindTicks,
  }
}

const YEAR_ONE = new Date('0001-01-01T00:00:00Z')

/** Before year 1 there is no instant for PostgreSQL, and no event or file for anyone. */
function isBeforeAll(instant: Date): boolean {
  return instant < YEAR_ONE
}

/** For each dataset, the version in force at an instant by its publisher's own dates (HISTORY §2). */
async function statePublishedAt(
  db: Db,
  head: Head,
  asOf: { readonly publishedAt: Date; readonly position?: number },
): Promise<State> {
  if (asOf.publishedAt > new Date() && asOf.publishedAt > head.recordedAt) {
    throw new MillesimeError(
      'STATE_UNKNOWN',
      'Cet instant est dans l’avenir : personne n’y a encore rien publié.',
      { publishedAt: asOf.publishedAt.toISOString() },
    )
  }
  const pinned = await stateAt(db, head, asOf.position ?? head.position)
  const at = isBeforeAll(asOf.publishedAt) ? YEAR_ONE : asOf.publishedAt
  const cut = await db
    .selectFrom('version')
    .distinctOn('dataset_id')
    .select(['dataset_id', 'tick'])
    .where('position', '<=', pinned.position)
    .where('published_at', '<=', at)
    .orderBy('dataset_id')
    .orderBy('published_at', 'desc')
    .orderBy('number', 'desc')
    .execute()
  const ticks = Array.from({ length: cut.at(-1)?.dataset_id ?? 0 }, () => 0n)
  for (const { dataset_id, tick } of cut) ticks[dataset_id - 1] = tick
  const { publishedAt } = asOf
  return {
    ...pinned,
    pin: { publishedAt, position: pinned.position },
    publishedAt,
    rows: { of: 'cut', ticks },
  }
}
