import { describe, expect } from 'vitest'
import { objectsOf } from '../../src/datasets/index.ts'
import { test } from '../database.ts'
import { publishText } from '../given.ts'
import { BUYER, contract, FIRM, json, OTHER, published } from './contracts.ts'

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

  test('with a row for each modification of its own columns is one contract with them all', async ({
    db,
  }) => {
    const header = `${HEADER},datePublicationDonnees,modification_id,modification_montant`
    const row = line('2024-01', '2024-05-02', '50000', FIRM)
    const { counts, records } = await published(
      db,
      [header, `${row},2024-05-09,1,51000`, `${row},2024-05-09,2,52000`].join('\n'),
    )
    expect(counts).toMatchObject({ rowsRead: 2, merged: 1, superseded: 0 })
    expect(records).toMatchObject([
      {
        montant: '50000',
        titulaires: [{ idTitulaire: FIRM }],
        modifications: [
          { idModification: 1, montant: '51000' },
          { idModification: 2, montant: '52000' },
        ],
      },
    ])
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
