import { describe, expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import { KINDS, kindOf } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { type AsOf, readHead, resolveState, stateOfHead } from '../../src/history/index.ts'
import { exportRecords } from '../../src/http/index.ts'
import { test as base } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { csvOf, slowExport } from './slowExport.ts'

/** The demonstration, published. */
const test = base.extend<{ $file: { log: Db } }>({
  log: [
    async ({ db }, use) => {
      await publishExamples(db)
      await use(db)
    },
    { scope: 'file' },
  ],
})

const STATES: readonly AsOf[] = [
  { position: 0 },
  { position: 12 },
  { position: 12, datasetId: 1 },
  { datasetId: 1, version: 2 },
  { datasetId: 3, version: 1 },
  { publishedAt: new Date('2024-09-01T00:00:00Z') },
  { publishedAt: new Date('1900-01-01T00:00:00Z') },
]

const OFFICIAL = KINDS.filter(({ storage }) => storage !== 'json')

describe('exportRecords of a state', () => {
  test.for(STATES)('has its records: %o', async (asOf, { log }) => {
    const state = await resolveState(log, await readHead(log), asOf)
    for (const kind of OFFICIAL) {
      const csv = (await Array.fromAsync(exportRecords(log, kind, state, 'csv'))).join('')
      expect(csv).toBe(csvOf(await slowExport(log, kind, state)))
    }
  })

  test.for(['csv', 'ndjson'] as const)(
    'is that of its head, whatever is published after: %s',
    async (format, { log }) => {
      const { path } = await givenDataset(log, 'prenoms')
      await publishText(log, path, prenomsCsv([['F', 'Zoé', 3, 2020]]))
      const kind = kindOf('prenoms')
      const state = stateOfHead(await readHead(log))
      const before = await Array.fromAsync(exportRecords(log, kind, state, format))
      await publishText(log, path, prenomsCsv([['F', 'Zoé', 4, 2020]]))
      const after = await Array.fromAsync(exportRecords(log, kind, state, format))
      const now = stateOfHead(await readHead(log))
      const next = await Array.fromAsync(exportRecords(log, kind, now, format))
      expect(after.join('')).toBe(before.join(''))
      expect(next.join('')).not.toBe(before.join(''))
    },
  )
})
