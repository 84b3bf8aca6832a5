import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

type Row = readonly [string, string, number, number]

const LOU: Row = ['F', 'Lou', 3, 2020]
const ALI: Row = ['M', 'Ali', 4, 2020]
const ZOE: Row = ['F', 'Zoé', 5, 2020]

interface Stored {
  readonly recordId: bigint
  readonly prenom: string
  readonly sexe: string | null
  readonly nombre: number
  readonly rank: number
}

async function recordsOf(db: Db, datasetId: number, prenom: string): Promise<readonly Stored[]> {
  const { rows } = await sql<Stored>`
    select record_id as "recordId", "enfantPrenom" as prenom, "enfantSexe" as sexe,
      "nombreOccurrences" as nombre, rank
    from lecture.prenom_current
    where dataset_id = ${datasetId} and "enfantPrenom" = ${prenom} order by rank`.execute(db)
  return rows
}

const counts = (added: number, removed: number, changed: number) => ({
  outcome: 'published',
  version: { added, removed, changed },
})

describe('a record', () => {
  test('that comes back with the same key and rank takes its old id', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, prenomsCsv([LOU, LOU, ALI]))
    const before = await recordsOf(db, id, 'Lou')
    expect(before.map(({ rank }) => rank)).toEqual([0, 1])
    expect(await publishText(db, path, prenomsCsv([ALI]))).toMatchObject(counts(0, 2, 0))
    expect(await publishText(db, path, prenomsCsv([ALI, ZOE]))).toMatchObject(counts(1, 0, 0))
    const more = prenomsCsv([['F', 'Lou', 9, 2020], ZOE, LOU, ALI, ['F', 'Lou', 12, 2020]])
    expect(await publishText(db, path, more)).toMatchObject(counts(3, 0, 0))
    const after = await recordsOf(db, id, 'Lou')
    expect(after.map(({ recordId }) => recordId).slice(0, 2)).toEqual(
      before.map(({ recordId }) => recordId),
    )
    expect(new Set(after.map(({ recordId }) => recordId)).size).toBe(3)
  })

  test('keeps its id when its cells change, and not when its key does', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, prenomsCsv([LOU]))
    const [before] = await recordsOf(db, id, 'Lou')
    const more = prenomsCsv([['F', 'Lou', 8, 2020]])
    expect(await publishText(db, path, more)).toMatchObject(counts(0, 0, 1))
    expect(await recordsOf(db, id, 'Lou')).toEqual([{ ...before, nombre: 8 }])
    const otherYear = prenomsCsv([['F', 'Lou', 8, 2021]])
    expect(await publishText(db, path, otherYear)).toMatchObject(counts(1, 1, 0))
    expect((await recordsOf(db, id, 'Lou'))[0]?.recordId).not.toBe(before?.recordId)
  })

  test('among several of one key is paired with the closest line, whatever their order', async ({
    db,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const header = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n'
    const lou = (commune: string, nombre: number) => `${commune},99901,F,Lou,${nombre},2020\n`
    await publishText(db, path, `${header}${lou('Aubrelune', 1)}${lou('Sarlonne', 2)}`)
    const before = await recordsOf(db, id, 'Lou')
    // Each is one cell apart from the other's place in the order of births.
    const next = `${header}${lou('Aubrelune', 9)}${lou('Sarlonne', 7)}`
    expect(await publishText(db, path, next)).toMatchObject(counts(0, 0, 2))
    const after = await recordsOf(db, id, 'Lou')
    const idOf = (rows: readonly Stored[], nombre: number) =>
      rows.find((row) => row.nombre === nombre)?.recordId
    expect(idOf(after, 7)).toBe(idOf(before, 2))
    expect(idOf(after, 9)).toBe(idOf(before, 1))
  })
})

describe('a column that appears for the first time', () => {
  const without = (rows: readonly Row[]) =>
    prenomsCsv(rows)
      .replaceAll('ENFANT_SEXE,', '')
      .replaceAll(/,[MF],/g, ',')

  test('changes cells and not identities; later it identifies', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const rows = [LOU, ALI, ZOE, ['F', 'Zoé', 5, 2021] as const]
    expect(await publishText(db, path, without(rows))).toMatchObject(counts(4, 0, 0))
    const before = await recordsOf(db, id, 'Lou')
    expect(before).toMatchObject([{ sexe: null }])
    expect(await publishText(db, path, prenomsCsv(rows))).toMatchObject(counts(0, 0, 4))
    expect(await recordsOf(db, id, 'Lou')).toEqual([{ ...before[0], sexe: 'F' }])
    // The key now holds the sex: the same line is the same record, another sex is another.
    const again = prenomsCsv(rows.toReversed())
    expect(await publishText(db, path, again)).toMatchObject(counts(0, 0, 0))
    const other = prenomsCsv([['M', 'Lou', 3, 2020], ...rows.slice(1)])
    expect(await publishText(db, path, other)).toMatchObject(counts(1, 1, 0))
  })
})

describe('an increment', () => {
  test('adds and changes, and removes nothing', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, prenomsCsv([LOU, LOU, ALI]))
    const increment = prenomsCsv([ZOE, ['M', 'Ali', 40, 2020]])
    const outcome = await publishText(db, path, increment, { scope: 'increment' })
    expect(outcome).toMatchObject(counts(1, 0, 1))
    expect(outcome).toMatchObject({ version: { rowsRead: 2, recordCount: 4, scope: 'increment' } })
    expect(await recordsOf(db, id, 'Lou')).toHaveLength(2)
    expect(await recordsOf(db, id, 'Ali')).toMatchObject([{ nombre: 40 }])
    expect(await recordsOf(db, id, 'Zoé')).toMatchObject([{ nombre: 5 }])
    // The same bytes as the whole of the dataset are another thing.
    expect(await publishText(db, path, increment)).toMatchObject(counts(0, 2, 0))
  })
})
