import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { prenomsCsv } from '../given.ts'
import { example } from './processes.ts'
import { json, linesOf, test } from './served.ts'

const FIRST = example('aubrelune-prenoms-1.csv')
const SECOND = example('aubrelune-prenoms-2.csv')

/** Lines of a file without its header; no cell of these files is quoted. */
const rowsOf = (path: string) => linesOf(readFileSync(path, 'utf8')).slice(1)

const [before, after] = [rowsOf(FIRST), rowsOf(SECOND)]
/** A line is known by all of it but the count, its fifth cell. */
const keyOf = (row: string) => row.split(',').toSpliced(4, 1).join()
const [gone, come] = [
  before.filter((r) => !after.includes(r)),
  after.filter((r) => !before.includes(r)),
]
const changed = gone.filter((row) => come.map(keyOf).includes(keyOf(row))).length
const EXPECTED = {
  added: come.length - changed,
  removed: gone.length - changed,
  changed,
  unchanged: before.length - gone.length,
}

const RAGGED = `${prenomsCsv([
  ['F', 'Jade', 3, 2020],
  ['M', 'Basile', 2, 2020],
])}Aubrelune,99901,F,Mila,1\n`

const OUTCOME_KEYS = ['outcome', 'dataset', 'version', 'position', 'records']
const CHANGE_KEYS = ['added', 'removed', 'changed', 'unchanged']
const FILE_KEYS = [
  'summary',
  'kind',
  'rowsRead',
  'titles',
  'merged',
  'superseded',
  'refused',
  'empty',
  'repairs',
  'problems',
  'reading',
  'alerts',
]

describe('publish', () => {
  test('declares a new dataset of the kind that its headers tell', async ({ place }) => {
    const published = await place.cli('publish', FIRST, '--dataset', '299900035/reconnu')
    expect(published).toEqual({
      code: 0,
      stdout: [
        '299900035/reconnu : version 1 publiée (position 4).',
        `${before.length} enregistrements : ${before.length} ajoutés, 0 retiré, 0 modifié.`,
        'Rien à corriger.',
        `Lu comme « Prénoms des nouveau-nés », scdl/prenoms 1.1.6 : ${before.length} lignes, utf-8, séparateur « , ».`,
        '6 colonnes reconnues.\n',
      ].join('\n'),
      stderr:
        'Jeu 299900035/reconnu déclaré : modèle prenoms, titre « Prénoms des nouveau-nés », licence lov2.\n',
    })
  })

  test('writes each outcome as one JSON object on stdout', async ({ place }) => {
    const deposit = (file: string, ...options: readonly string[]) =>
      place.cli('publish', file, '--dataset', '299900035/json', '--json', ...options)

    const first = await deposit(
      FIRST,
      '--kind',
      'prenoms',
      '--title',
      'Prénoms',
      '--nom',
      'Aubrelune',
    )
    expect(first.stderr).toContain('modèle prenoms, titre « Prénoms »')
    expect(first.code).toBe(0)
    const object = json(first.stdout)
    expect(Object.keys(Object(object))).toEqual([...OUTCOME_KEYS, ...CHANGE_KEYS, ...FILE_KEYS])
    expect(object).toMatchObject({
      outcome: 'published',
      dataset: '299900035/json',
      version: 1,
      records: before.length,
      ...{ added: before.length, removed: 0, changed: 0, unchanged: 0 },
      ...{ rowsRead: before.length, superseded: 0, refused: 0, empty: 0, alerts: [] },
      repairs: { total: 0, byRule: {}, groups: [] },
      problems: { total: 0, blocking: 0, groups: [] },
      reading: { format: 'csv', encoding: 'utf-8', delimiter: ',', schema: 'scdl/prenoms' },
    })

    const again = await deposit(FIRST)
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(Object.keys(Object(json(again.stdout)))).toEqual(OUTCOME_KEYS)
    expect(json(again.stdout)).toMatchObject({ outcome: 'unchanged', version: 1 })

    const conflict = await deposit(SECOND, '--expected-version', '0')
    expect(conflict).toMatchObject({ code: 3, stderr: '' })
    expect(json(conflict.stdout)).toEqual({
      outcome: 'conflict',
      dataset: '299900035/json',
      version: 1,
    })

    const dry = await deposit(SECOND, '--dry-run')
    expect(dry).toMatchObject({ code: 0, stderr: '' })
    expect(json(dry.stdout)).toMatchObject({ outcome: 'dry-run', ...EXPECTED })

    const second = await deposit(SECOND, '--expected-version', '1')
    expect(second).toMatchObject({ code: 0, stderr: '' })
    expect(json(second.stdout)).toMatchObject({ outcome: 'published', version: 2, ...EXPECTED })
  })

  test('writes nothing by a dry run, a conflict or a refusal', async ({ place }) => {
    const deposit = (file: string, ...options: readonly string[]) =>
      place.cli('publish', file, '--dataset', '299900035/sec', ...options)
    await deposit(FIRST)
    const { stdout: log } = await place.cli('log', '--json')
    expect(await deposit(SECOND, '--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('299900035/sec : essai, rien n’est écrit.'),
      stderr: '',
    })
    expect(await deposit(SECOND, '--expected-version', '7')).toEqual({
      code: 3,
      stdout: '299900035/sec : la version en vigueur est la 1, rien n’est écrit.\n',
      stderr: '',
    })
    expect((await deposit(await place.file('lignes.csv', RAGGED))).code).toBe(1)
    expect((await place.cli('log', '--json')).stdout).toBe(log)
  })

  test('refuses a file with exit 1 and a report that names the line', async ({ place }) => {
    const file = await place.file('largeur.csv', RAGGED)
    const told = await place.cli('publish', file, '--dataset', '299900035/refus')
    expect(told).toMatchObject({ code: 1, stderr: '' })
    expect(told.stdout).toContain('299900035/refus : fichier refusé, rien n’est écrit.\n')
    expect(told.stdout).toMatch(/^\[bloquant\] .*\(largeur_de_ligne, 1 fois, ligne 4\)$/m)

    const { code, stdout } = await place.cli(
      'publish',
      file,
      '--dataset',
      '299900035/refus',
      '--json',
    )
    expect(code).toBe(1)
    expect(Object.keys(Object(json(stdout)))).toEqual(['outcome', 'dataset', ...FILE_KEYS])
    expect(json(stdout)).toMatchObject({
      outcome: 'refused',
      problems: {
        blocking: 1,
        groups: [
          {
            code: 'largeur_de_ligne',
            severity: 'bloquant',
            count: 1,
            explanation: 'La ligne n’a pas autant de cellules que l’en-tête.',
            examples: [{ line: 4 }],
          },
        ],
      },
    })
    expect((await place.cli('show', '299900035/refus')).code).toBe(5)
  })

  test('refuses a file of no known kind, and a kind that does not exist', async ({ place }) => {
    const file = await place.file('autre.csv', 'a,b\n1,2\n')
    const { code, stdout, stderr } = await place.cli(
      'publish',
      file,
      '--dataset',
      '299900035/autre',
    )
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain('(modele_inconnu')
    expect(
      await place.cli('publish', file, '--dataset', '299900035/autre', '--kind', 'budget'),
    ).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('(KIND_UNKNOWN)') })
  })

  test('declares nothing at a path that is none', async ({ place }) => {
    const paths = ['299900035', '299900035/a/b', '299900035/a@2', '123/a']
    for (const path of paths) {
      const { code, stdout, stderr } = await place.cli('publish', FIRST, '--dataset', path)
      expect({ path, code, stdout }).toEqual({ path, code: 2, stdout: '' })
      expect(stderr).toContain('(DATASET_INVALID)')
    }
    expect((await place.cli('log', '299900035/a')).code).toBe(5)
  })
})
