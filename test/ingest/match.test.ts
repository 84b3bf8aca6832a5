import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Matching, match, type NewRow, placeRanks } from '../../src/ingest/match.ts'
import {
  at,
  newRows,
  oldRecords,
  pairsOf,
  placesOf,
  slowMatch,
  type ToyRow,
  toyContents,
  toyRows,
} from './toyRows.ts'

const SETTINGS = { seed: 1, numRuns: 500 } as const

const sides = fc.record({ olds: toyRows(7), rows: toyRows(7) })

function matched(olds: readonly ToyRow[], rows: readonly ToyRow[]): Matching {
  return match(oldRecords(olds), newRows(rows), () => toyContents(olds, rows))
}

function toy(first: string, second: string, x = 'a', y = 'a'): ToyRow {
  return { first, second, x, y }
}

/** Records and rows of one key, `values` being one of the cells that do not identify them. */
function sameKey(values: readonly string[]): readonly ToyRow[] {
  return values.map((x) => toy('a', '', x))
}

describe('match', () => {
  test('pairs what a slow reading of the rules pairs', () => {
    const property = fc.property(sides, ({ olds, rows }) => {
      expect(pairsOf(matched(olds, rows), rows)).toEqual(slowMatch(olds, rows))
    })
    fc.assert(property, SETTINGS)
  })

  test('gives every record and every row exactly once', () => {
    const property = fc.property(sides, ({ olds, rows }) => {
      const { changed, added, gone } = matched(olds, rows)
      const ids = [...changed.map(({ old }) => old), ...gone].map(({ recordId }) => recordId)
      const indexes = [...changed.map(({ row }) => row), ...added].map(({ index }) => index)
      expect(new Set(ids)).toEqual(new Set(oldRecords(olds).map(({ recordId }) => recordId)))
      expect(ids.length).toBe(olds.length)
      expect(indexes.toSorted((a, b) => a - b)).toEqual([...rows.keys()])
    })
    fc.assert(property, SETTINGS)
  })

  test('says the same whatever the order of the lines and of the records', () => {
    const property = fc.property(sides, fc.infiniteStream(fc.nat()), ({ olds, rows }, noise) => {
      const shuffled = <Item>(items: readonly Item[]) =>
        items
          .map((item) => ({ item, by: noise.next().value }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ item }) => item)
      const straight = matched(olds, rows)
      const others = shuffled(rows)
      const mixed = match(shuffled(oldRecords(olds)), newRows(others), () =>
        toyContents(olds, others),
      )
      expect(pairsOf(mixed, others)).toEqual(pairsOf(straight, rows))
      expect(placesOf(mixed, placeRanks([], mixed), others)).toEqual(
        placesOf(straight, placeRanks([], straight), rows),
      )
    })
    fc.assert(property, SETTINGS)
  })

  test('changes nothing but the one left over when one of several duplicates goes', () => {
    const property = fc.property(fc.integer({ min: 2, max: 6 }), (k) => {
      const olds = sameKey(Array.from({ length: k }, () => 'a'))
      const { changed, added, gone } = matched(olds, olds.slice(1))
      expect([added.length, gone.length]).toEqual([0, 1])
      for (const { old, row } of changed)
        expect(at(olds, row.index)).toEqual(at(olds, Number(old.recordId) - 1))
    })
    fc.assert(property, { seed: 1, numRuns: 5 })
  })

  test('pairs by the second candidate key what the first did not', () => {
    const olds = [toy('a', 'a'), toy('', 'b'), toy('b', 'a')]
    const rows = [toy('', 'a', 'b'), toy('a', 'b', 'b')]
    // The second row has the first key of record 1, so the first row gets what is left with its second key.
    expect(pairsOf(matched(olds, rows), rows)).toEqual({
      changed: ['1 ▸ ["a","b","b","a"]', '3 ▸ ["","a","b","a"]'],
      added: [],
      gone: [2n],
    })
  })

  test('pairs no two rows for want of a key', () => {
    const { changed, added, gone } = matched([toy('', '')], [toy('', '', 'b')])
    expect([changed.length, added.length, gone.length]).toEqual([0, 1, 1])
  })

  test('pairs first the two that differ by the fewest cells', () => {
    const olds = [toy('a', '', 'a', 'a'), toy('a', '', 'b', 'b')]
    const rows = [toy('a', '', 'b', 'a'), toy('a', '', 'c', 'c'), toy('a', 'b', 'b', 'b')]
    expect(pairsOf(matched(olds, rows), rows)).toEqual({
      changed: ['1 ▸ ["a","","b","a"]', '2 ▸ ["a","b","b","b"]'],
      added: ['["a","","c","c"]'],
      gone: [],
    })
  })

  test.each([
    [64, 64, 'the closest'],
    [64, 65, 'in order'],
  ])('pairs %i records and %i rows of one key %s', (olds, rows, how) => {
    const text = (i: number) => String(i).padStart(3, '0')
    // Records by falling text, rows in the kind's order by rising text.
    const before = sameKey(Array.from({ length: olds }, (_, i) => text(olds - 1 - i)))
    const after = sameKey(Array.from({ length: rows }, (_, i) => text(i)))
    const { changed } = matched(before, after)
    const pairs = changed.map(({ old, row }) => [at(before, Number(old.recordId) - 1).x, row.index])
    const expected = [...before.keys()].map((i) => [
      at(before, i).x,
      how === 'in order' ? i : olds - 1 - i,
    ])
    expect(pairs.toSorted()).toEqual(expected.toSorted())
  })

  test('pairs more rows than a call can have arguments', () => {
    const count = 200_000
    const keys = Array.from({ length: count }, (_, i) => `k${i}`)
    const rows = keys.map((key, index): NewRow => ({ index, key, candidates: [key] }))
    const olds = keys.map((key, i) => ({
      recordId: BigInt(i),
      key,
      rank: 0,
      content: '',
      candidates: [key],
    }))
    const { changed } = match(olds, rows, () => toyContents([], []))
    expect(changed.length).toBe(count)
  })
})

describe('placeRanks', () => {
  test('gives every place once, and keeps those that are not moved', () => {
    const property = fc.property(sides, fc.nat({ max: 4 }), ({ olds, rows }, keep) => {
      const kept = oldRecords(olds).slice(0, keep)
      const moving = oldRecords(olds).slice(keep)
      const matching = match(moving, newRows(rows), () => toyContents(olds, rows))
      const placed = placeRanks(kept, matching)
      expect(placed.length).toBe(rows.length)
      const places = [...kept, ...placed].map(({ key, rank }) => `${key}#${rank}`)
      expect(new Set(places).size).toBe(places.length)
    })
    fc.assert(property, SETTINGS)
  })

  test('leaves its rank to a changed record whose key stays', () => {
    const property = fc.property(sides, ({ olds, rows }) => {
      const matching = matched(olds, rows)
      const placed = placeRanks([], matching)
      for (const [i, { old, row }] of matching.changed.entries()) {
        expect(at(placed, i).key).toBe(row.key)
        if (old.key === row.key) expect(at(placed, i).rank).toBe(old.rank)
      }
    })
    fc.assert(property, SETTINGS)
  })

  test('gives an added row the smallest rank that is free in its key', () => {
    const olds = oldRecords(sameKey(['a', 'a', 'a', 'a']))
    const kept = [at(olds, 0), at(olds, 2)]
    const added = newRows(sameKey(['b', 'b', 'b']))
    expect(placeRanks(kept, { changed: [], added }).map(({ rank }) => rank)).toEqual([1, 3, 4])
  })
})
