import { candidateKeys, type Key, type Kind } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import type { DraftChange, Hashes, Scope } from '../events/index.ts'
import { cellsInForce, formerRecords, recordsInForce } from '../history/index.ts'
import { contentsFrom } from './contents.ts'
import type { HarmonisedRow } from './harmonise/harmoniseRow.ts'
import {
  type Matching,
  match,
  type NewRow,
  type OldRecord,
  type Placed,
  placeRanks,
} from './match.ts'
import { createSpool, type Spool } from './spool.ts'

/** What a file is compared with. */
export interface Base {
  readonly kind: Kind
  readonly datasetId: number
  readonly hashes: Hashes
  readonly scope: Scope
  /** Columns that the dataset has for the first time: they take no part in matching. */
  readonly newColumns: ReadonlySet<string>
  /** No record of the dataset can come back: it never had any. */
  readonly isFirst: boolean
}

/** What publishing a file would change. `close` frees its temporary files. */
export interface Comparison {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly unchanged: number
  /** In the order they will have: removed by age, then the rows of the file. Can be read several times. */
  readonly changes: () => AsyncIterable<DraftChange>
  readonly close: () => void
}

/** Hashes are compared as texts, one character a byte. */
const asText = (hash: Buffer) => hash.toString('latin1')
const asHash = (text: string) => Buffer.from(text, 'latin1')

/**
 * Compares the rows of a file with the records in force (HISTORY §1, §3). Rows equal to a record are dropped
 * as they go by; the others wait on disk.
 */
export async function compare(
  db: Db,
  base: Base,
  rows: AsyncIterable<HarmonisedRow>,
): Promise<Comparison> {
  const olds = await loadOlds(db, base)
  const pool = Map.groupBy(
    olds.toSorted((a, b) => b.rank - a.rank),
    ({ content }) => content,
  )
  const kept = new Set<OldRecord>()
  const spool = createSpool()
  try {
    const fresh: NewRow[] = []
    for await (const { cells, keys: ownKeys, problems } of rows) {
      const content = asText(base.hashes.ofCells(cells))
      const equal = pool.get(content)?.pop()
      if (equal !== undefined) {
        kept.add(equal)
        continue
      }
      const keys = keyTexts(base, ownKeys)
      const candidates =
        base.newColumns.size === 0
          ? keys
          : keyTexts(base, candidateKeys(base.kind, cells, base.newColumns))
      const key = keys.find((candidate) => candidate !== undefined) ?? content
      fresh.push({ index: spool.append({ cells, problems }), key, candidates })
    }
    const left = olds.filter((old) => !kept.has(old))
    const matching = match(
      left,
      fresh,
      await contentsFrom(base, spool, left, fresh, (ids) =>
        cellsInForce(db, base.kind, base.datasetId, ids),
      ),
    )
    const gone = base.scope === 'complet' ? matching.gone : []
    const staying = base.scope === 'complet' ? kept : [...kept, ...matching.gone]
    const drafts = await draftsOf(db, base, matching, placeRanks(staying, matching))
    return {
      added: matching.added.length,
      removed: gone.length,
      changed: matching.changed.length,
      unchanged: kept.size,
      changes: () => changesOf(gone, drafts, spool),
      close: spool.close,
    }
  } catch (error) {
    spool.close()
    throw error
  }
}

async function loadOlds(db: Db, { kind, datasetId, hashes, newColumns }: Base) {
  const olds: OldRecord[] = []
  for await (const batch of recordsInForce(db, kind, datasetId)) {
    // With a single candidate key, the stored hash is that key's; with several, each is computed again.
    const ids = kind.keys.length === 1 ? [] : batch.map(({ recordId }) => recordId)
    const cells = await cellsInForce(db, kind, datasetId, ids)
    for (const { recordId, keyHash, rank, contentHash } of batch) {
      const own = cells.get(recordId)
      const key = asText(keyHash)
      const candidates = own ? keyTexts({ hashes }, candidateKeys(kind, own, newColumns)) : [key]
      olds.push({ recordId, key, rank, content: asText(contentHash), candidates })
    }
  }
  return olds
}

function keyTexts(
  { hashes }: Pick<Base, 'hashes'>,
  keys: readonly (Key | undefined)[],
): readonly (string | undefined)[] {
  return keys.map((key) => key && asText(hashes.ofKey(key)))
}

type Draft = Pick<DraftChange, 'op' | 'recordId' | 'keyHash' | 'rank'>

/** For each spooled row, by its index, the change it makes. */
async function draftsOf(
  db: Db,
  { kind, datasetId, isFirst }: Base,
  { changed, added }: Matching,
  places: readonly Placed[],
): Promise<readonly Draft[]> {
  const drafts: Draft[] = []
  for (const [i, { old, row }] of changed.entries()) {
    const place = places[i]
    if (place === undefined) throw new Error('every changed row has a place')
    const { key, rank } = place
    drafts[row.index] = { op: 'changed', recordId: old.recordId, keyHash: asHash(key), rank }
  }
  const keyAndRanks = places
    .slice(changed.length)
    .map(({ key, rank }) => ({ keyHash: asHash(key), rank }))
  const former = isFirst ? [] : await formerRecords(db, kind, datasetId, keyAndRanks)
  const used = new Set<bigint>()
  for (const [i, row] of added.entries()) {
    const place = keyAndRanks[i]
    if (place === undefined) throw new Error('every added row has a place')
    const recordId = former[i]
    const again = recordId !== undefined && !used.has(recordId) ? { recordId } : {}
    if (recordId !== undefined) used.add(recordId)
    drafts[row.index] = { op: 'added', ...again, ...place }
  }
  return drafts
}

async function* changesOf(
  gone: readonly OldRecord[],
  drafts: readonly Draft[],
  spool: Spool,
): AsyncGenerator<DraftChange> {
  for (const { recordId, key, rank } of gone) {
    yield { op: 'removed', recordId, keyHash: asHash(key), rank, cells: {} }
  }
  for (const [index, draft] of drafts.entries()) {
    const { cells, problems } = spool.read(index)
    yield { ...draft, cells, ...(problems.length > 0 ? { problems } : {}) }
  }
}
