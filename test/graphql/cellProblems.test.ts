import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { givenDataset, publishText } from '../given.ts'
import { prenomsWorkbook } from '../ingest/read/prenomsWorkbook.ts'
import { test } from './api.ts'

const INCOMPLETE = new URL('../fixtures/subventions/dates-incompletes.csv', import.meta.url)

describe('Record.problems', () => {
  test('has the errors of a spreadsheet, once, in place of their values', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const counts = { Jade: { error: '#N/A' }, Mila: 2, Zoé: { error: '#REF!' } }
    await publishText(db, path, prenomsWorkbook({ Naissances: counts }))
    const query = `{ prenoms(orderBy: [{ field: ENFANT_PRENOM }]) { nodes {
      enfantPrenom nombreOccurrences problems { code severity column line value } } } }`
    const inError = (line: number, value: string) => [
      {
        code: 'cellule_en_erreur',
        severity: 'ERROR',
        column: 'NOMBRE_OCCURRENCES',
        line,
        value,
      },
    ]
    expect(await api.read(query)).toEqual({
      prenoms: {
        nodes: [
          { enfantPrenom: 'Jade', nombreOccurrences: null, problems: inError(2, '#N/A') },
          { enfantPrenom: 'Mila', nombreOccurrences: 2, problems: [] },
          { enfantPrenom: 'Zoé', nombreOccurrences: null, problems: inError(4, '#REF!') },
        ],
      },
    })
  })

  test('has the days that a file tells by their year or month alone', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'subventions')
    await publishText(db, path, readFileSync(INCOMPLETE, 'utf8'))
    const query = `{ subventions(orderBy: [{ field: OBJET }]) { nodes {
      objet dateConvention problems { code column value } } } }`
    const told = (objet: string, value: string) => ({
      objet,
      dateConvention: null,
      problems: [{ code: 'date_incomplete', column: 'dateConvention', value }],
    })
    expect(await api.read(query)).toEqual({
      subventions: {
        nodes: [
          told('Fonctionnement', '2014'),
          told('Tournoi', 'mars 2024'),
          told('Voyage', '2018-04'),
        ],
      },
    })
  })

  test('has what is wrong with a row as a whole', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const file = new URL('../fixtures/prenoms/cellule-sans-en-tete.csv', import.meta.url)
    await publishText(db, path, readFileSync(file, 'utf8'))
    const query =
      '{ prenoms(orderBy: [{ field: ENFANT_PRENOM }]) { nodes { problems { code line value } } } }'
    expect(Object(await api.read(query)).prenoms.nodes).toContainEqual({
      problems: [{ code: 'cellule_sans_en_tete', line: 3, value: 'à vérifier' }],
    })
  })
})
