import { describe, expect } from 'vitest'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'

describe('a file of a dataset of its own columns', () => {
  test('is read as each column says, with its own words and lists', async ({ db }) => {
    const { path } = await givenDataset(db, 'libre', '299900019', {
      fields: [
        { name: 'nom', constraints: { required: true } },
        { name: 'ouvert', type: 'boolean', trueValues: ['0'] },
        { name: 'rang', type: 'integer', constraints: { enum: [1, 2] } },
        { name: 'taux', type: 'number', constraints: { enum: [5.5, 20] } },
      ],
      missingValues: [' - '],
    })
    const outcome = await publishText(
      db,
      path,
      'nom;ouvert;rang;taux\nA;0;2;5,50\nB;false;3;20\n-;FALSE;1;10\n',
    )
    expect(outcome).toMatchObject({
      outcome: 'published',
      file: {
        report: {
          problems: expect.arrayContaining([
            { code: 'hors_liste', severity: 'avertissement', column: 'c3', count: 1, lines: [3] },
            { code: 'hors_liste', severity: 'avertissement', column: 'c4', count: 1, lines: [4] },
            { code: 'valeur_manquante', severity: 'erreur', column: 'c1', count: 1, lines: [4] },
          ]),
        },
      },
    })
    expect(outcome).toHaveProperty('file.report.problems.length', 3)
  })
})
