import { canonicalMembers, type Json, type Member, objectOf } from './canonicalJson.ts'
import { createMessage, hashBytes, sha256 } from './digest.ts'

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
  return hashBytes(saltText(seed, label))
}

const message = createMessage()

function saltText(seed: Buffer, label: string): string {
  return message.bytes(TAG.salt).bytes(seed).utf8(label).sha256().slice(0, SALT_BYTES)
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
 *
 * @param members those of the change's cells, for who has them already
 */
export function changeCommitment(
  seed: Buffer,
  n: number,
  { op, recordId, keyHash, rank, cells }: Change,
  personal: readonly string[],
  members: readonly Member[] = canonicalMembers(cells),
): Buffer {
  const rest = members.filter(({ name }) => !personal.includes(name))
  const common = `{"cells":${objectOf(rest)},"key":"${keyHash.toString('hex')}","rank":${rank}}`
  const parts = [salted(TAG.cells, saltText(seed, `${n}/`), common)]
  for (const column of personal) {
    const member = members.find(({ name }) => name === column)
    if (member === undefined) continue
    const cell = `[${member.label},${member.value}]`
    parts.push(salted(TAG.cell, saltText(seed, `${n}/${column}`), cell))
  }
  head.writeUInt8(OP[op])
  head.writeBigUInt64BE(recordId, 1)
  message.bytes(TAG.change).bytes(head)
  for (const part of parts) message.hash(part)
  return hashBytes(message.sha256())
}

/** The operation and the record, written again for each change. */
const head = Buffer.alloc(9)

function salted(tag: Buffer, salt: string, text: string): string {
  return message.bytes(tag).hash(salt).utf8(text).sha256()
}
