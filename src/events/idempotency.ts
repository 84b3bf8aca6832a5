import type { Db, Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Slot } from './types.ts'

/** A request that may be sent twice: its key, and a hash of its bytes and options. */
export interface IdempotentRequest {
  readonly key: string
  readonly requestHash: Buffer
}

/**
 * The position that an idempotency key gave before; undefined for a new key.
 *
 * @throws MillesimeError `IDEMPOTENCY_CONFLICT` when it was for another request
 */
export async function findIdempotent(
  db: Db,
  token: string,
  { key, requestHash }: IdempotentRequest,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('public.idempotency')
    .select(['request_hash', 'position'])
    .where('token_id', '=', token)
    .where('key', '=', key)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (!row.request_hash.equals(requestHash)) throw new MillesimeError('IDEMPOTENCY_CONFLICT')
  return row.position
}

/**
 * Remembers what a key gave, in the transaction of what it gave.
 *
 * @throws MillesimeError `IDEMPOTENCY_CONFLICT` when the key was used at the same moment on another dataset
 */
export async function rememberIdempotent(
  tx: Tx,
  token: string,
  { key, requestHash }: IdempotentRequest,
  { position }: Slot,
): Promise<void> {
  const written = await tx
    .insertInto('public.idempotency')
    .values({ token_id: token, key, request_hash: requestHash, position })
    .onConflict((conflict) => conflict.doNothing())
    .returning('position')
    .executeTakeFirst()
  if (written === undefined) throw new MillesimeError('IDEMPOTENCY_CONFLICT')
}
