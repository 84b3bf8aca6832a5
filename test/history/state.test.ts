import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { prenoms } from '../../src/datasets/prenoms.ts'
import {
  type AsOf,
  type Db,
  EVERYTHING,
  listRecords,
  readHead,
  resolveState,
  type State,
} from '../../src/history/index.ts'
import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { everyTable } from './everyTable.ts'

const day = (text: string) => new Date(`${text}T00:00:00Z`)

async function stateAt(db: Db, asOf: AsOf): Promise<State> {
  return await resolveState(db, await readHead(db), asOf)
}

/** The first names that a state shows. */
async function namesAt(db: Db, asOf: AsOf): Promise<readonly unknown[]> {
  return await namesOf(db, await stateAt(db, asOf))
}

async function namesOf(db: Db, state: State): Promise<readonly unknown[]> {
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const { rows } = await listRecords(db, prenoms, state, page)
  return rows.map(({ values }) => values['enfantPrenom']).toSorted()
}

/** Publishes a file of one name, and gives its position. */
async function publishName(db: Db, path: string, name: string, online?: string): Promise<number> {
  const outcome = await publishText(
    db,
    path,
    prenomsCsv([['F', name, 1, 2020]]),
    online === undefined ? {} : { publishedAt: day(online) },
  )
  if (outcome.outcome !== 'published') throw new Error(JSON.stringify(outcome))
  return outcome.version.position
}

describe('a position', () => {
  test('is a state from nothing, at 0, to the head, and no further', async ({ db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const position = await publishName(db, path, 'Lou')
    expect(await namesAt(db, { position: 0 })).toEqual([])
    expect(await namesAt(db, { position: position - 1 })).not.toContain('Lou')
    expect(await namesAt(db, { position })).toContain('Lou')
    for (const beyond of [position + 1, 2_000_000_000, -1]) {
      const refused = expect(stateAt(db, { position: beyond })).rejects
      await refused.toMatchObject({ code: 'STATE_UNKNOWN' })
    }
  })

  test('beyond the head that a request pinned is unknown to it, whatever came since', async ({
    db,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const head = await readHead(db)
    const position = await publishName(db, path, 'Lou')
    const { recordedAt } = await readHead(db)
    const asked = async (asOf: AsOf) => await resolveState(db, head, asOf)
    await expect(asked({ position })).rejects.toMatchObject({ code: 'STATE_UNKNOWN' })
    await expect(asked({ datasetId: id, version: 1 })).rejects.toMatchObject({
      code: 'VERSION_UNKNOWN',
    })
    expect((await asked({ knownAt: recordedAt })).position).toBe(head.position)
    const online = await asked({ publishedAt: recordedAt })
    expect(online.position).toBe(head.position)
    expect(await namesOf(db, online)).toEqual(await namesAt(db, { position: head.position }))
  })
})

describe('a version', () => {
  test('is the whole of its dataset after it, and of no other', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const other = await givenDataset(db, 'prenoms')
    await publishName(db, path, 'Lou')
    await publishName(db, other.path, 'Max')
    await publishName(db, path, 'Ali')
    expect(await namesAt(db, { datasetId: id, version: 1 })).toEqual(['Lou'])
    expect(await namesAt(db, { datasetId: id, version: 2 })).toEqual(['Ali'])
    for (const version of [0, 3, -1]) {
      const refused = expect(stateAt(db, { datasetId: id, version })).rejects
      await refused.toMatchObject({ code: 'VERSION_UNKNOWN' })
    }
  })
})

describe('what was known at an instant', () => {
  test('is, at the millisecond of each event, that event, and just before it the one before', async ({
    db,
  }) => {
    const { path } = await givenDataset(db, 'prenoms')
    for (const name of ['Lou', 'Ali', 'Max']) await publishName(db, path, name)
    const { rows } = await sql<{ position: number; at: string }>`
      select position, to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from public.event order by position`.execute(db)
    expect(rows.length).toBeGreaterThan(3)
    for (const { position, at } of rows) {
      const knownAt = new Date(at)
      expect(await stateAt(db, { knownAt })).toMatchObject({ position, knownAt })
      const before = await stateAt(db, { knownAt: new Date(knownAt.getTime() - 1) })
      expect(before.position).toBe(position - 1)
    }
  })

  test('is nothing before the first event, and unknown in the future', async ({ db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    await publishName(db, path, 'Lou')
    const before = await stateAt(db, { knownAt: day('2001-01-01') })
    expect(before).toMatchObject({ position: 0, tick: 0n })
    expect(await namesOf(db, before)).toEqual([])
    const future = new Date(Date.now() + 60_000)
    const refused = expect(stateAt(db, { knownAt: future })).rejects
    await refused.toMatchObject({ code: 'STATE_UNKNOWN' })
  })
})

describe('what was online at an instant', () => {
  test('is for each dataset the version in force by its own dates, whenever it was recorded', async () => {
    const { db, drop } = await createDatabase()
    const a = await givenDataset(db, 'prenoms')
    const b = await givenDataset(db, 'prenoms')
    await publishName(db, a.path, 'A-2020', '2020-01-01')
    const early = await publishName(db, a.path, 'A-2022', '2022-01-01')
    // Recorded after, online before.
    await publishName(db, b.path, 'B-2019', '2019-01-01')
    await publishName(db, b.path, 'B-2021', '2021-01-01')
    const expected: Readonly<Record<string, readonly [string[], string[]]>> = {
      '2018-12-31': [[], []],
      '2019-01-01': [['B-2019'], []],
      '2019-12-31': [['B-2019'], []],
      '2020-01-01': [['A-2020', 'B-2019'], ['A-2020']],
      '2021-06-01': [['A-2020', 'B-2021'], ['A-2020']],
      '2022-01-01': [['A-2022', 'B-2021'], ['A-2022']],
    }
    for (const [online, [names, known]] of Object.entries(expected)) {
      expect(await namesAt(db, { publishedAt: day(online) }), online).toEqual(names)
      const then = { publishedAt: day(online), position: early }
      expect(await namesAt(db, then), `${online} at ${early}`).toEqual(known)
    }
    expect(await namesAt(db, { publishedAt: day('2022-01-01'), position: 0 })).toEqual([])
    await drop()
  })

  test('stays what it was when older versions of another dataset are loaded later', async () => {
    const { db, drop } = await createDatabase()
    const a = await givenDataset(db, 'prenoms')
    await publishName(db, a.path, 'A-2020', '2020-01-01')
    const state = await stateAt(db, { publishedAt: day('2020-06-01') })
    const b = await givenDataset(db, 'prenoms')
    await publishName(db, b.path, 'B-2019', '2019-01-01')
    expect(await namesOf(db, state)).toEqual(['A-2020'])
    expect(await namesAt(db, state.pin)).toEqual(['A-2020'])
    expect(await namesAt(db, { publishedAt: day('2020-06-01') })).toEqual(['A-2020', 'B-2019'])
    await drop()
  })

  test('is the higher number of two versions of one date', async () => {
    const { db, drop } = await createDatabase()
    const { path } = await givenDataset(db, 'prenoms')
    for (const name of ['Lou', 'Ali', 'Max']) await publishName(db, path, name, '2020-01-01')
    expect(await namesAt(db, { publishedAt: day('2020-01-01') })).toEqual(['Max'])
    await drop()
  })

  test('is unknown in the future', async ({ db }) => {
    const future = { publishedAt: new Date(Date.now() + 60_000) }
    await expect(stateAt(db, future)).rejects.toMatchObject({ code: 'STATE_UNKNOWN' })
  })
})

describe('a publication date', () => {
  test('before that of the version in force, or in the future, is refused and nothing is written', async ({
    db,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishName(db, path, 'Lou', '2020-01-01')
    const before = await everyTable(db)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    for (const online of ['2019-12-31', '0001-01-01', tomorrow]) {
      const refused = expect(publishName(db, path, 'Ali', online)).rejects
      await refused.toMatchObject({ code: 'PUBLICATION_DATE_INVALID' })
    }
    expect(await everyTable(db)).toEqual(before)
    await publishName(db, path, 'Ali', '2020-01-01')
    expect(await namesAt(db, { datasetId: id, version: 2 })).toEqual(['Ali'])
  })

  test('that would be refused is refused to a trial as well', async ({ db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    await publishName(db, path, 'Lou', '2020-01-01')
    const file = prenomsCsv([['F', 'Ali', 1, 2024]])
    const trial = publishText(db, path, file, { dryRun: true, publishedAt: day('2019-12-31') })
    await expect(trial).rejects.toMatchObject({ code: 'PUBLICATION_DATE_INVALID' })
  })
})

describe('the pin of a state', () => {
  test('gives the same state again, whatever is published meanwhile', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishName(db, path, 'Lou', '2020-01-01')
    const position = await publishName(db, path, 'Ali', '2021-01-01')
    const { recordedAt } = await readHead(db)
    const asked: readonly AsOf[] = [
      { position },
      { position: 0 },
      { position, datasetId: id },
      { knownAt: recordedAt },
      { publishedAt: day('2020-06-01') },
      { datasetId: id, version: 1 },
      { datasetId: id, version: 2 },
    ]
    const states = await Promise.all(asked.map(async (asOf) => await stateAt(db, asOf)))
    const names = await Promise.all(states.map(async (state) => await namesOf(db, state)))
    await publishName(db, path, 'Max', '2021-01-02')
    const other = await givenDataset(db, 'prenoms')
    await publishName(db, other.path, 'Zoé', '2019-01-01')
    for (const [i, state] of states.entries()) {
      const { kindTicks, ...again } = await stateAt(db, state.pin)
      expect(again, JSON.stringify(asked[i])).toEqual({ ...state, kindTicks: undefined })
      expect(kindTicks.get('prenoms')).toBeGreaterThan(state.kindTicks.get('prenoms') ?? 0n)
      expect(await namesOf(db, state)).toEqual(names[i])
      expect(await namesAt(db, state.pin)).toEqual(names[i])
    }
  })
})
