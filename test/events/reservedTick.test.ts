import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { KINDS, kindOf } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import {
  type DraftChange,
  datasetHashes,
  publishVersion,
  rebuild,
  type VersionDraft,
} from '../../src/events/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText, TOKEN } from '../given.ts'
import { derivedTables } from '../history/everyTable.ts'

const ROWS = 1_500

/** A first version of many rows, in the middle of which something else happens. */
async function load(db: Db, datasetId: number, rows: number, meanwhile: () => Promise<unknown>) {
  const hashes = await datasetHashes(db, datasetId)
  const kind = kindOf('prenoms', KINDS)
  const changes = async function* (): AsyncGenerator<DraftChange> {
    for (let i = 0; i < rows; i += 1) {
      if (i === rows - 10) await meanwhile()
      const cells = { collInsee: '99901', annee: 2020, enfantSexe: 'F', enfantPrenom: `P${i}` }
      const keyHash = hashes.ofKey(['99901', 2020, 'F', `P${i}`])
      yield { op: 'added', keyHash, rank: 0, cells: { ...cells, nombreOccurrences: 1 } }
    }
  }
  const [schema] = kind.schemas
  if (schema === undefined) throw new Error('a kind without a schema')
  const draft: VersionDraft = {
    ...{ kind, datasetId, hashes, baseStreamVersion: 1, token: TOKEN, scope: 'complet', schema },
    ...{ columns: [], rowsRead: rows, changes: changes(), changeCount: rows },
    original: Readable.from([]),
    fileSha256: hash('sha256', '', 'buffer'),
    reading: { format: 'csv', schema: schema.name, schemaVersion: schema.version, columns: [] },
    report: { problems: [], repairs: [] },
    examples: [],
  }
  return await publishVersion(db, draft)
}

const lou = (count: number) => prenomsCsv([['F', 'Lou', count, 2020]])

async function head(db: Db) {
  const { rows } = await sql<{ position: number; tick: bigint }>`
    select position, tick from public.log_head`.execute(db)
  return rows[0]
}

/** Rows that PostgreSQL's planner expects of a dataset. */
async function expectedRows(db: Db, datasetId: number): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': readonly [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) select from prenom_current where dataset_id = ${sql.lit(datasetId)}`.execute(
    db,
  )
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

describe('a load of many rows', () => {
  test('is known to the planner as soon as it is there, for the next version to be compared', async ({
    db,
  }) => {
    const small = await givenDataset(db, 'prenoms')
    await publishText(db, small.path, lou(1))
    await sql`analyze prenom_current`.execute(db)
    const large = await givenDataset(db, 'prenoms')
    await load(db, large.id, ROWS, async () => {})
    expect(await expectedRows(db, large.id)).toBeGreaterThan(ROWS / 2)
  })

  test('lets others publish before its end, and takes its place after them', async ({ db }) => {
    const large = await givenDataset(db, 'prenoms')
    const small = await givenDataset(db, 'prenoms')
    const positions: number[] = []
    const meanwhile = async () => {
      for (const count of [1, 2]) {
        const outcome = await publishText(db, small.path, lou(count))
        if (outcome.outcome === 'published') positions.push(outcome.version.position)
        const { rows } = await sql<{ count: bigint }>`
          select count(*) from lecture.prenom_current where dataset_id = ${large.id}`.execute(db)
        expect(rows[0]?.count).toBe(0n)
      }
    }
    const before = await head(db)
    positions.push(await load(db, large.id, ROWS, meanwhile))
    const after = await publishText(db, small.path, lou(3))
    expect(after).toMatchObject({ outcome: 'published', version: { added: 0, changed: 1 } })
    const first = (before?.position ?? 0) + 1
    expect(positions).toEqual([first, first + 1, first + 2])
    expect(await head(db)).toMatchObject({ position: first + 3 })
    const { rows } = await sql<{ tick: bigint; from: bigint }>`
      select e.tick, (select min(from_tick) from lecture.prenom_current where dataset_id = ${large.id}) as from
      from public.event e where position = ${first + 2}`.execute(db)
    expect(rows[0]?.tick).toBe(rows[0]?.from)
    const written = await derivedTables(db)
    await rebuild(db, KINDS)
    expect(await derivedTables(db)).toEqual(written)
  })

  test('that fails leaves nothing, not even a place', async ({ db }) => {
    const { id, path } = await givenDataset(db, 'prenoms')
    const before = await head(db)
    const failure = new Error('disk full')
    await expect(load(db, id, ROWS, () => Promise.reject(failure))).rejects.toBe(failure)
    expect(await head(db)).toEqual(before)
    expect(await publishText(db, path, lou(1))).toMatchObject({ version: { recordCount: 1 } })
  })

  test('does not wait for another that is ahead, unless it is far larger', async ({ db }) => {
    const datasets = [await givenDataset(db, 'prenoms'), await givenDataset(db, 'prenoms')]
    const [one, two] = datasets.map(({ id }) => id)
    const positions: number[] = []
    const last = await load(db, one ?? 0, ROWS, async () => {
      positions.push(await load(db, two ?? 0, ROWS, async () => {}))
    })
    expect(positions).toEqual([last - 1])
  })

  test('is behind when the head has passed its tick, and is compared again', async ({ db }) => {
    const { id } = await givenDataset(db, 'prenoms')
    const meanwhile = () => sql`update public.log_head set tick = tick + (1 << 21)`.execute(db)
    await expect(load(db, id, ROWS, meanwhile)).rejects.toMatchObject({
      code: 'STREAM_VERSION_CONFLICT',
    })
  })
})
