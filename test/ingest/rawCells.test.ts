import { describe, expect, test } from 'vitest'
import { marches } from '../../src/datasets/marches.ts'
import { namedColumn } from '../../src/ingest/columnNames.ts'
import { cellsOfTable, cellsOfTree, pathsOf } from '../../src/ingest/rawCells.ts'

describe('cellsOfTree', () => {
  const titulaire = { typeIdentifiant: 'SIRET', id: '29990101700010' }
  const raw = [{ typeIdentifiant: 'SIRET', idTitulaire: '29990101700010' }]

  test.each([
    ['a list of objects', { titulaires: [titulaire] }],
    ['a list of wrapped objects', { titulaires: [{ titulaire }] }],
    ['a wrapped list', { titulaires: { titulaire: [titulaire] } }],
    ['one wrapped object', { titulaires: { titulaire } }],
    ['one object', { titulaires: titulaire }],
    ['a list of lists', { titulaires: [[titulaire]] }],
    ['the holders of a concession', { concessionnaires: [{ concessionnaire: titulaire }] }],
    ['cells of a flat object', { titulaire_id: titulaire.id, titulaire_typeIdentifiant: 'SIRET' }],
  ])('sees the same objects in %s', (_what, tree) => {
    expect(cellsOfTree(marches, tree)).toEqual({ titulaires: raw })
  })

  test('reads nested values under our names, and leaves aside what the kind does not name', () => {
    expect(
      cellsOfTree(marches, {
        id: 'M1',
        acheteur: { id: '29990001900017', adresse: { rue: 'x' } },
        montant: '10.50',
        marcheInnovant: true,
        techniques: { technique: ['Concours', 'Accord-cadre'] },
        objet: null,
        source: 'portail',
        donneesExecution: [
          { donneesAnnuelles: { tarifs: [{ tarif: { intituleTarif: 'Entrée', tarif: '3.5' } }] } },
        ],
      }),
    ).toEqual({
      idMarche: 'M1',
      acheteurId: '29990001900017',
      montant: '10.50',
      marcheInnovant: true,
      techniques: ['Concours', 'Accord-cadre'],
      donneesExecution: [{ tarifs: [{ intituleTarif: 'Entrée', tarif: '3.5' }] }],
    })
  })

  test('keeps several values where one is expected, for the report to tell', () => {
    expect(cellsOfTree(marches, { objet: ['a', 'b'] })).toEqual({ objet: ['a', 'b'] })
  })
})

describe('cellsOfTable', () => {
  test('keeps an error where it stands, within objects too, and makes no object of an empty cell', () => {
    const names = ['id', 'titulaires/0/id', 'titulaires/1/id', 'objet']
    const targets = names.map((name) => namedColumn(marches, name))
    const error = { error: '#REF!' }
    expect(cellsOfTable(targets, ['M1', error, '', error])).toEqual({
      idMarche: 'M1',
      titulaires: [{ idTitulaire: error }],
      objet: error,
    })
  })

  test('gathers the cells of an object from several columns, and makes none of empty ones', () => {
    const headers = [
      'id',
      'titulaires/0/id',
      'titulaires/1/id',
      'titulaires/1/typeIdentifiant',
      'x',
    ]
    const targets = headers.map((header) => namedColumn(marches, header))
    expect(cellsOfTable(targets, ['M1', 'A', 'B', 'SIRET', 'y'])).toEqual({
      idMarche: 'M1',
      titulaires: [{ idTitulaire: 'A' }, { idTitulaire: 'B', typeIdentifiant: 'SIRET' }],
    })
    expect(cellsOfTable(targets, ['M1', '', ' ', '', ''])).toEqual({ idMarche: 'M1' })
  })
})

describe('objects within objects', () => {
  const nested = {
    modifications: [
      { idModification: '1', titulaires: [{ idTitulaire: 'A' }, { idTitulaire: 'B' }] },
      { idModification: '2' },
    ],
  }

  test('are gathered from the columns of a table', () => {
    const headers = [
      'modifications/0/id',
      'modifications/1/id',
      'modifications/0/titulaires/0/id',
      'modifications/0/titulaires/1/id',
    ]
    const targets = headers.map((header) => namedColumn(marches, header))
    expect(cellsOfTable(targets, ['1', '2', 'A', 'B'])).toEqual(nested)
  })

  test('are gathered from the cells of a flat object of a document', () => {
    const tree = {
      'modifications/0/id': '1',
      'modifications/1/id': '2',
      'modifications/0/titulaires/0/id': 'A',
      'modifications/0/titulaires/1/id': 'B',
    }
    expect(cellsOfTree(marches, tree)).toEqual(nested)
  })

  test('are not seen through when something stands beside them, so that nothing is lost', () => {
    const titulaires = { titulaire: { id: 'A' }, id: 'B' }
    expect(cellsOfTree(marches, { titulaires })).toEqual({
      titulaires: [{ idTitulaire: ['A', 'B'] }],
    })
  })
})

describe('pathsOf', () => {
  test('gives each path once, without the places in lists', () => {
    const tree = { a: [{ b: '1' }, { b: '2', c: { d: true } }], e: null, f: [['x']] }
    expect([...pathsOf(tree)]).toEqual(['a.b', 'a.c.d', 'f'])
  })
})
