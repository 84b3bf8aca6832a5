import { describe, expect } from 'vitest'
import { subventions } from '../../src/datasets/subventions.ts'
import {
  countRecords,
  type Db,
  EVERYTHING,
  type Filter,
  listRecords,
  readHead,
  stateOfHead,
  sumRecords,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { testShared } from '../shared.ts'
import { cents, rawLines, sharedFile } from './rawCsv.ts'

const FILE = 'subventions/exemples/SCDL_DEP_Haute Garonne_datalocale-subvention.csv'
const HAUTE_GARONNE = '223100017'
const ROQUES = '21310458100011'
const SICOVAL = '24310063300011'

type Raw = Readonly<Record<string, string>>

/** Published once, with the grants of two bodies. */
let published: Promise<readonly Raw[]> | undefined

async function givenFile(db: Db): Promise<readonly Raw[]> {
  published ??= publishFile(db)
  return await published
}

async function publishFile(db: Db): Promise<readonly Raw[]> {
  const { path } = await givenDataset(db, 'subventions', HAUTE_GARONNE)
  const bytes = sharedFile(FILE)
  const outcome = await publishText(db, path, bytes)
  expect(outcome).toMatchObject({
    outcome: 'published',
    version: { rowsRead: 69, recordCount: 69 },
  })
  return rawLines(bytes.toString('utf8'), ';')
}

/** Count, exact sum and beneficiaries, by the API's reads and by the raw file. */
async function expectSame(db: Db, filter: Filter, lines: readonly Raw[]): Promise<void> {
  const state = stateOfHead(await readHead(db))
  expect(await countRecords(db, subventions, state, filter)).toBe(lines.length)
  const { count, sums } = await sumRecords(db, subventions, state, filter)
  expect(count).toBe(lines.length)
  expect(cents([sums['montant'] ?? ''])).toBe(cents(lines.map(({ montant = '' }) => montant)))
  const page = { filter, size: 100, towards: 'end' } as const
  const { rows } = await listRecords(db, subventions, state, page)
  const names = (all: readonly (readonly unknown[])[]) => all.map((one) => one.join('|')).toSorted()
  expect(
    names(
      rows.map(({ values }) => [
        values['nomBeneficiaire'],
        values['objet'],
        values['idBeneficiaire'],
      ]),
    ),
  ).toEqual(
    names(lines.map((line) => [line['nomBeneficiaire'], line['objet'], line['idBeneficiaire']])),
  )
}

const equal = (column: string, value: string): Filter => ({ op: 'eq', column, value })
const atLeast = (montant: string): Filter => ({ op: 'gte', column: 'montant', value: montant })
const both = (...filters: readonly Filter[]): Filter => ({ op: 'and', filters })

describe('the grants of a town and of an agglomeration, in one file of a département', () => {
  testShared('are all records', async ({ db }) => {
    const lines = await givenFile(db)
    expect(lines).toHaveLength(69)
    expect(cents(lines.map(({ montant = '' }) => montant))).toBe(35_755_885n)
    await expectSame(db, EVERYTHING, lines)
  })

  testShared(
    'are found by the body that gave them, which is not the one that published',
    async ({ db }) => {
      const lines = await givenFile(db)
      for (const [siret, count] of [
        [ROQUES, 40],
        [SICOVAL, 29],
      ] as const) {
        const own = lines.filter(({ idAttribuant }) => idAttribuant === siret)
        expect(own).toHaveLength(count)
        await expectSame(db, equal('idAttribuant', siret), own)
        await expectSame(db, equal('sirenAttribuant', siret.slice(0, 9)), own)
      }
      await expectSame(db, equal('sirenAttribuant', HAUTE_GARONNE), [])
    },
  )

  testShared('are found by their beneficiary', async ({ db }) => {
    const lines = await givenFile(db)
    const sirets = [...new Set(lines.map(({ idBeneficiaire = '' }) => idBeneficiaire))]
    expect(sirets.length).toBeGreaterThan(30)
    for (const siret of sirets) {
      const own = lines.filter(({ idBeneficiaire }) => idBeneficiaire === siret)
      // A grant whose beneficiary has no number is found by that too.
      const nobody = { op: 'isNull', column: 'idBeneficiaire', value: true } as const
      await expectSame(db, siret === '' ? nobody : equal('idBeneficiaire', siret), own)
    }
  })

  testShared('are found by their amount, of one body or of both', async ({ db }) => {
    const lines = await givenFile(db)
    for (const threshold of [
      '0',
      '500',
      '1050.35',
      '1050.36',
      '7500.00',
      '16823.5',
      '31000',
      '31000.01',
    ]) {
      const large = lines.filter(({ montant = '' }) => cents([montant]) >= cents([threshold]))
      await expectSame(db, atLeast(threshold), large)
      for (const siret of [ROQUES, SICOVAL]) {
        const own = large.filter(({ idAttribuant }) => idAttribuant === siret)
        await expectSame(db, both(equal('idAttribuant', siret), atLeast(threshold)), own)
      }
    }
  })
})
