import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { packOriginals, readOriginal } from '../../src/events/index.ts'

import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

const VERSIONS = 19

/** Names that nothing compresses, one of them another at each version. */
function fileOf(version: number, names: readonly string[]): string {
  return prenomsCsv(names.map((name, i) => ['F', name, i === version ? 2 : 1, 2020]))
}

async function originalOf(db: Db, datasetId: number, version: number): Promise<string> {
  const pieces = await Array.fromAsync(readOriginal(db, { datasetId, streamVersion: version + 1 }))
  return Buffer.concat(pieces).toString()
}

async function chunksOf(db: Db, datasetId: number) {
  const { rows } = await sql<{ version: number; base: number | null; size: number }>`
    select stream_version - 1 as version, base - 1 as base, length(payload) as size
    from public.original where dataset_id = ${datasetId} order by 1`.execute(db)
  return rows
}

/** Of the table of files, with what it holds apart. */
async function bytesOf(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: bigint }>`
    select pg_total_relation_size('public.original') as bytes`.execute(db)
  return Number(rows[0]?.bytes)
}

describe('packing the files of past versions', () => {
  test('makes patches of them, and gives back every byte', async () => {
    const { db, drop } = await createDatabase()
    const { path, id } = await givenDataset(db, 'prenoms')
    const names = Array.from({ length: 300 }, () => randomBytes(20).toString('hex'))
    const files = Array.from({ length: VERSIONS }, (_, version) => fileOf(version, names))
    for (const file of files) await publishText(db, path, file)
    const whole = (await chunksOf(db, id))[0]?.size ?? 0
    expect(await packOriginals(db)).toBe(VERSIONS - 1)
    expect(await packOriginals(db)).toBe(0)
    const chunks = await chunksOf(db, id)
    // The first one alone, each on the one before, one in sixteen alone again; the last as it was received.
    expect(chunks.map(({ base }) => base)).toEqual([
      1,
      ...Array.from({ length: 13 }, (_, i) => i + 1),
      15,
      15,
      16,
      17,
      null,
    ])
    const patches = chunks.filter(({ version, base }) => base !== null && base !== version)
    for (const { size } of patches) expect(size).toBeLessThan(whole / 20)
    for (const [i, file] of files.entries()) {
      expect((await originalOf(db, id, i + 1)) === file, `version ${i + 1}`).toBe(true)
    }
    await drop()
  })

  test('leaves the room of what was received to the files that come', async () => {
    const { db, drop } = await createDatabase()
    const { path, id } = await givenDataset(db, 'prenoms')
    const names = Array.from({ length: 4_000 }, () => randomBytes(20).toString('hex'))
    const publishAndPack = async (version: number) => {
      await publishText(db, path, fileOf(version, names))
      await packOriginals(db)
    }
    for (const version of [1, 2, 3]) await publishAndPack(version)
    const whole = (await chunksOf(db, id)).at(-1)?.size ?? 0
    const before = await bytesOf(db)
    for (const version of [4, 5, 6, 7, 8, 9, 10]) await publishAndPack(version)
    expect(whole).toBeGreaterThan(50_000)
    expect((await bytesOf(db)) - before).toBeLessThan(whole)
    await drop()
  })

  test('leaves alone what is not like the version before, and what no later version follows', async ({
    db,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const noise = () => prenomsCsv([['F', randomBytes(4000).toString('base64url'), 1, 2020]])
    const files = [noise(), noise(), noise()]
    for (const file of files) await publishText(db, path, file)
    await packOriginals(db)
    expect((await chunksOf(db, id)).map(({ base }) => base)).toEqual([1, 2, null])
    for (const [i, file] of files.entries()) expect(await originalOf(db, id, i + 1)).toBe(file)
  })

  test('is done once: nothing else may rewrite a file', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    for (const count of [1, 2]) await publishText(db, path, prenomsCsv([['F', 'Lou', count, 2020]]))
    await packOriginals(db)
    const refused = { code: '23001' }
    for (const change of [sql`payload = '\\x00'`, sql`base = 2`, sql`chunk = 7, base = 2`]) {
      const update = sql`update public.original set ${change} where dataset_id = ${id}`.execute(db)
      await expect(update).rejects.toMatchObject(refused)
    }
    const moved = sql`update public.original set stream_version = 9, base = 2
      where dataset_id = ${id} and base is null`.execute(db)
    await expect(moved).rejects.toMatchObject(refused)
  })
})
