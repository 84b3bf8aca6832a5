import { describe, expect } from 'vitest'
import { type Cells, objectsOf } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import {
  type Db,
  EVERYTHING,
  listRecords,
  readHead,
  resolveState,
  storedCells,
} from '../../src/history/index.ts'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'

const BUYER = '29990001900017'
const [FIRM, OTHER] = ['29990101700010', '29990102500013']

/** A contract in the form of 1.5, some of its values otherwise. */
function contract(id: string, over: object = {}): object {
  return {
    id,
    acheteur: { id: BUYER, nom: 'Département du Val-de-Brume' },
    _type: 'Marché',
    nature: 'Marché',
    objet: 'Réfection d’une toiture',
    codeCPV: '45261210',
    procedure: 'Procédure adaptée',
    lieuExecution: { code: '99901', typeCode: 'Code commune', nom: 'Aubrelune' },
    dureeMois: 4,
    dateNotification: '2019-03-01',
    datePublicationDonnees: '2019-03-15',
    montant: 80_000.5,
    formePrix: 'Ferme',
    titulaires: [{ typeIdentifiant: 'SIRET', id: FIRM, denominationSociale: 'Toits de la Vasme' }],
    modifications: [],
    ...over,
  }
}

/** What becomes of a file, and the cells of its records. */
async function published(db: Db, text: string) {
  const { path, id } = await givenDataset(db, 'marches')
  const outcome = await publishText(db, path, text)
  if (outcome.outcome !== 'published') throw new Error(JSON.stringify(outcome))
  const state = await resolveState(db, await readHead(db), { datasetId: id, version: 1 })
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const { rows } = await listRecords(db, marches, state, page)
  const report = outcome.file?.report
  return {
    path,
    counts: outcome.file?.counts,
    codes: report?.problems.map(({ code, column, lines }) => [code, column, lines]) ?? [],
    records: rows.map(({ values }): Cells => storedCells(marches, values)),
  }
}

const json = (...contracts: readonly object[]) => JSON.stringify({ marches: contracts })

describe('a contract published again in the same file', () => {
  test('is the one of the latest publication, wherever it stands', async ({ db }) => {
    const corrected = contract('2019M00100', {
      datePublicationDonnees: '2019-04-02',
      montant: 90_000,
    })
    const { counts, codes, records } = await published(
      db,
      json(contract('2019M00200'), corrected, contract('2019M00100')),
    )
    expect(counts).toMatchObject({ rowsRead: 3, superseded: 1, merged: 0, refused: 0 })
    expect(records.map(({ idMarche, montant }) => [idMarche, montant])).toEqual([
      ['2019M00200', '80000.5'],
      ['2019M00100', '90000'],
    ])
    expect(codes).toEqual([['ligne_remplacee', null, [3]]])
  })

  test('is the last one of the same day', async ({ db }) => {
    const again = contract('2019M00100', { objet: 'Réfection de la toiture' })
    const { records } = await published(db, json(contract('2019M00100'), again))
    expect(records.map(({ objet }) => objet)).toEqual(['Réfection de la toiture'])
  })

  test('replaces nothing when its buyer is another, or is not told', async ({ db }) => {
    const other = contract('2019M00100', {
      acheteur: { id: '29990002700010', nom: 'Trois-Brumes' },
    })
    const unknown = contract('2019M00100', { acheteur: { nom: 'Inconnu' } })
    const { counts, records } = await published(
      db,
      json(contract('2019M00100'), other, unknown, unknown),
    )
    expect(counts).toMatchObject({ rowsRead: 4, superseded: 0, merged: 0 })
    expect(records).toHaveLength(4)
  })
})

const HEADER =
  'id,acheteur_id,acheteur_nom,nature,objet,codeCPV,procedure,dureeMois,dateNotification,montant,titulaire_id,titulaire_typeIdentifiant,titulaire_denominationSociale'

function line(id: string, day: string, amount: string, firm: string, months = '4'): string {
  const fixed = `${BUYER},Val-de-Brume,Marché,Toiture,45261210,Procédure adaptée`
  return `${id},${fixed},${months},${day},${amount},${firm},SIRET,Entreprise ${firm.slice(5, 9)}`
}

describe('a flat table', () => {
  test('with a row for each holder is one contract with all of them', async ({ db }) => {
    const { counts, records } = await published(
      db,
      [
        HEADER,
        line('2024-01', '2024-05-02', '50000', FIRM),
        line('2024-02', '2024-05-02', '70000', FIRM),
        line('2024-01', '2024-05-02', '50000', OTHER),
      ].join('\n'),
    )
    expect(counts).toMatchObject({ rowsRead: 3, merged: 1, superseded: 0 })
    const holders = records.map(({ idMarche, montant, titulaires }) => [
      idMarche,
      montant,
      objectsOf(titulaires).map(({ idTitulaire }) => idTitulaire),
    ])
    // The amount is the contract's, and is not counted once for each holder.
    expect(holders).toEqual([
      ['2024-01', '50000', [FIRM, OTHER]],
      ['2024-02', '70000', [FIRM]],
    ])
  })

  test('with a row for each modification is one contract with its modifications', async ({
    db,
  }) => {
    const { counts, codes, records } = await published(
      db,
      [
        HEADER,
        line('2024-01', '2024-11-20', '62000', FIRM, '9'),
        line('2024-01', '2024-05-02', '50000', FIRM),
        line('2024-01', '2024-08-12', '50000', OTHER, '9'),
      ].join('\n'),
    )
    expect(counts).toMatchObject({ rowsRead: 3, merged: 2, superseded: 0 })
    expect(records).toHaveLength(1)
    const [record] = records
    expect(record).toMatchObject({
      dateNotification: '2024-05-02',
      montant: '50000',
      dureeMois: 4,
      titulaires: [{ idTitulaire: FIRM }],
    })
    expect(record?.['modifications']).toEqual([
      {
        dateNotificationModification: '2024-08-12',
        dureeMois: 9,
        titulaires: [
          { typeIdentifiant: 'SIRET', idTitulaire: OTHER, denominationSociale: 'Entreprise 1025' },
        ],
      },
      {
        dateNotificationModification: '2024-11-20',
        montant: '62000',
        titulaires: [
          { typeIdentifiant: 'SIRET', idTitulaire: FIRM, denominationSociale: 'Entreprise 1017' },
        ],
      },
    ])
    expect(codes.map(([code]) => code)).not.toContain('etape_incomplete')
  })

  test('in another order of its rows is the same contracts', async ({ db }) => {
    const rows = [
      line('2024-01', '2024-05-02', '50000', FIRM),
      line('2024-01', '2024-05-02', '50000', OTHER),
      line('2024-01', '2024-08-12', '60000', OTHER),
      line('2024-01', '2024-08-12', '61000', FIRM),
      line('2024-02', '2024-05-02', '70000', OTHER),
    ]
    const { path } = await published(db, [HEADER, ...rows].join('\n'))
    for (const order of [rows.toReversed(), [2, 4, 0, 3, 1].map((i) => rows[i] ?? '')]) {
      expect(await publishText(db, path, [HEADER, ...order].join('\n'))).toMatchObject({
        outcome: 'published',
        version: { added: 0, removed: 0, changed: 0 },
      })
    }
  })

  test('tells what a later row says otherwise of what does not change', async ({ db }) => {
    const later = line('2024-01', '2024-08-12', '50000', FIRM).replace('Toiture', 'Charpente')
    const { codes, records } = await published(
      db,
      [HEADER, line('2024-01', '2024-05-02', '50000', FIRM), later].join('\n'),
    )
    expect(records.map(({ objet }) => objet)).toEqual(['Toiture'])
    expect(codes).toContainEqual(['etape_incomplete', 'objet', [3]])
  })

  test('with the same row twice has one of them superseded', async ({ db }) => {
    const row = line('2024-01', '2024-05-02', '50000', FIRM)
    const { counts, records } = await published(db, [HEADER, row, row].join('\n'))
    expect(counts).toMatchObject({ rowsRead: 2, merged: 0, superseded: 1 })
    expect(records).toHaveLength(1)
  })
})

describe('amounts of documents', () => {
  test.for([
    ['0.1', '0.1'],
    ['25.0', '25'],
    ['12345678901234567890.12', '12345678901234567890.12'],
    ['1.5e3', '1500'],
    ['"1 234,50"', '1234.5'],
  ])('written %s are %s exactly', async ([written = '', amount], { db }) => {
    const text = json(contract('2019M00100')).replace('80000.5', written)
    const { records } = await published(db, text)
    expect(records.map(({ montant }) => montant)).toEqual([amount])
  })
})

describe('a document', () => {
  test('that is broken is refused whole, and says after which record', async ({ db }) => {
    const { path } = await givenDataset(db, 'marches')
    const text = json(contract('2019M00100'), contract('2019M00200')).slice(0, -40)
    expect(await publishText(db, path, text)).toMatchObject({
      outcome: 'refused',
      file: { report: { problems: [{ code: 'document_illisible', lines: [2] }] } },
    })
  })

  test('of two sorts of contracts tells them apart and asks of each what its model asks', async ({
    db,
  }) => {
    const concession = {
      id: 'C1',
      autoriteConcedante: { id: BUYER },
      nature: 'Concession de service',
      objet: 'Patinoire',
      valeurGlobale: 10.3,
      concessionnaires: [{ concessionnaire: { typeIdentifiant: 'SIRET', id: FIRM } }],
    }
    const { id, ...rest } = contract('M1') as { id: string }
    const text = JSON.stringify({
      marches: { marche: { id, ...rest }, 'contrat-concession': [concession] },
    })
    const { records, codes } = await published(db, text)
    expect(records).toMatchObject([
      { type: 'Marché', idMarche: 'M1', acheteurId: BUYER, montant: '80000.5' },
      {
        type: 'Contrat de concession',
        idMarche: 'C1',
        acheteurId: BUYER,
        valeurGlobale: '10.3',
        titulaires: [{ idTitulaire: FIRM }],
      },
    ])
    expect(codes.filter(([code]) => code === 'hors_liste')).toEqual([])
  })
})

describe('a column that a file has not', () => {
  test('is told once, and only of the sort of contracts that should have it', async ({ db }) => {
    const { modifications: _, ...bare } = contract('M1') as { modifications: unknown }
    const modified = contract('M2', {
      modifications: [{ dateNotificationModification: '2020-01-02' }],
    })
    const concession = {
      ...{ id: 'C1', autoriteConcedante: { id: BUYER }, _type: 'Contrat de concession' },
      ...{ nature: 'Concession de service', objet: 'Patinoire', dureeMois: 12 },
    }
    const { codes } = await published(db, json(bare, modified, concession))
    const absent = codes.flatMap(([code, column]) => (code === 'colonne_absente' ? [column] : []))
    // Of the marché that has a modification; the concession has none.
    expect(absent).toContain('modifications.objetModification')
    expect(absent).not.toContain('modifications.dateSignatureModification')
    // Of the concession alone.
    expect(absent).toContain('valeurGlobale')
    expect(new Set(absent).size).toBe(absent.length)
  })
})
