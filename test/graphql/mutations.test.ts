import { describe, expect } from 'vitest'
import { givenDataset } from '../given.ts'
import { prenomsWorkbook } from '../ingest/read/prenomsWorkbook.ts'
import { test } from './api.ts'
import {
  DECLARE,
  FIRST,
  givenToken,
  outcomeOf,
  rowCounts,
  SECOND,
  SIREN,
  upload,
} from './writing.ts'

describe('publishVersion', () => {
  test('publishes a file and gives its version', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, `publish:${SIREN}`)
    const first = { dataset: path, note: 'Année 2020.', publishedAt: '2024-03-01T08:00:00Z' }
    expect(await outcomeOf(api, secret, first, FIRST)).toEqual({
      __typename: 'VersionPublished',
      version: {
        number: 1,
        scope: 'complet',
        note: 'Année 2020.',
        added: 2,
        removed: 0,
        changed: 0,
        recordCount: 2,
        publishedAt: '2024-03-01T08:00:00.000Z',
        diff: { summary: { sentence: '2 prénoms ajoutés ; 0 inchangé.' } },
        dataset: { path, current: { number: 1 } },
      },
    })
    const second = { dataset: path, scope: 'INCREMENT', expectedVersion: 1 }
    expect(await outcomeOf(api, secret, second, SECOND)).toMatchObject({
      __typename: 'VersionPublished',
      version: { number: 2, scope: 'increment', added: 1, removed: 0, changed: 1, recordCount: 3 },
    })
  })

  test('writes nothing for the file that is already in force', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    await outcomeOf(api, secret, { dataset: path }, FIRST)
    const before = await rowCounts(db)
    expect(await outcomeOf(api, secret, { dataset: path }, FIRST)).toEqual({
      __typename: 'VersionUnchanged',
      version: { number: 1 },
    })
    expect(await rowCounts(db)).toEqual(before)
  })

  test('gives the same version for the same key and file, once', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    const keyed = { dataset: path, idempotencyKey: 'envoi 1' }
    await outcomeOf(api, secret, keyed, FIRST)
    await outcomeOf(api, secret, { dataset: path }, SECOND)
    expect(await outcomeOf(api, secret, keyed, FIRST)).toMatchObject({
      __typename: 'VersionPublished',
      version: { number: 1, dataset: { current: { number: 2 } } },
    })
    const { errors } = await upload(api, secret, keyed, SECOND)
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['IDEMPOTENCY_CONFLICT'])
  })

  test('previews a file without writing', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    await outcomeOf(api, secret, { dataset: path }, FIRST)
    const before = await rowCounts(db)
    const csv = SECOND.replace('Mila,1', 'Mila,beaucoup')
    expect(await outcomeOf(api, secret, { dataset: path, dryRun: true }, csv)).toEqual({
      __typename: 'DepositPreviewed',
      preview: { added: 1, removed: 1, changed: 1, unchanged: 0 },
      reading: { schema: 'scdl/prenoms', delimiter: ',' },
      report: {
        summary:
          '1 erreur. À corriger d’abord, NOMBRE_OCCURRENCES : Ce n’est pas un nombre entier : la valeur est laissée vide.',
        problems: [
          {
            code: 'entier_illisible',
            column: 'NOMBRE_OCCURRENCES',
            headers: [],
            lines: [3],
            count: 1,
            examples: [{ line: 3, value: 'beaucoup' }],
          },
        ],
      },
    })
    expect(await rowCounts(db)).toEqual(before)
  })

  test('refuses a broken file line by line, and writes nothing', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    const before = await rowCounts(db)
    const csv = FIRST.replace('Basile,2,2020', 'Basile,2').replace('Jade,3,2020', 'Jade,3,2020,x')
    expect(await outcomeOf(api, secret, { dataset: path }, csv)).toEqual({
      __typename: 'DepositRefused',
      reading: { schema: 'scdl/prenoms' },
      report: {
        problems: [
          {
            code: 'largeur_de_ligne',
            severity: 'BLOCKING',
            column: null,
            lines: [2, 3],
            count: 2,
            explanation: 'La ligne n’a pas autant de cellules que l’en-tête.',
            examples: expect.arrayContaining([expect.objectContaining({ line: 2 })]),
          },
        ],
      },
    })
    expect(
      await outcomeOf(api, secret, { dataset: path }, '<!doctype html><p>Oups</p>'),
    ).toMatchObject({
      __typename: 'DepositRefused',
      reading: null,
    })
    expect(await rowCounts(db)).toEqual(before)
  })

  test('reads the sheet that is named, and no other', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    const file = prenomsWorkbook({ Naissances: { Jade: 3 }, Élèves: { Jade: 3, Mila: 2 } })
    const keyed = { dataset: path, idempotencyKey: 'envoi' }
    expect(await outcomeOf(api, secret, { ...keyed, sheet: 'Élèves' }, file)).toMatchObject({
      __typename: 'VersionPublished',
      version: { recordCount: 2 },
    })
    // Unless told, the first of those that are understood as well.
    expect(await outcomeOf(api, secret, { dataset: path, dryRun: true }, file)).toMatchObject({
      preview: { removed: 1, unchanged: 1 },
    })
    const other = await upload(api, secret, { ...keyed, sheet: 'Naissances' }, file)
    expect(other.errors?.map(({ extensions }) => extensions?.code)).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ])
    for (const [sheet, sent, code, value] of [
      ['2020', file, 'feuille_inconnue', 'Naissances, Élèves'],
      ['Élèves', FIRST, 'feuille_sans_tableur', 'Élèves'],
    ] as const) {
      expect(await outcomeOf(api, secret, { dataset: path, sheet }, sent)).toMatchObject({
        __typename: 'DepositRefused',
        report: { problems: [{ code, severity: 'BLOCKING', examples: [{ value }] }] },
      })
    }
  })

  test('tells that another version was published meanwhile, and writes nothing', async ({
    api,
    db,
  }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    await outcomeOf(api, secret, { dataset: path, expectedVersion: 0 }, FIRST)
    const before = await rowCounts(db)
    const late = { dataset: path, expectedVersion: 0 }
    expect(await outcomeOf(api, secret, late, SECOND)).toEqual({
      __typename: 'VersionConflict',
      current: 1,
    })
    expect(await rowCounts(db)).toEqual(before)
  })

  test('tells a dataset that does not exist and a date that cannot be', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const { secret } = await givenToken(db, 'publish')
    const wrong = [
      [{ dataset: `${SIREN}/inconnu` }, 'DATASET_UNKNOWN'],
      [{ dataset: path, publishedAt: '2999-01-01T00:00:00Z' }, 'PUBLICATION_DATE_INVALID'],
    ] as const
    for (const [variables, code] of wrong) {
      const { errors } = await upload(api, secret, variables, FIRST)
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([code])
    }
  })

  test('writes nothing from a GET, which any link makes', async ({ api, db }) => {
    const { secret } = await givenToken(db, 'admin')
    const query = 'mutation { declareDataset(input: { kind: PRENOMS }) { id } }'
    const response = await api.fetch(`http://yoga/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    expect(response.status).toBe(405)
  })
})

describe('declareDataset', () => {
  test('declares a dataset, named after its kind unless told', async ({ api, db }) => {
    const { secret } = await givenToken(db, 'declare:299900035')
    expect(await api.read(DECLARE, { siren: '299900035' }, secret)).toEqual({
      declareDataset: {
        path: '299900035/prenoms',
        kind: 'PRENOMS',
        title: 'Prénoms',
        licence: 'lov2',
        contact: 'mairie@aubrelune.example',
        publisher: { siren: '299900035', nom: 'Aubrelune', insee: '99901' },
        current: null,
      },
    })
    expect(await api.codeOf(DECLARE, { siren: '299900035' }, secret)).toBe('DATASET_EXISTS')
  })

  test('refuses a declaration that says too little, and says why', async ({ api, db }) => {
    const { secret } = await givenToken(db, 'declare')
    const { errors } = await api.ask(DECLARE, { siren: SIREN, slug: 'A B', title: ' ' }, secret)
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(
        /^Déclaration refusée : le nom court .* ; le titre est vide\.$/,
      ),
      extensions: { code: 'DATASET_INVALID' },
    })
  })

  test('takes the columns that headers do not tell', async ({ api, db }) => {
    const { secret } = await givenToken(db, 'admin')
    const declare = (columns: string) => `mutation {
      declareDataset(input: { publisher: { siren: "${SIREN}", nom: "Val-de-Brume" }, slug: "colonnes",
        kind: PRENOMS, title: "Prénoms", licence: "lov2", ${columns} }) { path } }`
    const twice = 'constants: [{ column: "ANNEE", value: "1" }, { column: "ANNEE", value: "2" }]'
    expect(await api.codeOf(declare(twice), {}, secret)).toBe('DATASET_INVALID')
    const columns = `mapping: [{ source: "Nom", column: "ENFANT_PRENOM" }],
      constants: [{ column: "COLL_INSEE", value: "99901" }]`
    const { path } = Object(await api.read(declare(columns), {}, secret)).declareDataset
    const csv = 'Sans titre\nNom,ENFANT_SEXE,NOMBRE_OCCURRENCES,ANNEE\n\nJade,F,3,2020\n'
    await outcomeOf(api, secret, { dataset: path }, csv)
    const read = `query ($path: String!) { dataset(path: $path) { current {
      reading { encoding wrapper columns { source target rule } constants { column value } }
      report { rowsRead titles empty refused merged superseded } } } }`
    expect(await api.read(read, { path })).toEqual({
      dataset: {
        current: {
          reading: {
            encoding: 'utf-8',
            wrapper: null,
            columns: [
              { source: 'Nom', target: 'enfantPrenom', rule: 'DECLARED' },
              { source: 'ENFANT_SEXE', target: 'enfantSexe', rule: 'EXACT' },
              { source: 'NOMBRE_OCCURRENCES', target: 'nombreOccurrences', rule: 'EXACT' },
              { source: 'ANNEE', target: 'annee', rule: 'EXACT' },
            ],
            constants: [{ column: 'collInsee', value: '99901' }],
          },
          report: { rowsRead: 3, titles: 1, empty: 1, refused: 0, merged: 0, superseded: 0 },
        },
      },
    })
  })
})

test('a trial, then its version, say what to correct first and under which header it is', async ({
  api,
  db,
}) => {
  const { path } = await givenDataset(db, 'prenoms')
  const { secret } = await givenToken(db, `publish:${SIREN}`)
  const csv = FIRST.replace('NOMBRE_OCCURRENCES', 'Nombre_Occurrences').replace(',3,', ',trois,')
  const report = {
    summary:
      '1 erreur. À corriger d’abord, NOMBRE_OCCURRENCES : Ce n’est pas un nombre entier : la valeur est laissée vide.',
    problems: [{ column: 'NOMBRE_OCCURRENCES', headers: ['Nombre_Occurrences'] }],
  }
  const trial = await outcomeOf(api, secret, { dataset: path, dryRun: true }, csv)
  expect(trial).toMatchObject({ __typename: 'DepositPreviewed', report })
  await outcomeOf(api, secret, { dataset: path }, csv)
  const read = `query ($path: String!) { dataset(path: $path) { current {
    report { summary problems { column headers } } } } }`
  expect(await api.read(read, { path })).toEqual({ dataset: { current: { report } } })
})
