import { expect } from 'vitest'
import { subventions } from '../../src/datasets/subventions.ts'
import { EVERYTHING, listRecords, readHead, stateOfHead } from '../../src/history/index.ts'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'
import { csvOf, MODEL_KINDS } from './modelKinds.ts'

test('a filter that no empty cell satisfies leaves nothing after a row that has one', async ({
  db,
}) => {
  const [, kind] = MODEL_KINDS
  if (kind === undefined) throw new Error('no kind')
  const { path } = await givenDataset(db, 'subventions')
  const lines = ['a', 'b', ''].map((objet) => ({ nomBeneficiaire: 'B', objet }))
  await publishText(db, path, csvOf(kind, lines))
  const state = stateOfHead(await readHead(db))
  const page = { order: { column: 'objet', direction: 'asc' }, size: 10 } as const
  const read = async (
    more: Pick<Parameters<typeof listRecords>[3], 'filter' | 'towards' | 'from'>,
  ) => (await listRecords(db, subventions, state, { ...page, ...more })).rows
  const all = await read({ filter: EVERYTHING, towards: 'end' })
  const objets = (rows: typeof all) => rows.map(({ values }) => values['objet'])
  expect(objets(all)).toEqual(['a', 'b', null])
  const [, , from] = all
  if (from === undefined) throw new Error('no third row')
  const filter = { op: 'eq', column: 'objet', value: 'a' } as const
  expect(await read({ filter, towards: 'end', from })).toEqual([])
  expect(objets(await read({ filter, towards: 'start', from }))).toEqual(['a'])
})
