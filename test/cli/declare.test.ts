import { describe, expect } from 'vitest'
import { prenomsCsv } from '../given.ts'
import { example, MILLESIME } from './processes.ts'
import { json, jsonLines, test } from './served.ts'

const NAMES = example('aubrelune-prenoms-1.csv')

describe('declare', () => {
  test('writes one event, with the title of the kind by default', async ({ place }) => {
    const declared = await place.cli(
      ...['declare', '299900035/deux-fois', '--kind', 'prenoms', '--nom', 'Aubrelune'],
      ...['--insee', '99901', '--contact', 'mairie@aubrelune.example'],
    )
    expect(declared).toMatchObject({ code: 0, stderr: '' })
    const { stdout } = await place.cli('log', '299900035/deux-fois', '--json')
    const [event, ...others] = jsonLines(stdout)
    expect(others).toEqual([])
    expect(event).toMatchObject({ type: 'DatasetDeclared', version: null })
    const { position } = Object(event)
    expect(declared.stdout).toBe(`Jeu 299900035/deux-fois déclaré (position ${position}).\n`)
    expect(json((await place.cli('show', '299900035/deux-fois', '--json')).stdout)).toEqual({
      dataset: '299900035/deux-fois',
      kind: 'prenoms',
      title: 'Prénoms des nouveau-nés',
      licence: 'lov2',
      versions: [],
    })
  })

  test('a second time exits with 3 and writes nothing', async ({ place }) => {
    const declare = () =>
      place.cli('declare', '299900035/encore', '--kind', 'prenoms', '--nom', 'Aubrelune')
    expect((await declare()).code).toBe(0)
    const { stdout: log } = await place.cli('log')
    expect(await declare()).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('(DATASET_EXISTS)'),
    })
    expect((await place.cli('log')).stdout).toBe(log)
  })

  test('refuses what is no path of a dataset', async ({ place }) => {
    for (const path of [
      '299900035',
      '299900035/',
      '299900035/a/b',
      '29990003/a',
      '299900035/Été',
    ]) {
      const { code, stdout, stderr } = await place.cli(
        ...['declare', path, '--kind', 'prenoms', '--nom', 'Aubrelune'],
      )
      expect({ path, code, stdout }).toEqual({ path, code: 2, stdout: '' })
      expect(stderr).toContain('Déclaration refusée')
    }
    expect((await place.cli('show', '299900035/a')).code).toBe(5)
  })
})

describe('validate', () => {
  test('needs no log, and recognises the kind', async ({ place }) => {
    const { code, stdout, stderr } = await place.run([MILLESIME, 'validate', NAMES], {
      DATABASE_URL: 'postgres://localhost:1/nobody-answers',
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(
      [
        'Fichier publiable.',
        'Rien à corriger.',
        'Lu comme « Prénoms des nouveau-nés », scdl/prenoms 1.1.6 : 189 lignes, utf-8, séparateur « , ».',
        '6 colonnes reconnues.\n',
      ].join('\n'),
    )
  })

  test('tells the problems of a file and where they are', async ({ place }) => {
    // By hand: line 32 has « à préciser » for an amount, and line 37 no id of a beneficiary.
    const grants = example('aubrelune-subventions-1.csv')
    const [told, asJson] = await Promise.all([
      place.cli('validate', grants),
      place.cli('validate', grants, '--json'),
    ])
    expect(told).toMatchObject({ code: 0, stderr: '' })
    expect(told.stdout).toContain('windows-1252, séparateur « ; »')
    expect(told.stdout).toMatch(/^2 erreurs\. À corriger d’abord, (montant|idBeneficiaire) : /m)
    expect(told.stdout).toMatch(
      /^\[erreur\] montant : .*\(nombre_illisible, 1 fois, ligne 32\)\n {4}ligne 32 : « à préciser »$/m,
    )
    expect(told.stdout).toMatch(
      /^\[erreur\] idBeneficiaire : .*\(un_de_requis, 1 fois, ligne 37\)$/m,
    )
    expect(json(asJson.stdout)).toMatchObject({
      outcome: 'dry-run',
      rowsRead: 48,
      problems: { total: 2, blocking: 0 },
    })
  })

  test('refuses with exit 1 what cannot be published', async ({ place }) => {
    const empty = await place.file('vide.csv', '')
    expect(await place.cli('validate', empty)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^Fichier refusé\.\n1 problème bloquant\. À corriger d’abord : .*\n\[bloquant\] fichier : .*fichier_vide/,
      ),
      stderr: '',
    })
    const other = await place.cli('validate', NAMES, '--kind', 'subventions', '--json')
    expect(other).toMatchObject({ code: 1, stderr: '' })
    expect(json(other.stdout)).toMatchObject({ outcome: 'refused' })
  })

  test('says what a file would change in a dataset, and writes nothing', async ({ place }) => {
    const dataset = '299900035/essai'
    const one = await place.file('un.csv', prenomsCsv([['F', 'Jade', 3, 2020]]))
    const two = await place.file(
      'deux.csv',
      prenomsCsv([
        ['F', 'Jade', 4, 2020],
        ['M', 'Basile', 2, 2020],
      ]),
    )
    await place.cli('publish', one, '--dataset', dataset)
    const { stdout: log } = await place.cli('log')
    const told = await place.cli('validate', two, '--dataset', dataset)
    expect(told).toMatchObject({ code: 0, stderr: '' })
    expect(told.stdout).toContain(
      'Publier donnerait 1 ajout, 0 retrait, 1 modification ; 0 inchangé.',
    )
    const { stdout } = await place.cli('validate', two, '--dataset', dataset, '--json')
    expect(json(stdout)).toMatchObject({ outcome: 'dry-run', dataset, added: 1, changed: 1 })
    expect(await place.cli('validate', one, '--dataset', dataset)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('déjà celui de la version 1'),
    })
    expect((await place.cli('log')).stdout).toBe(log)
  })

  test('exits with 5 for a dataset that is not declared', async ({ place }) => {
    expect(await place.cli('validate', NAMES, '--dataset', '299900035/personne')).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringContaining('(DATASET_UNKNOWN)'),
    })
  })
})
