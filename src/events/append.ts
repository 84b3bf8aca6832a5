import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { leafHash } from '../proof/index.ts'
import { type Leaf, leafBytes } from './leaf.ts'
import { project } from './project.ts'
import type { Slot } from './types.ts'

/** First key of the advisory locks on datasets; the second is the dataset's id. */
const DATASET_LOCK = 7_305

/**
 * Locks one dataset until the end of the transaction. Always before the head, never after, so that two
 * publications never wait for each other.
 */
export async function lockDataset(tx: Tx, datasetId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DATASET_LOCK}, ${datasetId})`.execute(tx)
}

/** The advisory lock of the one load that is ahead of the log; no dataset has this number. */
const LOAD_LOCK = 7_306

/** How far ahead of the head a load writes: more publications than can be made meanwhile. */
const AHEAD = 1n << 20n

/**
 * Reserves a tick ahead of the head, for the time of the transaction: rows are written at it while others publish.
 * One load at a time has one. Undefined when another has it and `wait` is false.
 */
export async function reserveTick(tx: Tx, wait: boolean): Promise<bigint | undefined> {
  const lock = wait
    ? sql<boolean>`pg_advisory_xact_lock(${LOAD_LOCK}, 0) is not null`
    : sql<boolean>`pg_try_advisory_xact_lock(${LOAD_LOCK}, 0)`
  const { rows: locks } = await sql<{ taken: boolean }>`select ${lock} as taken`.execute(tx)
  if (locks[0]?.taken !== true) return undefined
  // In a statement of its own: the load before has moved the head.
  const { tick } = await tx
    .selectFrom('public.log_head')
    .select('tick')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  return tick + AHEAD
}

/** The slot of a load: the next one, at its reserved tick. The head is locked from here on. */
export async function takeReservedSlot(tx: Tx, reserved: bigint): Promise<Slot> {
  const slot = await takeSlot(tx)
  // Publications have caught up: what was written is behind them.
  if (slot.tick > reserved) throw new MillesimeError('STREAM_VERSION_CONFLICT')
  return { ...slot, tick: reserved }
}

/**
 * Locks the head of the log until the end of the transaction and gives the next place in it.
 *
 * Needs READ COMMITTED: under a stricter level the row read after the wait would be the old one.
 */
export async function takeSlot(tx: Tx): Promise<Slot> {
  const { rows } = await sql<{ position: number; tick: bigint; recorded_at: Date }>`
    select position + 1 as position, tick + 1 as tick,
      greatest(clock_timestamp()::timestamptz(3), recorded_at + interval '1 millisecond')::timestamptz(3)
        as recorded_at
    from public.log_head where id = 1 for update`.execute(tx)
  const [head] = rows
  if (head === undefined) throw new MillesimeError('LOG_CORRUPT', 'Le journal n’a pas de tête.')
  return { position: head.position, tick: head.tick, recordedAt: head.recorded_at }
}

/**
 * Writes an event at its slot, what derives from it, and the new head. The caller holds the slot and has
 * written the event's change set, if it has one, at the same tick.
 *
 * @throws MillesimeError `STREAM_VERSION_CONFLICT` when the dataset has moved on
 */
export async function appendEvent(
  tx: Tx,
  slot: Slot,
  leaf: Leaf,
  detail: Buffer,
  seed: Buffer,
): Promise<void> {
  const bytes = leafBytes(leaf)
  const event = {
    position: slot.position,
    tick: slot.tick,
    dataset_id: leaf.stream,
    stream_version: leaf.streamVersion,
    type: leaf.type,
    recorded_at: slot.recordedAt,
    leaf: bytes,
    leaf_hash: leafHash(bytes),
  }
  const inserted = await tx
    .insertInto('public.event')
    .values(event)
    .onConflict((conflict) => conflict.columns(['dataset_id', 'stream_version']).doNothing())
    .returning('position')
    .executeTakeFirst()
  if (inserted === undefined) throw new MillesimeError('STREAM_VERSION_CONFLICT')
  await tx
    .insertInto('public.event_detail')
    .values({ position: slot.position, detail, seed })
    .execute()
  await project(tx, slot, leaf, detail)
  await tx
    .updateTable('public.log_head')
    .set({ position: slot.position, tick: slot.tick, recorded_at: slot.recordedAt })
    .where('id', '=', 1)
    .execute()
}
