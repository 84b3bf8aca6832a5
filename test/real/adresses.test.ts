import { describe, expect } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import {
  afterVersion,
  countRecords,
  type Db,
  EVERYTHING,
  type Filter,
  listChanges,
  readHead,
  resolveState,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { testShared } from '../shared.ts'
import { rawLines, sharedFile } from './rawCsv.ts'

const BRUZ = 'bal/bruz-35047-bal-v1.3.csv'
const SAMPLES = ['bal/aitf-bal_simple_v1.3.csv', 'bal/aitf-bal_simple_v1.4.csv']

/** Where 1.3 has each identifier in its one column, and 1.4 in a column of its own. */
const IDENTIFIERS: Readonly<Record<string, readonly [string, string]>> = {
  idBanCommune: ['c', 'id_ban_commune'],
  idBanToponyme: ['v', 'id_ban_toponyme'],
  idBanAdresse: ['a', 'id_ban_adresse'],
}

function linesOf(file: string) {
  return rawLines(sharedFile(file).toString('utf8').replace('\uFEFF', ''), ';')
}

async function publishAll(db: Db, files: readonly string[]) {
  const { path, id } = await givenDataset(db, 'adresses')
  const versions = []
  for (const file of files) {
    const outcome = await publishText(db, path, sharedFile(file))
    if (outcome.outcome !== 'published') throw new Error(`${file}: ${outcome.outcome}`)
    versions.push(outcome.version)
  }
  return { id, versions }
}

describe('the addresses of a whole town', () => {
  testShared('are all records, found by their street and by their parcel', async ({ db }) => {
    const lines = linesOf(BRUZ)
    expect(lines).toHaveLength(5_843)
    const { id, versions } = await publishAll(db, [BRUZ])
    expect(versions).toMatchObject([{ rowsRead: 5_843, recordCount: 5_843, added: 5_843 }])
    const state = await resolveState(db, await readHead(db), { datasetId: id, version: 1 })
    const count = async (filter: Filter) => await countRecords(db, adresses, state, filter)
    for (const voie of ['Rue des Acacias', 'Avenue Alphonse Legault']) {
      const own = lines.filter(({ voie_nom }) => voie_nom === voie)
      expect(own.length).toBeGreaterThan(0)
      expect(await count({ op: 'eq', column: 'toponyme', value: voie })).toBe(own.length)
    }
    const parcel = '350047000AS0562'
    const served = lines.filter(({ cad_parcelles = '' }) =>
      cad_parcelles.split('|').includes(parcel),
    )
    expect(served.length).toBeGreaterThan(0)
    expect(await count({ op: 'has', column: 'cadParcelles', value: parcel })).toBe(served.length)
    const toponyms = lines.filter(({ numero }) => numero === '99999')
    expect(toponyms).toHaveLength(83)
    expect(await count({ op: 'eq', column: 'numero', value: 99_999 })).toBe(83)
    expect(await count(EVERYTHING)).toBe(5_843)
  })
})

describe('the same 25 addresses in BAL 1.3, then in 1.4', () => {
  testShared('are the same records: none is added or removed', async ({ db }) => {
    const { versions } = await publishAll(db, SAMPLES)
    expect(versions).toMatchObject([
      { added: 25, removed: 0, changed: 0, recordCount: 25 },
      { added: 0, removed: 0, recordCount: 25 },
    ])
  })

  testShared('change only where the identifiers of the two files differ', async ({ db }) => {
    const { id } = await publishAll(db, SAMPLES)
    const [old = [], recent = []] = SAMPLES.map(linesOf)
    // In 1.4 a spreadsheet has incremented the identifier of the town, line after line.
    const expected = recent.flatMap((line, i) => {
      const names = Object.keys(IDENTIFIERS).filter((name) => {
        const [letter, column] = IDENTIFIERS[name] ?? []
        const [, before = ''] =
          new RegExp(`@${letter}:(\\S+)`).exec(old[i]?.['uid_adresse'] ?? '') ?? []
        return (line[column ?? ''] ?? '') !== before
      })
      return names.length > 0 ? [[line['cle_interop'], names]] : []
    })
    expect(expected.length).toBeGreaterThan(20)
    const head = await readHead(db)
    const [from, to] = await Promise.all(
      [1, 2].map((version) => resolveState(db, head, afterVersion(id, version))),
    )
    if (from === undefined || to === undefined) throw new Error('two states')
    const query = { kind: adresses, from, to, filter: EVERYTHING }
    const changes = await listChanges(db, query, { size: 100 })
    const found = changes.map(({ before, after }) => [
      after?.values['cleInterop'],
      Object.keys(adresses.columns).filter(
        (name) => JSON.stringify(before?.values[name]) !== JSON.stringify(after?.values[name]),
      ),
    ])
    expect(found).toEqual(expected)
  })
})
