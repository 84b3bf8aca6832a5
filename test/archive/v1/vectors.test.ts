import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { type Cell, type Cells, candidateKeys, kindOf } from '../../../src/datasets/index.ts'
import { changeLine, parseChangeLine, readChangeChunks } from '../../../src/events/changeSet.ts'
import { hashesWith, type Leaf } from '../../../src/events/index.ts'
import { envelope, fileCommitmentHex, leafBytes } from '../../../src/events/leaf.ts'
import { readOriginal } from '../../../src/events/originals.ts'
import type { StoredChange } from '../../../src/events/types.ts'
import {
  changeCommitment,
  detailCommitment,
  fileCommitment,
  leafHash,
  merkleTree,
  saltOf,
} from '../../../src/proof/index.ts'
import { test } from '../../database.ts'

interface WrittenChange extends Omit<StoredChange, 'recordId' | 'keyHash'> {
  readonly record: string
  readonly key: string
}

/** What vectors.py prints. */
interface Vectors {
  readonly seed: string
  readonly salts: Readonly<Record<string, string>>
  readonly detailCommitment: { readonly detail: string; readonly commitment: string }
  readonly fileCommitment: {
    readonly file: string
    readonly sha256: string
    readonly commitment: string
  }
  readonly changes: readonly {
    readonly name: string
    readonly n: number
    readonly personal: readonly string[]
    readonly change: WrittenChange
    readonly commitment: string
    readonly line: string
  }[]
  readonly changeRoots: readonly string[]
  readonly hashes: {
    readonly secret: string
    readonly rows: readonly {
      readonly kind: string
      readonly cells: Cells
      readonly key: readonly (Cell | null)[]
      readonly keyHash: string
      readonly contentHash: string
    }[]
  }
  readonly events: readonly {
    readonly detail: string
    readonly leaf: Leaf
    readonly bytes: string
    readonly leafHash: string
  }[]
  readonly frames: {
    readonly changeSet: { readonly frame: string; readonly lines: readonly string[] }
    readonly original: { readonly frame: string; readonly bytes: string }
  }
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8'))
const seed = hex(vectors.seed)

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

function asChange({ record, key, ...change }: WrittenChange): StoredChange {
  return { ...change, recordId: BigInt(record), keyHash: hex(key) }
}

/** Not a stream that any dataset has: what is written there is this file's only. */
const stream = { datasetId: 1_000_000, streamVersion: 1 }

describe('the v1 commitments', () => {
  test.for(Object.entries(vectors.salts))('salt what is labelled %s', ([label, salt]) => {
    expect(saltOf(seed, label).toString('hex')).toBe(salt)
  })

  test('commit to a detail', () => {
    const { detail, commitment } = vectors.detailCommitment
    expect(detailCommitment(seed, Buffer.from(detail)).toString('hex')).toBe(commitment)
  })

  test('commit to a file', () => {
    const { file, sha256, commitment } = vectors.fileCommitment
    expect(createHash('sha256').update(hex(file)).digest('hex')).toBe(sha256)
    expect(fileCommitment(seed, hex(sha256)).toString('hex')).toBe(commitment)
    expect(fileCommitmentHex(seed, hex(sha256))).toBe(commitment)
  })

  test.for(vectors.changes)('commit to a change: $name', ({ n, change, personal, commitment }) => {
    expect(changeCommitment(seed, n, asChange(change), personal).toString('hex')).toBe(commitment)
  })

  test.for([0, 1, 2, 3])('have the right root over %i changes', (size) => {
    const tree = merkleTree()
    for (const { commitment } of vectors.changes.slice(0, size)) tree.append(hex(commitment))
    expect(tree.root().toString('hex')).toBe(vectors.changeRoots[size])
  })
})

describe('the v1 change-set line', () => {
  test.for(vectors.changes)('is written to the byte: $name', ({ change, line }) => {
    expect(changeLine(asChange(change))).toBe(line)
  })

  test.for(vectors.changes)('is read back: $name', ({ change, line }) => {
    expect(parseChangeLine(line)).toEqual(asChange(change))
  })
})

describe('the v1 keyed hashes', () => {
  const { ofKey, ofCells } = hashesWith(hex(vectors.hashes.secret))

  test.for(vectors.hashes.rows)('of a row of $kind', ({ kind, cells, key, ...row }) => {
    const candidates = candidateKeys(kindOf(kind), cells)
    expect(candidates).toEqual([key])
    const [first] = candidates
    expect(first && ofKey(first).toString('hex')).toBe(row.keyHash)
    expect(ofCells(cells).toString('hex')).toBe(row.contentHash)
  })
})

describe('the v1 leaf', () => {
  test.for(vectors.events)('of a $leaf.type is the same bytes and the same hash', (event) => {
    const { position, recordedAt, stream, streamVersion, token } = event.leaf
    const slot = { position, tick: 0n, recordedAt: new Date(recordedAt) }
    const begin = envelope(
      slot,
      { datasetId: stream, streamVersion },
      token,
      seed,
      Buffer.from(event.detail),
    )
    const bytes = leafBytes({ ...event.leaf, ...begin })
    expect(bytes.toString('hex')).toBe(event.bytes)
    expect(leafHash(bytes).toString('hex')).toBe(event.leafHash)
  })
})

describe('the v1 frames', () => {
  test('of a change set still decode to its changes', async ({ db }) => {
    const { frame, lines } = vectors.frames.changeSet
    await db
      .insertInto('public.change_set')
      .values({
        dataset_id: stream.datasetId,
        stream_version: stream.streamVersion,
        chunk: 0,
        payload: hex(frame),
      })
      .execute()
    const chunks = await Array.fromAsync(readChangeChunks(db, stream))
    expect(chunks.map((changes) => changes.map(changeLine))).toEqual([lines])
  })

  test('of an original still decode to its bytes', async ({ db }) => {
    const { frame, bytes } = vectors.frames.original
    await db
      .insertInto('public.original')
      .values({
        dataset_id: stream.datasetId,
        stream_version: stream.streamVersion,
        chunk: 0,
        payload: hex(frame),
      })
      .execute()
    const chunks = await Array.fromAsync(readOriginal(db, stream))
    expect(Buffer.concat(chunks).toString('hex')).toBe(bytes)
  })
})
