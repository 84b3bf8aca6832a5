import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import { migrate } from '../../src/db/index.ts'
import { test } from '../database.ts'
import { derivedTables } from '../history/everyTable.ts'
import { createModel, stepsOf } from '../history/model.ts'
import { MODEL_KINDS } from '../history/modelKinds.ts'

test('the migration of totals gives to the versions before it what their publication would have', async ({
  db,
  database,
}) => {
  for (const kind of MODEL_KINDS) {
    const steps = fc.sample(stepsOf(kind, 12), { seed: 7, numRuns: 1 })[0] ?? []
    await createModel(db, kind).publishAll(steps)
  }
  // Versions of every kind.
  await publishExamples(db)
  const written = (await derivedTables(db)).get('lecture.dataset_total') ?? []
  expect(written.length).toBeGreaterThan(10)
  await sql`drop table lecture.dataset_total`.execute(db)
  await sql`delete from public._prisma_migrations where migration_name like '%dataset_totals'`.execute(
    db,
  )
  expect(await migrate(database.url)).toEqual(['20261127090000_dataset_totals'])
  expect((await derivedTables(db)).get('lecture.dataset_total')).toEqual(written)
})
