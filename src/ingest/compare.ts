import { candidateKeys } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import type { DraftChange } from '../events/index.ts'
import { cellsInForce, recordsInForce } from '../history/index.ts'
import { type Additions, createAdditions } from './additions.ts'
import { asHash, asText, type Base, keyTexts, type WaitingRow } from './base.ts'
import { contentsFrom } from './contents.ts'
import { changesOf, draftsOf } from './drafts.ts'
import type { HarmonisedRow } from './harmonise/harmoniseRow.ts'
import { match, type NewRow, type OldRecord, placeRanks } from './match.ts'
import { createSpool, type Spool } from './spool.ts'

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

/**
 * Compares the rows of a file with the records in force (HISTORY §1, §3). Rows equal to a record are dropped
 * as they go by; the others wait on disk, and of those that no record can be only the key is held.
 */
export async function compare(
  db: Db,
  base: Base,
  rows: AsyncIterable<HarmonisedRow>,
): Promise<Comparison> {
  const olds = await loadOlds(db, base)
  return await compareWith(db, base, { olds, settled: [], others: 0 }, rows)
}

/** The records in force, as far as rows must be compared with them. */
export interface Opposed {
  readonly olds: readonly OldRecord[]
  /** Records that stay in force as they are, in whose keys some row may be. */
  readonly settled: readonly OldRecord[]
  /** Number of all other records: they stay in force as they are too. */
  readonly others: number
}

/** Compares rows with some records, when it is known that the others are not touched. */
export async function compareWith(
  db: Db,
  base: Base,
  { olds, settled, others }: Opposed,
  rows: AsyncIterable<HarmonisedRow> | Iterable<HarmonisedRow>,
): Promise<Comparison> {
  const spool = createSpool<WaitingRow>()
  try {
    const { kept, contested, additions } = await sortRows(base, olds, settled, rows, spool)
    const left = olds.filter((old) => !kept.has(old))
    const contentsOf = await contentsFrom(base, spool, left, contested, (ids) =>
      cellsInForce(db, base.kind, base.datasetId, ids),
    )
    const matching = match(left, contested, contentsOf)
    const gone = base.scope === 'complet' ? matching.gone : []
    const stay = [...settled, ...kept]
    const staying = base.scope === 'complet' ? stay : [...stay, ...matching.gone]
    const places = placeRanks(staying, matching)
    const drafts = await draftsOf(db, base, matching, places, additions, contentsOf())
    return {
      added: matching.added.length + additions.count(),
      removed: gone.length,
      changed: matching.changed.length,
      unchanged: others + settled.length + kept.size,
      changes: () => changesOf(gone, drafts, additions, spool),
      close: spool.close,
    }
  } catch (error) {
    spool.close()
    throw error
  }
}

interface SortedRows {
  /** Records that a row equals. */
  readonly kept: ReadonlySet<OldRecord>
  /** Rows that have a key of some record in force. */
  readonly contested: readonly NewRow[]
  readonly additions: Additions
}

async function sortRows(
  base: Base,
  olds: readonly OldRecord[],
  settled: readonly OldRecord[],
  rows: AsyncIterable<HarmonisedRow> | Iterable<HarmonisedRow>,
  spool: Spool<WaitingRow>,
): Promise<SortedRows> {
  const pool = Map.groupBy(
    olds.toSorted((a, b) => b.rank - a.rank),
    ({ content }) => content,
  )
  const known = new Set(
    [...settled, ...olds].flatMap(({ key, candidates }) => [key, ...candidates]),
  )
  const kept = new Set<OldRecord>()
  const contested: NewRow[] = []
  const additions = createAdditions()
  for await (const { cells, keys: ownKeys, problems } of rows) {
    const contentOf = () => asText(base.hashes.ofCells(cells))
    const equal = pool.size === 0 ? undefined : pool.get(contentOf())?.pop()
    if (equal !== undefined) {
      kept.add(equal)
      continue
    }
    const index = spool.append({ cells, problems })
    const keys = keyTexts(base, ownKeys)
    const candidates =
      base.newColumns.size === 0
        ? keys
        : keyTexts(base, candidateKeys(base.kind, cells, base.newColumns))
    const key = keys.find((candidate) => candidate !== undefined) ?? contentOf()
    const isKnown = [key, ...candidates].some((one) => one !== undefined && known.has(one))
    if (isKnown) contested.push({ index, key, candidates })
    else additions.add(index, asHash(key))
  }
  return { kept, contested, additions }
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
