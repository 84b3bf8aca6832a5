import { describe, expect } from 'vitest'
import { marches } from '../../src/datasets/marches.ts'
import {
  afterVersion,
  countRecords,
  type Db,
  diffSummary,
  EVERYTHING,
  type Filter,
  listChanges,
  listRecords,
  readHead,
  resolveState,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { testShared } from '../shared.ts'
import { cents, sharedFile } from './rawCsv.ts'

/** A contract as the raw file has it, read by JSON.parse. */
interface Raw {
  readonly id: string
  readonly acheteur: { readonly id: string }
  readonly montant: number
  readonly datePublicationDonnees: string
  readonly titulaires: readonly { readonly id: string }[]
}

const SNAPSHOTS = ['2019-02-03', '2019-02-11', '2019-03-07'].map((day) => `marches/pes-${day}.json`)

let published: Promise<number> | undefined

/** The three snapshots as versions of one dataset; gives its id. */
async function givenSnapshots(db: Db): Promise<number> {
  published ??= publishSnapshots(db)
  return await published
}

async function publishSnapshots(db: Db): Promise<number> {
  const { path, id } = await givenDataset(db, 'marches')
  for (const file of SNAPSHOTS) {
    const outcome = await publishText(db, path, sharedFile(file))
    expect(outcome.outcome, file).toBe('published')
  }
  return id
}

function rawOf(file: string): readonly Raw[] {
  return JSON.parse(sharedFile(file).toString()).marches
}

/** The rows of a file that are its records: of each key the one published last, then the last one. */
function recordsOf(file: string): readonly Raw[] {
  const latest = new Map<string, Raw>()
  for (const row of rawOf(file)) {
    const key = `${row.acheteur.id} ${row.id}`
    const known = latest.get(key)
    if (known === undefined || row.datePublicationDonnees >= known.datePublicationDonnees) {
      latest.set(key, row)
    }
  }
  return [...latest.values()]
}

async function stateAfter(db: Db, datasetId: number, version: number) {
  return await resolveState(db, await readHead(db), afterVersion(datasetId, version))
}

const over = (montant: string): Filter => ({ op: 'gt', column: 'montant', value: montant })

describe('three snapshots of the contracts of local bodies', () => {
  testShared('have 110, 138 and 552 rows, which are 110, 138 and 550 keys', async () => {
    expect(SNAPSHOTS.map((file) => rawOf(file).length)).toEqual([110, 138, 552])
    expect(SNAPSHOTS.map((file) => recordsOf(file).length)).toEqual([110, 138, 550])
  })

  testShared('add 28 contracts, then add 412 and change one', async ({ db }) => {
    const id = await givenSnapshots(db)
    const summaryOf = async (from: number) => {
      const states = {
        from: await stateAfter(db, id, from),
        to: await stateAfter(db, id, from + 1),
      }
      const { added, removed, changed, unchanged } = await diffSummary(db, {
        kind: marches,
        ...states,
        filter: EVERYTHING,
      })
      return { added, removed, changed, unchanged }
    }
    expect(await summaryOf(0)).toEqual({ added: 110, removed: 0, changed: 0, unchanged: 0 })
    expect(await summaryOf(1)).toEqual({ added: 28, removed: 0, changed: 0, unchanged: 110 })
    expect(await summaryOf(2)).toEqual({ added: 412, removed: 0, changed: 1, unchanged: 137 })
  })

  testShared('change the contract whose rows differ in the raw files', async ({ db }) => {
    const id = await givenSnapshots(db)
    const [, second = '', third = ''] = SNAPSHOTS
    const before = new Map(recordsOf(second).map((row) => [`${row.acheteur.id} ${row.id}`, row]))
    const changed = recordsOf(third).filter((row) => {
      const old = before.get(`${row.acheteur.id} ${row.id}`)
      return old !== undefined && JSON.stringify(old) !== JSON.stringify(row)
    })
    expect(changed).toHaveLength(1)
    const query = {
      kind: marches,
      from: await stateAfter(db, id, 2),
      to: await stateAfter(db, id, 3),
      filter: EVERYTHING,
    }
    const [change, ...others] = await listChanges(db, query, { size: 10, kinds: ['changed'] })
    expect(others).toEqual([])
    expect(change?.after?.values).toMatchObject({
      idMarche: changed[0]?.id,
      acheteurId: changed[0]?.acheteur.id,
    })
  })

  testShared('over a million euros are those of the raw files at each state', async ({ db }) => {
    const id = await givenSnapshots(db)
    for (const [i, file] of SNAPSHOTS.entries()) {
      const state = await stateAfter(db, id, i + 1)
      for (const threshold of [1_000_000, 40_000, 213_333]) {
        const raw = recordsOf(file).filter(({ montant }) => montant > threshold)
        const filter = over(String(threshold))
        expect(await countRecords(db, marches, state, filter)).toBe(raw.length)
        const page = { filter, size: 1_000, towards: 'end' } as const
        const { rows } = await listRecords(db, marches, state, page)
        const sum = cents(rows.map(({ values }) => String(values['montant'])))
        expect(sum).toBe(cents(raw.map(({ montant }) => String(montant))))
      }
      const million = recordsOf(file).filter(({ montant }) => montant > 1_000_000)
      expect(million.length).toBeGreaterThan(0)
    }
  })

  testShared('are found by any of their holders, at each state', async ({ db }) => {
    const id = await givenSnapshots(db)
    for (const [i, file] of SNAPSHOTS.entries()) {
      const state = await stateAfter(db, id, i + 1)
      const raw = recordsOf(file)
      const holders = [...new Set(raw.flatMap(({ titulaires }) => titulaires.map(({ id }) => id)))]
      for (const holder of holders.slice(0, 40)) {
        const filter: Filter = {
          op: 'some',
          column: 'titulaires',
          filter: { op: 'eq', column: 'idTitulaire', value: holder },
        }
        const own = raw.filter(({ titulaires }) => titulaires.some(({ id }) => id === holder))
        expect(await countRecords(db, marches, state, filter), holder).toBe(own.length)
      }
    }
  })
})
