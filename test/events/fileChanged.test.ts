import { expect } from 'vitest'
import { publish } from '../../src/ingest/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, TOKEN } from '../given.ts'

test('a file that changes while it is published is not published', async ({ db }) => {
  const { path, id } = await givenDataset(db, 'prenoms')
  let reads = 0
  // What was inspected and compared is one file; what is stored last would be another.
  const source = {
    async *bytes() {
      reads += 1
      yield Buffer.from(prenomsCsv([['F', 'Zoé', reads > 2 ? 4 : 3, 2024]]))
    },
  }

  await expect(publish(db, { source, dataset: path, token: TOKEN })).rejects.toMatchObject({
    code: 'FILE_CHANGED',
  })

  const versions = await db.selectFrom('version').where('dataset_id', '=', id).execute()
  const originals = await db.selectFrom('public.original').where('dataset_id', '=', id).execute()
  expect([versions, originals]).toEqual([[], []])
})
