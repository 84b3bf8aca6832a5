import { canonicalJson, type Json } from './canonicalJson.ts'
import { sha256 } from './digest.ts'

/** One change of a version, as it is stored and committed (HISTORY §4). */
export interface Change {
  readonly op: 'added' | 'removed' | 'changed'
  readonly recordId: bigint
  readonly keyHash: Buffer
  readonly rank: number
  /** All non-null cells after the change; none when removed. */
  readonly cells: { readonly [name: string]: Json }
}

const SALT_BYTES = 16
const TAG = {
  salt: Buffer.from('millesime/salt/v1\0'),
  detail: Buffer.from('millesime/detail/v1\0'),
  file: Buffer.from('millesime/file/v1\0'),
  cell: Buffer.from('millesime/cell/v1\0'),
  cells: Buffer.from('millesime/cells/v1\0'),
  change: Buffer.from('millesime/change/v1\0'),
} as const

const OP = { added: 1, removed: 2, changed: 3 } as const

/** A salt of an event: the first 16 bytes of SHA-256(tag ‖ seed ‖ label). Labels are unique in an event. */
export function saltOf(seed: Buffer, label: string): Buffer {
  return sha256(TAG.salt, seed, Buffer.from(label)).subarray(0, SALT_BYTES)
}

/** Commitment of the exact bytes of an event's detail. */
export function detailCommitment(seed: Buffer, detail: Buffer): Buffer {
  return sha256(TAG.detail, saltOf(seed, 'detail'), detail)
}

/** Commitment of a file, from the SHA-256 of its bytes. */
export function fileCommitment(seed: Buffer, fileSha256: Buffer): Buffer {
  return sha256(TAG.file, saltOf(seed, 'file'), fileSha256)
}

/**
 * Commitment of the n-th change of a change set (from 0):
 *
 *     SHA-256(tag ‖ op ‖ record_id ‖ H(rest) ‖ H(cell)…)
 *
 * where `rest` is the key hash, the rank and the cells that hold nothing personal, and each possibly
 * personal cell that is present stands apart, in the order of `personal`, so that one can be erased
 * while the others stay provable. Every H is salted.
 */
export function changeCommitment(
  seed: Buffer,
  n: number,
  change: Change,
  personal: readonly string[],
): Buffer {
  const rest: Record<string, Json> = { ...change.cells }
  const apart: Buffer[] = []
  for (const name of personal) {
    const value = rest[name]
    if (value === undefined) continue
    delete rest[name]
    apart.push(salted(TAG.cell, saltOf(seed, `${n}/${name}`), [name, value]))
  }
  const head = Buffer.alloc(9)
  head.writeUInt8(OP[change.op])
  head.writeBigUInt64BE(change.recordId, 1)
  const { rank } = change
  const common = { cells: rest, key: change.keyHash.toString('hex'), rank }
  return sha256(TAG.change, head, salted(TAG.cells, saltOf(seed, `${n}/`), common), ...apart)
}

function salted(tag: Buffer, salt: Buffer, value: Json): Buffer {
  return sha256(tag, salt, Buffer.from(canonicalJson(value)))
}
