import type { Db } from '../db/index.ts'
import type { DraftChange } from '../events/index.ts'
import { formerRecords } from '../history/index.ts'
import type { Additions } from './additions.ts'
import { asHash, asText, type Base, type WaitingRow } from './base.ts'
import type { Contents, Matching, NewRow, OldRecord, Placed } from './match.ts'
import type { Spool } from './spool.ts'

type Draft = Pick<DraftChange, 'op' | 'recordId' | 'keyHash' | 'rank'>

/** What is decided of the rows that make a change, by their index in the spool. */
export interface Drafts {
  readonly contested: ReadonlyMap<number, Draft>
  /** Of additions: only ranks above 0, and the records that come back. */
  readonly ranks: ReadonlyMap<number, number>
  readonly former: ReadonlyMap<number, bigint>
}

/** Decides keys, ranks and ids of every row that makes a change. */
export async function draftsOf(
  db: Db,
  base: Base,
  { changed, added }: Matching,
  places: readonly Placed[],
  additions: Additions,
  contents: Contents,
): Promise<Drafts> {
  const ranks = ranksOf(additions, places, contents)
  const former = await comeBack(db, base, function* () {
    for (const [i, row] of added.entries()) {
      const { key, rank } = present(places[changed.length + i])
      yield { index: row.index, keyHash: asHash(key), rank }
    }
    for (const { index, key } of additions.entries()) {
      yield { index, keyHash: key, rank: ranks.get(index) ?? 0 }
    }
  })
  const contested = new Map<number, Draft>()
  for (const [i, { old, row }] of changed.entries()) {
    const { key, rank } = present(places[i])
    contested.set(row.index, { op: 'changed', recordId: old.recordId, keyHash: asHash(key), rank })
  }
  for (const [i, { index }] of added.entries()) {
    const { key, rank } = present(places[changed.length + i])
    contested.set(index, addition(asHash(key), rank, former.get(index)))
  }
  return { contested, ranks, former }
}

/** Ranks of the additions that are not alone with their key, nor the first to have it. */
function ranksOf(
  additions: Additions,
  places: readonly Placed[],
  { sortNew }: Contents,
): ReadonlyMap<number, number> {
  const taken = new Map<string, Set<number>>()
  for (const { key, rank } of places) taken.set(key, (taken.get(key) ?? new Set()).add(rank))
  const ranks = new Map<number, number>()
  const give = (key: string, indexes: readonly number[]) => {
    let rank = 0
    for (const index of indexes) {
      while (taken.get(key)?.has(rank)) rank += 1
      if (rank > 0) ranks.set(index, rank)
      rank += 1
    }
  }
  if (taken.size > 0) {
    for (const { index, key } of additions.entries()) {
      const text = asText(key)
      if (taken.has(text)) give(text, [index])
    }
  }
  for (const { key, indexes } of additions.repeated()) {
    const text = asText(key)
    const rows = indexes.map((index): NewRow => ({ index, key: text, candidates: [] }))
    give(
      text,
      sortNew(rows).map(({ index }) => index),
    )
  }
  return ranks
}

/** Places asked at a time. */
const BATCH = 5_000

/** The records that come back, by the index of their row. Each comes back once. */
async function comeBack(
  db: Db,
  { kind, datasetId, isFirst }: Base,
  places: () => Iterable<{ index: number; keyHash: Buffer; rank: number }>,
): Promise<ReadonlyMap<number, bigint>> {
  const former = new Map<number, bigint>()
  if (isFirst) return former
  const used = new Set<bigint>()
  for (const batch of batches(places(), BATCH)) {
    const records = await formerRecords(db, kind, datasetId, batch)
    for (const [i, { index }] of batch.entries()) {
      const recordId = records[i]
      if (recordId === undefined || used.has(recordId)) continue
      used.add(recordId)
      former.set(index, recordId)
    }
  }
  return former
}

function* batches<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The changes in the order they will have: removed, then the rows of the file. */
export async function* changesOf(
  gone: readonly OldRecord[],
  { contested, ranks, former }: Drafts,
  additions: Additions,
  spool: Spool<WaitingRow>,
): AsyncGenerator<DraftChange> {
  for (const { recordId, key, rank } of gone) {
    yield { op: 'removed', recordId, keyHash: asHash(key), rank, cells: {} }
  }
  const entries = additions.entries()[Symbol.iterator]()
  for (let index = 0; index < spool.size(); index += 1) {
    const draft = contested.get(index) ?? nextAddition(index)
    const { cells, problems } = spool.read(index)
    yield { ...draft, cells, ...(problems.length > 0 ? { problems } : {}) }
  }

  function nextAddition(index: number): Draft {
    const { key } = present(entries.next().value)
    return addition(key, ranks.get(index) ?? 0, former.get(index))
  }
}

function addition(keyHash: Buffer, rank: number, recordId: bigint | undefined): Draft {
  return { op: 'added', keyHash, rank, ...(recordId === undefined ? {} : { recordId }) }
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('every spooled row has its place')
  return value
}
