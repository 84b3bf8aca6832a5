/** A record in force, reduced to what matching compares. Hashes are texts, so that they can be keys. */
export interface OldRecord {
  readonly recordId: bigint
  /** The key it has now. */
  readonly key: string
  readonly rank: number
  readonly content: string
  /** Its candidate keys, in order; undefined where it lacks one. */
  readonly candidates: readonly (string | undefined)[]
}

/** A row of the file that no record in force equals. */
export interface NewRow {
  /** Its place among the rows of the file that are not unchanged. */
  readonly index: number
  /** The key it will have. */
  readonly key: string
  /** Its candidate keys as they are compared now: as many for every row of a kind. */
  readonly candidates: readonly (string | undefined)[]
}

/** What step 2 needs to know of rows that compete for the same key. */
export interface Contents {
  /** New rows of one key, in the kind's tie order and then canonical JSON. */
  readonly sortNew: (rows: readonly NewRow[]) => readonly NewRow[]
  /** Number of cells that differ. */
  readonly distance: (old: OldRecord, row: NewRow) => number
}

export interface Pair {
  readonly old: OldRecord
  readonly row: NewRow
}

export interface Matching {
  readonly changed: readonly Pair[]
  readonly added: readonly NewRow[]
  readonly gone: readonly OldRecord[]
}

/** Above this many pairs in one key, rows are paired in order. */
const GREEDY_PAIRS = 4096

/**
 * Pairs what changed (HISTORY §1, step 2): candidate key after candidate key, the old by rank, the new in
 * the kind's order, the fewest differing cells first. Equal contents were paired before (step 1).
 *
 * Nothing here depends on the order of lines: permuting a file changes nothing.
 */
export function match(
  olds: readonly OldRecord[],
  rows: readonly NewRow[],
  contentsOf: (olds: readonly OldRecord[], rows: readonly NewRow[]) => Contents,
): Matching {
  let old = olds
  let fresh = rows
  let changed: readonly Pair[] = []
  const rounds = rows[0]?.candidates.length ?? 0
  for (let round = 0; round < rounds; round += 1) {
    const pairs = pairRound(old, fresh, round, contentsOf)
    const pairedOld = new Set(pairs.map((pair) => pair.old))
    const pairedNew = new Set(pairs.map((pair) => pair.row))
    changed = changed.concat(pairs)
    old = old.filter((record) => !pairedOld.has(record))
    fresh = fresh.filter((row) => !pairedNew.has(row))
  }
  return { changed, added: inRankOrder(fresh, contentsOf), gone: old }
}

/** Rows of one key take their ranks in the kind's order, so that ranks do not depend on lines either. */
function inRankOrder(
  rows: readonly NewRow[],
  contentsOf: (olds: readonly OldRecord[], rows: readonly NewRow[]) => Contents,
): readonly NewRow[] {
  return [...Map.groupBy(rows, ({ key }) => key).values()].flatMap((group) =>
    group.length === 1 ? group : contentsOf([], group).sortNew(group),
  )
}

function pairRound(
  olds: readonly OldRecord[],
  rows: readonly NewRow[],
  round: number,
  contentsOf: (olds: readonly OldRecord[], rows: readonly NewRow[]) => Contents,
): readonly Pair[] {
  const oldGroups = Map.groupBy(olds, ({ candidates }) => candidates[round])
  const newGroups = Map.groupBy(rows, ({ candidates }) => candidates[round])
  return [...newGroups].flatMap(([key, group]) => {
    const old = key === undefined ? undefined : oldGroups.get(key)
    return old === undefined ? [] : pairGroup(old, group, contentsOf)
  })
}

function pairGroup(
  olds: readonly OldRecord[],
  rows: readonly NewRow[],
  contentsOf: (olds: readonly OldRecord[], rows: readonly NewRow[]) => Contents,
): readonly Pair[] {
  const byRank = olds.toSorted((a, b) => a.rank - b.rank || Number(a.recordId - b.recordId))
  const [old, row] = [byRank[0], rows[0]]
  if (olds.length === 1 && rows.length === 1 && old && row) return [{ old, row }]
  const contents = contentsOf(olds, rows)
  const sorted = contents.sortNew(rows)
  if (byRank.length * sorted.length > GREEDY_PAIRS) {
    return byRank.flatMap((old, i) => {
      const row = sorted[i]
      return row ? [{ old, row }] : []
    })
  }
  return pairGreedily(byRank, sorted, contents)
}

/** The closest pair first; at equal distance the lowest rank, then the first in order. */
function pairGreedily(
  olds: readonly OldRecord[],
  rows: readonly NewRow[],
  { distance }: Contents,
): readonly Pair[] {
  const pairs = olds
    .flatMap((old, i) => rows.map((row, j) => ({ old, row, i, j, distance: distance(old, row) })))
    .toSorted((a, b) => a.distance - b.distance || a.i - b.i || a.j - b.j)
  const takenOld = new Set<OldRecord>()
  const takenNew = new Set<NewRow>()
  return pairs.flatMap(({ old, row }) => {
    if (takenOld.has(old) || takenNew.has(row)) return []
    takenOld.add(old)
    takenNew.add(row)
    return [{ old, row }]
  })
}

/** The key and rank that a row will have. */
export interface Placed {
  readonly key: string
  readonly rank: number
}

/**
 * Gives ranks: a changed record keeps its own unless its new key has it already, an added one takes the
 * smallest that is free in its key. The answer follows `changed`, then `added`.
 *
 * @param kept records that stay in force as they are
 */
export function placeRanks(
  kept: Iterable<OldRecord>,
  { changed, added }: Pick<Matching, 'changed' | 'added'>,
): readonly Placed[] {
  const asked = new Set([...changed.map(({ row }) => row.key), ...added.map(({ key }) => key)])
  const taken = new Map<string, Set<number>>()
  const take = (key: string, rank: number) => {
    const ranks = taken.get(key) ?? new Set()
    taken.set(key, ranks.add(rank))
    return { key, rank }
  }
  for (const { key, rank } of kept) if (asked.has(key)) take(key, rank)
  // Those that keep their key come before those that arrive in it.
  for (const { old, row } of changed) if (old.key === row.key) take(old.key, old.rank)
  // Ranks are only ever taken, so the smallest free one never goes back.
  const smallest = new Map<string, number>()
  const free = (key: string, wanted: number) => {
    const ranks = taken.get(key) ?? new Set()
    if (!ranks.has(wanted)) return wanted
    let rank = smallest.get(key) ?? 0
    while (ranks.has(rank)) rank += 1
    smallest.set(key, rank)
    return rank
  }
  // By age and not by line: two records may arrive in one key.
  const moved = changed
    .filter(({ old, row }) => old.key !== row.key)
    .toSorted((a, b) => Number(a.old.recordId - b.old.recordId))
    .map((pair) => [pair, take(pair.row.key, free(pair.row.key, pair.old.rank))] as const)
  const places = new Map(moved)
  return [
    ...changed.map((pair) => places.get(pair) ?? { key: pair.old.key, rank: pair.old.rank }),
    ...added.map(({ key }) => take(key, free(key, 0))),
  ]
}
