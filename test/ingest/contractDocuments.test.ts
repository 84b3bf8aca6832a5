import { describe, expect } from 'vitest'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'
import { BUYER, contract, FIRM, json, published } from './contracts.ts'

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
  test.for(['constructor', '__proto__', 'toString'])(
    'whose sort of contract is « %s » is of no part of the model, and is read',
    async (sort, { db }) => {
      const { codes, records } = await published(db, json(contract('M1', { _type: sort })))
      expect(records).toHaveLength(1)
      expect(codes).toContainEqual(['hors_liste', 'type', [1]])
    },
  )

  test('with what no database can hold loses that, says so, and goes in', async ({ db }) => {
    const { codes, records } = await published(
      db,
      json(
        contract('M1', {
          objet: 'Toit\0ure',
          'cle\0\ud800': 'x',
          techniques: { technique: ['\ud800'] },
        }),
      ),
    )
    expect(records).toMatchObject([{ idMarche: 'M1' }])
    expect(records[0]).not.toHaveProperty('objet')
    expect(codes).toContainEqual(['caractere_invalide', 'objet', [1]])
    expect(codes).toContainEqual(['caractere_invalide', 'techniques', [1]])
  })

  test('of no known name is refused, even when no database can hold its names', async ({ db }) => {
    const { path } = await givenDataset(db, 'marches')
    expect(await publishText(db, path, json({ 'a\0\ud800': 'x' }))).toMatchObject({
      outcome: 'refused',
      file: {
        report: { problems: [{ code: 'modele_inconnu' }] },
        examples: [{ value: 'a\ufffd\ufffd' }],
      },
    })
  })

  test('tells a record that has none of the columns, and counts as empty only one without a value', async ({
    db,
  }) => {
    const { counts, codes } = await published(
      db,
      json(contract('M1'), { autre: 'x' }, { id: null }),
    )
    expect(counts).toMatchObject({ rowsRead: 3, empty: 1, refused: 0 })
    expect(codes).toContainEqual(['ligne_sans_cle', null, [2]])
  })

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
