import type { Cells, Key } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import {
  canonicalJson,
  canonicalMembers,
  hmacSha256,
  type Json,
  type Member,
  objectOf,
} from '../proof/index.ts'

const HASH_BYTES = 16

/** The keyed hashes of one dataset: they compare and never tell, for want of the dataset's secret. */
export interface Hashes {
  readonly ofKey: (key: Key) => Buffer
  /** Over the non-null cells; rank and line are not in it. */
  readonly ofCells: (cells: Cells) => Buffer
  /** The same, of cells that are written already. */
  readonly ofMembers: (members: readonly Member[]) => Buffer
  /** Of a request that may be sent again: its bytes' hash and its options. */
  readonly ofRequest: (request: readonly Json[]) => Buffer
}

/** HMAC-SHA256 under a dataset's secret, cut to 16 bytes. */
export function hashesWith(secret: Buffer): Hashes {
  const hmac = hmacSha256(secret)
  const ofMembers = (members: readonly Member[]) => hmac(objectOf(members)).subarray(0, HASH_BYTES)
  return {
    ofKey: (key) => hmac(canonicalJson(key)).subarray(0, HASH_BYTES),
    ofCells: (cells) => ofMembers(canonicalMembers(cells)),
    ofMembers,
    ofRequest: (request) => hmac(canonicalJson(request)),
  }
}

/** The hashes of a declared dataset. */
export async function datasetHashes(db: Db, datasetId: number): Promise<Hashes> {
  const row = await db
    .selectFrom('public.dataset_secret')
    .select('secret')
    .where('dataset_id', '=', datasetId)
    .executeTakeFirst()
  if (row === undefined) {
    throw new MillesimeError('LOG_CORRUPT', `Le jeu n° ${datasetId} n’a pas de secret.`)
  }
  return hashesWith(row.secret)
}
