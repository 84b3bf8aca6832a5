import { canonicalJson, detailCommitment, fileCommitment, type Json } from '../proof/index.ts'
import type { Scope, Slot, Stream } from './types.ts'

/** Version of the harmonised form of a cell, written in each version event. */
export const HARMONISER = 4

interface Envelope {
  /** Version of the envelope itself: a changed payload is a new one, and old leaves stay as they were written. */
  readonly v: 1
  readonly position: number
  /** Rank of the dataset's declaration: datasets are never named in a leaf. */
  readonly stream: number
  readonly streamVersion: number
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string
  /** Opaque id of the token that asked. */
  readonly token: string
  /** Salted commitment of the detail, in hexadecimal. */
  readonly detail: string
}

export interface DeclaredLeaf extends Envelope {
  readonly type: 'DatasetDeclared'
}

/** A version: counts, commitments and the algorithms that made them. Nothing typed by a person. */
export interface PublishedLeaf extends Envelope {
  readonly type: 'VersionPublished'
  readonly number: number
  readonly publishedAt: string
  readonly scope: Scope
  readonly schema: { readonly name: string; readonly version: string; readonly sha256: string }
  readonly algorithms: { readonly harmoniser: number; readonly key: number }
  /** Columns whose cells are committed apart, in that order. */
  readonly personal: readonly string[]
  /** Columns of the kind that the file had, in its order. */
  readonly columns: readonly string[]
  /** Salted commitment of the SHA-256 of the bytes received. */
  readonly file: string
  /** RFC 6962 root over the commitments of the changes, in order. */
  readonly changes: string
  readonly counts: {
    readonly rowsRead: number
    readonly records: number
    readonly added: number
    readonly removed: number
    readonly changed: number
  }
}

export type Leaf = DeclaredLeaf | PublishedLeaf

/** What every leaf begins with. */
export function envelope(
  slot: Slot,
  stream: Stream,
  token: string,
  seed: Buffer,
  detail: Buffer,
): Envelope {
  return {
    v: 1,
    position: slot.position,
    stream: stream.datasetId,
    streamVersion: stream.streamVersion,
    recordedAt: slot.recordedAt.toISOString(),
    token,
    detail: detailCommitment(seed, detail).toString('hex'),
  }
}

/** Commitment of a file as a leaf writes it. */
export function fileCommitmentHex(seed: Buffer, fileSha256: Buffer): string {
  return fileCommitment(seed, fileSha256).toString('hex')
}

/** The exact bytes of a leaf. */
export function leafBytes(leaf: Leaf): Buffer {
  return canonicalBytes({ ...leaf })
}

/** The RFC 8785 bytes of a JSON value. */
export function canonicalBytes(value: Json): Buffer {
  return Buffer.from(canonicalJson(value))
}
