import { describe, expect } from 'vitest'
import { prenoms } from '../../src/datasets/prenoms.ts'
import {
  type Db,
  diffSummary,
  EVERYTHING,
  listChanges,
  listRecords,
  readHead,
  resolveState,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { testShared } from '../shared.ts'
import { sharedFile } from './rawCsv.ts'

const FILE = 'prenoms/antibes-prenoms-naissance.csv'
const ROWS = 9_077

/** Header and lines as they are in the file. */
function antibes(): { readonly header: string; readonly lines: readonly string[] } {
  const [header = '', ...lines] = sharedFile(FILE).toString('utf8').trimEnd().split('\r\n')
  return { header, lines }
}

const fileOf = (header: string, lines: readonly string[]) =>
  `${[header, ...lines].join('\r\n')}\r\n`

async function recordsOf(db: Db, datasetId: number, version: number): Promise<readonly string[]> {
  const state = await resolveState(db, await readHead(db), { datasetId, version })
  const page = { filter: EVERYTHING, size: 20_000, towards: 'end' } as const
  const { rows } = await listRecords(db, prenoms, state, page)
  return rows
    .map(
      ({ values: { communeNom, collInsee, enfantSexe, enfantPrenom, nombreOccurrences, annee } }) =>
        [communeNom, collInsee, enfantSexe, enfantPrenom, nombreOccurrences, annee].join(','),
    )
    .toSorted()
}

describe('the first names of Antibes', () => {
  testShared('are as many records as lines, identical lines included', async ({ db }) => {
    const { lines } = antibes()
    expect(lines).toHaveLength(ROWS)
    expect(new Set(lines).size).toBe(ROWS - 73)
    const { path, id } = await givenDataset(db, 'prenoms')
    const outcome = await publishText(db, path, sharedFile(FILE))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { rowsRead: ROWS, recordCount: ROWS, added: ROWS },
    })
    // No cell of this file is quoted: a line is its cells.
    expect(await recordsOf(db, id, 1)).toEqual(lines.toSorted())
  })

  testShared('have no change when their lines come in another order', async ({ db }) => {
    const { header, lines } = antibes()
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, sharedFile(FILE))
    const mixed = lines.toSorted((a, b) =>
      (a.split(',')[3] ?? '') < (b.split(',')[3] ?? '') ? 1 : -1,
    )
    expect(mixed).not.toEqual(lines)
    const outcome = await publishText(db, path, fileOf(header, mixed))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { number: 2, recordCount: ROWS, added: 0, removed: 0, changed: 0 },
    })
    expect(await recordsOf(db, id, 2)).toEqual(await recordsOf(db, id, 1))
  })

  testShared(
    'lose exactly one record when one of several identical lines is dropped',
    async ({ db }) => {
      const { header, lines } = antibes()
      const { path, id } = await givenDataset(db, 'prenoms')
      await publishText(db, path, sharedFile(FILE))
      const twin = lines.findIndex((line, i) => lines.indexOf(line) < i)
      const dropped = lines[twin]
      const outcome = await publishText(db, path, fileOf(header, lines.toSpliced(twin, 1)))
      expect(outcome).toMatchObject({
        outcome: 'published',
        version: { recordCount: ROWS - 1, added: 0, removed: 1, changed: 0 },
      })
      const head = await readHead(db)
      const from = await resolveState(db, head, { datasetId: id, version: 1 })
      const to = await resolveState(db, head, { datasetId: id, version: 2 })
      const query = { kind: prenoms, from, to, filter: EVERYTHING }
      const [change, ...others] = await listChanges(db, query, { size: 10 })
      expect(others).toEqual([])
      expect(change).toMatchObject({ kind: 'removed', after: undefined })
      const { enfantSexe, enfantPrenom, nombreOccurrences, annee } = change?.before?.values ?? {}
      expect(dropped).toBe(
        ['Antibes', '06004', enfantSexe, enfantPrenom, nombreOccurrences, annee].join(','),
      )
      const total = lines.reduce((sum, line) => sum + Number(line.split(',')[4]), 0)
      expect((await diffSummary(db, query)).totals).toEqual([
        {
          column: 'nombreOccurrences',
          before: String(total),
          added: '0',
          removed: String(nombreOccurrences),
          changed: '0',
          after: String(total - Number(nombreOccurrences)),
        },
      ])
    },
  )
})
