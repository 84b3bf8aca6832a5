import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import type { Scope } from '../../src/events/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

/** `[sexe, prenom, nombre, annee]` */
type Row = readonly [string, string, number, number]

const row = fc.tuple(
  fc.constantFrom('M', 'F'),
  fc.constantFrom('Zoé', 'Malo'),
  fc.integer({ min: 1, max: 3 }),
  fc.constantFrom(2020, 2021),
)
const rows = fc.array(row, { minLength: 1, maxLength: 12 })

/** Rows in force, with their ranks, as texts in one order. */
async function inForce(db: Db, datasetId: number): Promise<readonly string[]> {
  const found = await db
    .selectFrom('prenom_current')
    .select(['enfantSexe', 'enfantPrenom', 'nombreOccurrences', 'annee', 'rank'])
    .where('dataset_id', '=', datasetId)
    .execute()
  return found
    .map((one) =>
      [one.enfantSexe, one.enfantPrenom, one.nombreOccurrences, one.annee, one.rank].join(),
    )
    .toSorted()
}

async function recordIds(db: Db, datasetId: number): Promise<ReadonlyMap<string, bigint>> {
  const found = await db
    .selectFrom('prenom_current')
    .select(['enfantPrenom', 'record_id'])
    .where('dataset_id', '=', datasetId)
    .execute()
  return new Map(found.map((one) => [one.enfantPrenom ?? '', one.record_id]))
}

/** Publishes rows for true and gives the counts of the version. */
async function publishRows(db: Db, path: string, file: readonly Row[], scope: Scope = 'complet') {
  const text = `${prenomsCsv(file)}${' '.repeat(unusedLength())}`
  const result = await publishText(db, path, text, { scope })
  if (result.outcome !== 'published') throw new Error(result.outcome)
  const { added, removed, changed, recordCount } = result.version
  return { added, removed, changed, recordCount }
}

let published = 0

/** No two files of the same bytes: those would be « unchanged » and not compared. */
function unusedLength(): number {
  published += 1
  return published
}

function withoutRank(text: string): string {
  return text.split(',').slice(0, 4).join()
}

/** Counts of a change, from what HISTORY says: equal rows first, then rows of one key one to one. */
function expectedCounts(before: readonly Row[], after: readonly Row[]) {
  const left = before.map(String)
  const fresh = after.map(String).filter((text) => {
    const i = left.indexOf(text)
    if (i >= 0) left.splice(i, 1)
    return i < 0
  })
  const keyOf = (text: string) => text.split(',').toSpliced(2, 1).join()
  const keys = new Set([...left, ...fresh].map(keyOf))
  const counts = { added: 0, removed: 0, changed: 0, recordCount: after.length }
  for (const key of keys) {
    const [gone, come] = [left, fresh].map((all) => all.filter((one) => keyOf(one) === key).length)
    counts.changed += Math.min(gone ?? 0, come ?? 0)
    counts.removed += Math.max(0, (gone ?? 0) - (come ?? 0))
    counts.added += Math.max(0, (come ?? 0) - (gone ?? 0))
  }
  return counts
}

describe('compare', () => {
  test('makes of any version the rows of its file, by the changes that it counts', async ({
    db,
  }) => {
    const property = fc.asyncProperty(rows, rows, async (first, second) => {
      const { path, id } = await givenDataset(db, 'prenoms')
      expect(await publishRows(db, path, first)).toEqual(expectedCounts([], first))
      expect(await publishRows(db, path, second)).toEqual(expectedCounts(first, second))
      expect((await inForce(db, id)).map(withoutRank).toSorted()).toEqual(
        second
          .map(([sexe, prenom, nombre, annee]) => [sexe, prenom, nombre, annee].join())
          .toSorted(),
      )
    })
    await fc.assert(property, { seed: 1, numRuns: 20 })
  })

  test('finds no change in the same lines in another order', async ({ db }) => {
    const shuffled = rows.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    )
    const property = fc.asyncProperty(shuffled, async ([lines, others]) => {
      const { path, id } = await givenDataset(db, 'prenoms')
      await publishRows(db, path, lines)
      const before = await inForce(db, id)
      expect(await publishRows(db, path, others)).toEqual({
        added: 0,
        removed: 0,
        changed: 0,
        recordCount: lines.length,
      })
      expect(await inForce(db, id)).toEqual(before)
      // Nor does a first publication number its duplicates by their lines.
      const elsewhere = await givenDataset(db, 'prenoms')
      await publishRows(db, elsewhere.path, others)
      expect(await inForce(db, elsewhere.id)).toEqual(before)
    })
    await fc.assert(property, { seed: 1, numRuns: 12 })
  })

  test('removes one record and changes none when one of several duplicates goes', async ({
    db,
  }) => {
    const zoe: Row = ['F', 'Zoé', 2, 2020]
    const malo: Row = ['M', 'Malo', 1, 2020]
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishRows(db, path, [zoe, malo, zoe, zoe])
    expect(await inForce(db, id)).toEqual([
      'F,Zoé,2,2020,0',
      'F,Zoé,2,2020,1',
      'F,Zoé,2,2020,2',
      'M,Malo,1,2020,0',
    ])
    expect(await publishRows(db, path, [zoe, zoe, malo])).toMatchObject({
      added: 0,
      removed: 1,
      changed: 0,
    })
    expect(await inForce(db, id)).toEqual(['F,Zoé,2,2020,0', 'F,Zoé,2,2020,1', 'M,Malo,1,2020,0'])
  })

  test('removes nothing in an increment', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishRows(db, path, [
      ['F', 'Zoé', 2, 2020],
      ['M', 'Malo', 1, 2020],
    ])
    const counts = await publishRows(
      db,
      path,
      [
        ['F', 'Zoé', 3, 2020],
        ['F', 'Lou', 1, 2020],
      ],
      'increment',
    )
    expect(counts).toEqual({ added: 1, removed: 0, changed: 1, recordCount: 3 })
    expect(await inForce(db, id)).toEqual(['F,Lou,1,2020,0', 'F,Zoé,3,2020,0', 'M,Malo,1,2020,0'])
  })

  test('gives its old record back to a row that comes back', async ({ db }) => {
    const zoe: Row = ['F', 'Zoé', 2, 2020]
    const malo: Row = ['M', 'Malo', 1, 2020]
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishRows(db, path, [zoe, malo])
    const before = await recordIds(db, id)
    await publishRows(db, path, [zoe])
    expect([...(await recordIds(db, id)).keys()]).toEqual(['Zoé'])
    await publishRows(db, path, [['M', 'Malo', 5, 2020], zoe])
    expect(await recordIds(db, id)).toEqual(before)
  })

  test('pairs rows of one key with the records that they differ from the least', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const file = (towns: readonly (readonly [string, number])[]) =>
      prenomsCsv([]) + towns.map(([town, n]) => `${town},99901,F,Zoé,${n},2020\n`).join('')
    const names = async () => {
      const found = await db
        .selectFrom('prenom_current')
        .select(['communeNom', 'record_id', 'rank'])
        .where('dataset_id', '=', id)
        .execute()
      return new Map(found.map((one) => [one.communeNom, [one.record_id, one.rank]]))
    }
    await publishText(
      db,
      path,
      file([
        ['Aubrelune', 1],
        ['Pontgrisou', 2],
      ]),
    )
    const before = await names()
    // By the kind's order alone, the first row would be the first record's.
    const { outcome } = await publishText(
      db,
      path,
      file([
        ['Pontgrisou', 3],
        ['Aubrelune', 4],
      ]),
    )
    expect(outcome).toBe('published')
    expect(await names()).toEqual(before)
    expect(before.size).toBe(2)
  })
})
