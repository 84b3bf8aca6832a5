import { describe, expect } from 'vitest'
import { json, test } from './served.ts'

const FILE = 'Nom;NOMBRE_OCCURRENCES;Millésime = année;ENFANT_SEXE\nZoé;2;2020;F\nLou;3;2020;F\n'
const TOLD = [
  ...['--map', 'Nom=ENFANT_PRENOM', '--map', 'Millésime = année=ANNEE'],
  ...['--set', 'COLL_INSEE=99901'],
]

describe('--map and --set', () => {
  test('tell the columns of a file that is tried', async ({ place }) => {
    const file = await place.file('noms.csv', FILE)
    const alone = await place.cli('validate', file, '--kind', 'prenoms')
    expect(alone).toMatchObject({ code: 1, stderr: '' })
    const { code, stdout } = await place.cli('validate', file, ...TOLD)
    expect(code).toBe(0)
    expect(stdout).toContain(
      '« Nom » → enfantPrenom, « Millésime = année » → annee.\nValeurs déclarées : collInsee = « 99901 ».\n',
    )
  })

  test('declare a new dataset, and are then those of all its files', async ({ place }) => {
    const file = await place.file('noms.csv', FILE)
    const next = await place.file('suite.csv', FILE.replace(';3;', ';4;'))
    const publish = (file: string, ...options: readonly string[]) =>
      place.cli('publish', file, '--dataset', '299900035/colonnes', '--json', ...options)
    const first = await publish(file, ...TOLD)
    expect(first.code).toBe(0)
    expect(json(first.stdout)).toMatchObject({
      outcome: 'published',
      records: 2,
      reading: { constants: [{ column: 'collInsee', value: '99901' }] },
    })
    const second = await publish(next)
    expect(json(second.stdout)).toMatchObject({ outcome: 'published', version: 2, changed: 1 })
    expect(json((await publish(next, ...TOLD)).stdout)).toMatchObject({ outcome: 'unchanged' })
  })

  test('are refused when they are not those of the dataset', async ({ place }) => {
    const file = await place.file('noms.csv', FILE)
    const declared = await place.cli(
      ...['declare', '299900035/deja', '--kind', 'prenoms', '--nom', 'Aubrelune', ...TOLD],
    )
    expect(declared).toMatchObject({ code: 0, stderr: '' })
    for (const verb of ['publish', 'validate'] as const) {
      const told = await place.cli(
        ...[verb, file, '--dataset', '299900035/deja', '--set', 'COLL_INSEE=99902'],
      )
      expect(told).toMatchObject({ code: 2, stdout: '' })
      expect(told.stderr).toContain(
        'est déjà déclaré avec d’autres colonnes (--map "Nom=ENFANT_PRENOM" --map',
      )
    }
  })

  test('are refused when no kind has such a column, or they are not written so', async ({
    place,
  }) => {
    const file = await place.file('noms.csv', FILE)
    for (const options of [
      ['--set', 'COLL_INSE=99901'],
      ['--set', 'COLL_INSEE'],
      ['--map', '=ANNEE'],
      ['--map', 'Nom=ANNEE', '--map', 'Nom=ENFANT_PRENOM'],
    ]) {
      const told = await place.cli('validate', file, '--kind', 'prenoms', ...options)
      expect({ options, ...told }).toMatchObject({ options, code: 2, stdout: '' })
    }
    const dataset = ['--dataset', '299900035/rien', '--set', 'COLL_INSE=99901']
    expect((await place.cli('publish', file, ...dataset)).code).toBe(2)
    expect((await place.cli('show', '299900035/rien')).code).toBe(5)
  })
})
