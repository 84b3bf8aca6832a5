import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import { KINDS } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { rebuild } from '../../src/events/index.ts'
import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { derivedTables, everyTable, TRUTH } from '../history/everyTable.ts'
import { createModel, stepsOf } from '../history/model.ts'
import { MODEL_KINDS } from '../history/modelKinds.ts'

describe('rebuild', () => {
  test('gives, from the log alone in an empty database, the very tables that it came from', async ({
    db,
  }) => {
    await givenRandomLog(db)
    await givenTwoChunks(db)
    // Versions of every kind: no table may be left empty.
    await publishExamples(db)
    const written = await derivedTables(db)
    const other = await createDatabase()
    await copyTruth(db, other.db)
    const { rows } = await sql<{ events: bigint }>`
      select count(*) as events from public.event`.execute(db)
    expect(await rebuild(other.db, KINDS)).toBe(Number(rows[0]?.events))
    const replayed = await derivedTables(other.db)
    await other.drop()
    for (const [name, lines] of written) {
      expect(lines.length, name).toBeGreaterThan(0)
      expect(replayed.get(name), name).toEqual(lines)
    }
    expect([...replayed.keys()]).toEqual([...written.keys()])
  })

  test('in place changes nothing, however often', async ({ db }) => {
    await givenRandomLog(db)
    const before = await everyTable(db)
    for (let i = 0; i < 2; i += 1) {
      await rebuild(db, KINDS)
      expect(await everyTable(db)).toEqual(before)
    }
  })

  test('refuses an event that is no longer what was written, and leaves the tables as they were', async ({
    db,
  }) => {
    const other = await createDatabase()
    await givenRandomLog(db)
    await copyTruth(db, other.db)
    await rebuild(other.db, KINDS)
    const before = await derivedTables(other.db)
    await sql`alter table public.event disable trigger user`.execute(other.db)
    await sql`update public.event set leaf = overlay(leaf placing '\\x39'::bytea from 40)
      where position = (select max(position) from public.event)`.execute(other.db)
    await expect(rebuild(other.db, KINDS)).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
    expect(await derivedTables(other.db)).toEqual(before)
    await other.drop()
  })
})

/** Datasets of both kinds, their lives, files with problems and repairs, notes and late columns. */
async function givenRandomLog(db: Db): Promise<void> {
  for (const kind of MODEL_KINDS) {
    const steps = fc.sample(stepsOf(kind, 12), { seed: 5, numRuns: 1 })[0] ?? []
    await createModel(db, kind).publishAll(steps)
  }
  const { path } = await givenDataset(db, 'prenoms')
  const without = 'COLL_INSEE;ENFANT_PRENOM;NOMBRE_OCCURRENCES;ANNEE;Remarque\n'
  await publishText(db, path, `${without}99901;zoé ;x;2020;bis\n99901; Lou;2;2020;\n`, {
    note: 'Première mise en ligne',
    idempotencyKey: `clé de ${path}`,
  })
  const sexes = 'COLL_INSEE;ENFANT_SEXE;ENFANT_PRENOM;NOMBRE_OCCURRENCES;ANNEE\n'
  await publishText(db, path, `${sexes}99901;f;zoé;4;2020\n99901;M;Lou;2;2020\n`)
}

/** A change set is stored by thousands of changes. */
async function givenTwoChunks(db: Db): Promise<void> {
  const { path } = await givenDataset(db, 'prenoms')
  const rows = Array.from({ length: 5_002 }, (_, i) => ['F', `P${i}`, 1, 2020] as const)
  await publishText(db, path, prenomsCsv(rows))
}

/** Its rows, by SQL alone: a derived table is neither read nor written. */
async function copyTruth(from: Db, to: Db): Promise<void> {
  await sql`truncate public.log_head`.execute(to)
  for (const name of TRUTH) {
    const table = sql.table(`public.${name}`)
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${table} t`.execute(from)
    const all = rows.map(({ row }) => row)
    await sql`insert into ${table}
      select * from jsonb_populate_recordset(null::${table}, ${all}::jsonb)`.execute(to)
  }
}
