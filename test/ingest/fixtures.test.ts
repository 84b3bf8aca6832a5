import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { type FileReport, fileSource, publish } from '../../src/ingest/index.ts'
import { NO_ROWS } from '../../src/ingest/readRows.ts'
import { test } from '../database.ts'
import { givenDataset, TOKEN } from '../given.ts'
import { everyTable } from '../history/everyTable.ts'

const KINDS = ['adresses', 'prenoms', 'subventions'] as const

const FIXTURES = join(import.meta.dirname, '../fixtures')

/** `[code, column, line, value, repaired]` */
type Said = readonly [string, string | null, number, string | null, string | null]

interface Fixture {
  readonly file: `${(typeof KINDS)[number]}/${string}`
  /** Every example of the report, problems and repairs, in the order of the file. */
  readonly says: readonly Said[]
  readonly encoding?: 'utf-8-bom' | 'windows-1252'
  readonly columns?: readonly object[]
}

const ACCEPTED: readonly Fixture[] = [
  {
    file: 'subventions/decimales-francaises',
    says: [
      ['nombre', 'montant', 2, '1 234,50', '1234.5'],
      ['nombre', 'montant', 3, '3800,00', '3800'],
      ['nombre', 'montant', 4, '12\u00a0000', '12000'],
      ['nombre', 'montant', 5, '1\u202f234\u202f567,8', '1234567.8'],
      ['nombre', 'pourcentageSubvention', 5, '0,25', '0.25'],
    ],
  },
  {
    file: 'subventions/dates-francaises',
    says: [
      ['date', 'dateConvention', 2, '04/03/2024', '2024-03-04'],
      ['periode', 'datesPeriodeVersement', 2, '04/03/2024_31/12/2024', '2024-03-04/2024-12-31'],
      ['date', 'dateConvention', 3, '5/3/2024', '2024-03-05'],
      ['date_inexistante', 'dateConvention', 4, '30/02/2024', null],
      ['date_illisible', 'dateConvention', 5, 'mars 2024', null],
    ],
  },
  {
    file: 'subventions/montant-illisible',
    says: [
      ['nombre_illisible', 'montant', 3, 'à préciser', null],
      ['valeur_manquante', 'montant', 4, null, null],
    ],
  },
  {
    file: 'subventions/siret-avec-espaces',
    says: [
      ['siret', 'idBeneficiaire', 2, '299 900 043 00017', '29990004300017'],
      ['siret', 'idBeneficiaire', 3, '299900043\u00a000017', '29990004300017'],
    ],
  },
  {
    file: 'subventions/siret-cle-fausse',
    says: [
      ['siret_invalide', 'idBeneficiaire', 3, '29990004300018', null],
      ['siret_invalide', 'idBeneficiaire', 4, '2999000430001', null],
    ],
  },
  // « aide en numéraire » is in the model's list: were its accent lost, the report would say so.
  { file: 'subventions/windows-1252', says: [], encoding: 'windows-1252' },
  {
    file: 'subventions/entetes-sans-accents-ni-casse',
    says: [],
    columns: [
      { source: 'NOMBENEFICIAIRE', target: 'nomBeneficiaire', rule: 'casse' },
      { source: 'RéférenceDécision', target: 'referenceDecision', rule: 'casse' },
      { source: 'Montant ', target: 'montant', rule: 'casse' },
    ],
  },
  {
    file: 'prenoms/bom-utf-8',
    says: [],
    encoding: 'utf-8-bom',
    columns: [{ source: 'COMMUNE_NOM', target: 'communeNom', rule: 'exact' }],
  },
  {
    file: 'prenoms/colonne-inconnue',
    says: [],
    columns: [{ source: 'OBSERVATIONS', target: null, rule: 'ignoree' }],
  },
  { file: 'prenoms/cellules-en-trop', says: [] },
  {
    file: 'adresses/bal-1.3',
    says: [],
    columns: [
      { source: 'uid_adresse', target: 'idBanAdresse', rule: 'decoupee' },
      { source: 'voie_nom', target: 'toponyme', rule: 'exact' },
    ],
  },
  { file: 'adresses/bal-1.4', says: [] },
  { file: 'adresses/bal-1.5', says: [] },
  { file: 'adresses/positions-multiples', says: [] },
  { file: 'adresses/toponyme-sans-numero', says: [] },
  { file: 'adresses/parcelles-multiples', says: [] },
]

const REFUSED: readonly Fixture[] = [
  {
    file: 'subventions/ligne-trop-courte',
    says: [['largeur_de_ligne', null, 3, '3 cellules au lieu de 16', null]],
  },
  { file: 'subventions/guillemet-ouvert', says: [['guillemet_ouvert', null, 3, null, null]] },
  {
    file: 'prenoms/colonne-de-cle-absente',
    says: [['colonne_de_cle_absente', null, 1, 'ANNEE', null]],
  },
  { file: 'prenoms/colonne-en-double', says: [['colonne_en_double', null, 1, 'ANNEE', null]] },
  { file: 'prenoms/fichier-vide', says: [['fichier_vide', null, 1, null, null]] },
  { file: 'prenoms/lignes-blanches', says: [['fichier_vide', null, 1, null, null]] },
  { file: 'prenoms/en-tete-seul', says: [['fichier_vide', null, 1, null, null]] },
  {
    file: 'prenoms/ligne-blanche-avant-en-tete',
    says: [['modele_inconnu', null, 1, null, null]],
  },
  { file: 'prenoms/page-html', says: [['fichier_html', null, 1, null, null]] },
  { file: 'prenoms/binaire', says: [['fichier_binaire', null, 1, null, null]] },
]

async function deposit(db: Db, { file }: Fixture, dryRun: boolean) {
  const { path } = await givenDataset(db, file.split('/')[0] ?? '', '299900035')
  const before = await everyTable(db)
  const source = fileSource(join(FIXTURES, `${file}.csv`))
  const result = await publish(db, { source, dataset: path, token: TOKEN, dryRun })
  expect(await everyTable(db), 'nothing is written').toEqual(before)
  return result
}

function saidBy({ examples }: FileReport): readonly Said[] {
  return examples.map(({ code, column, line, value, repaired }) => [
    code,
    column,
    line,
    value,
    repaired,
  ])
}

describe('a file that is taken as it is', () => {
  test.for(ACCEPTED)('$file', async (fixture, { db }) => {
    const result = await deposit(db, fixture, true)
    if (result.outcome !== 'dry-run') throw new Error(result.outcome)
    const { file, preview } = result
    expect(saidBy(file)).toEqual(fixture.says)
    expect(file.reading?.encoding).toBe(fixture.encoding ?? 'utf-8')
    expect(file.reading?.delimiter).toBe(';')
    expect(file.reading?.columns).toEqual(expect.arrayContaining([...(fixture.columns ?? [])]))
    expect(file.counts).toEqual({ ...NO_ROWS, rowsRead: preview.added })
    expect(preview.added).toBeGreaterThan(0)
  })
})

describe('a file that is refused whole, and of which nothing is written', () => {
  test.for(REFUSED)('$file', async (fixture, { db }) => {
    const result = await deposit(db, fixture, false)
    if (result.outcome !== 'refused') throw new Error(result.outcome)
    expect(saidBy(result.file)).toEqual(fixture.says)
    const blocking = result.file.report.problems.filter(({ severity }) => severity === 'bloquant')
    expect(blocking.map(({ code, lines }) => [code, lines])).toEqual(
      fixture.says.map(([code, , line]) => [code, [line]]),
    )
  })
})

test('every fixture is used', () => {
  const files = KINDS.flatMap((kind) =>
    readdirSync(join(FIXTURES, kind)).map((name) => `${kind}/${name.replace('.csv', '')}`),
  )
  const used = [...ACCEPTED, ...REFUSED].map(({ file }) => file)
  expect(used.toSorted()).toEqual(files.toSorted())
})
