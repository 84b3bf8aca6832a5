import { describe, expect } from 'vitest'
import { createToken } from '../../src/access/index.ts'
import { publishText } from '../given.ts'
import { test } from './api.ts'

const SCHEMA = {
  fields: [
    { name: 'N° de borne', type: 'string', constraints: { required: true } },
    { name: 'Rue', type: 'string', title: 'Voie', description: 'Voie où elle se trouve.' },
    { name: 'puissance', type: 'number', constraints: { minimum: 3 } },
    { name: 'prises', type: 'integer' },
    { name: 'gratuite', type: 'boolean', trueValues: ['G'], falseValues: ['P'] },
    { name: 'pose', type: 'date' },
    { name: 'année', type: 'year' },
    { name: 'état', type: 'string', constraints: { enum: ['en service', 'en panne'] } },
  ],
  primaryKey: 'N° de borne',
  missingValues: ['', 'NC'],
}

const FIRST = `N° de borne;Rue;puissance;prises;gratuite;pose;année;état
B-1;Rue de l’Église;22;2;G;2021-03-04;2021;en service
B-2;Place du Marché;7,4;1;P;2022-06-30;2022;En panne
B-3;NC;NC;NC;;;;
`
const SECOND = FIRST.replace('B-2;Place du Marché;7,4', 'B-2;Place du Marché;11').replace(
  'B-3;NC;NC;NC;;;;',
  'B-4;Quai;50;4;P;2023-01-15;2023;en service',
)

const DECLARE = `mutation ($schema: JSON, $kind: DatasetKind!) {
  declareDataset(input: { publisher: { siren: "299900027", nom: "Trois-Brumes" }, slug: "bornes",
      kind: $kind, title: "Bornes", licence: "lov2", tableSchema: $schema }) { path } }`

const PATH = '299900027/bornes'

describe('a dataset described by its own Table Schema', () => {
  test('is declared with it, and refused without or with a wrong one', async ({ db, api }) => {
    const { secret } = await createToken(db, { label: 'essai', scopes: ['declare'] })
    const codeOf = (schema: unknown, kind = 'LIBRE') =>
      api.codeOf(DECLARE, { schema, kind }, secret)
    expect(await codeOf(undefined)).toBe('DATASET_INVALID')
    expect(await codeOf({ fields: [] })).toBe('DATASET_INVALID')
    expect(await codeOf({ fields: [{ name: 'a', type: 'geopoint' }] })).toBe('DATASET_INVALID')
    expect(await codeOf({ fields: [{ name: 'a' }], primaryKey: 'b' })).toBe('DATASET_INVALID')
    for (const wrong of [
      { name: 'a', type: 'date', format: '%m/%d/%y' },
      { name: 'a', type: 'number', decimalChar: ';' },
      { name: 'a', type: 'number', groupChar: '.' },
      { name: 'a', type: 'number', constraints: { minimum: '3' } },
      { name: 'a\0' },
      { name: 'a', title: '\ud800' },
    ]) {
      expect(await codeOf({ fields: [wrong] }), JSON.stringify(wrong)).toBe('DATASET_INVALID')
    }
    expect(await codeOf({ fields: [{ name: 'a' }, { name: ' a' }] })).toBe('DATASET_INVALID')
    expect(await codeOf(SCHEMA, 'PRENOMS')).toBe('DATASET_INVALID')
    expect(await api.read(DECLARE, { schema: SCHEMA, kind: 'LIBRE' }, secret)).toEqual({
      declareDataset: { path: PATH },
    })
  })

  test('takes files, and says of them what its schema asks', async ({ db }) => {
    expect(await publishText(db, PATH, FIRST)).toMatchObject({
      outcome: 'published',
      version: { recordCount: 3 },
      file: {
        report: {
          problems: [],
          repairs: [
            { rule: 'nombre', column: 'c3', count: 1 },
            { rule: 'casse', column: 'c8', count: 1 },
          ],
        },
      },
    })
    expect(await publishText(db, PATH, SECOND)).toMatchObject({
      outcome: 'published',
      version: { added: 1, removed: 1, changed: 1, recordCount: 3 },
    })
  })

  test('gives rows typed as its columns say', async ({ api }) => {
    expect(
      await api.read(`{ lignes(dataset: "${PATH}", asOf: { position: 2 }) {
        totalCount
        columns { name title type required }
        nodes { key values part: values(columns: ["prises"]) problems { code } dataset { path kind } } } }`),
    ).toMatchObject({
      lignes: {
        totalCount: 3,
        columns: [
          { name: 'N° de borne', title: 'N° de borne', type: 'String', required: true },
          { name: 'Rue', title: 'Voie', type: 'String', required: false },
          { name: 'puissance', type: 'Decimal' },
          { name: 'prises', type: 'Int' },
          { name: 'gratuite', type: 'Boolean' },
          { name: 'pose', type: 'LocalDate' },
          { name: 'année', type: 'Int' },
          { name: 'état', type: 'String' },
        ],
        nodes: [
          {
            key: 'B-1',
            values: {
              'N° de borne': 'B-1',
              Rue: 'Rue de l’Église',
              puissance: '22',
              prises: 2,
              gratuite: true,
              pose: '2021-03-04',
              année: 2021,
              état: 'en service',
            },
            part: { prises: 2 },
            dataset: { path: PATH, kind: 'LIBRE' },
          },
          { key: 'B-2', values: { puissance: '7.4', gratuite: false, état: 'en panne' } },
          { key: 'B-3', values: { Rue: null, puissance: null, prises: null }, problems: [] },
        ],
      },
    })
  })

  test.for([
    ['Rue', 'EQ', 'PLACE DU MARCHE', ['B-2']],
    ['Rue', 'CONTAINS', 'eglise', ['B-1']],
    ['Rue', 'STARTS_WITH', 'qu', ['B-4']],
    ['N° de borne', 'IN', ['B-4', 'B-1', 'B-9'], ['B-1', 'B-4']],
    ['N° de borne', 'NOT_IN', ['B-4'], ['B-1', 'B-2']],
    ['puissance', 'GT', '11', ['B-1', 'B-4']],
    ['puissance', 'EQ', '11.00', ['B-2']],
    ['puissance', 'LTE', 22, ['B-1', 'B-2']],
    ['prises', 'EQ', 4, ['B-4']],
    ['prises', 'NE', 4, ['B-1', 'B-2']],
    ['gratuite', 'EQ', true, ['B-1']],
    ['pose', 'GTE', '2022-06-30', ['B-2', 'B-4']],
    ['année', 'LT', 2022, ['B-1']],
    ['état', 'EQ', 'en panne', ['B-2']],
    ['état', 'IS_NULL', true, []],
  ] as const)('filters %s %s %j', async ([column, op, value, found], { api }) => {
    const { lignes } = await api.read<{ lignes: { totalCount: number; nodes: { key: string }[] } }>(
      `query ($dataset: ID!, $where: [LigneWhere!]) {
        lignes(dataset: $dataset, where: $where) { totalCount nodes { key } } }`,
      { dataset: PATH, where: [{ column, op, value }] },
    )
    expect(lignes.nodes.map(({ key }) => key)).toEqual(found)
    expect(lignes.totalCount).toBe(found.length)
  })

  test.for([
    ['Voie', 'EQ', 'x'],
    ['Rue', 'GT', 'x'],
    ['prises', 'EQ', '2'],
    ['puissance', 'EQ', 'beaucoup'],
    ['pose', 'EQ', '30/06/2022'],
    ['pose', 'EQ', '2023-02-30'],
    ['pose', 'EQ', '0000-01-01'],
    ['Rue', 'EQ', 'a\0'],
    ['Rue', 'CONTAINS', '\ud800'],
    ['gratuite', 'EQ', 'oui'],
    ['Rue', 'IN', 'x'],
    ['Rue', 'EQ', ['x']],
    ['Rue', 'EQ', null],
  ] as const)('refuses %s %s %j', async ([column, op, value], { api }) => {
    const query = `query ($dataset: ID!, $where: [LigneWhere!]) {
      lignes(dataset: $dataset, where: $where) { totalCount } }`
    expect(await api.codeOf(query, { dataset: PATH, where: [{ column, op, value }] })).toBe(
      'FILTER_INVALID',
    )
  })

  test('is sorted by any column, read by pages, then forwards and back', async ({ api }) => {
    const query = `query ($after: String, $asOf: AsOf) {
      lignes(dataset: "${PATH}", asOf: $asOf, orderBy: [{ column: "puissance", direction: DESC }],
          first: 2, after: $after) { nodes { key } pageInfo { hasNextPage endCursor } } }`
    type Page = {
      lignes: { nodes: { key: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }
    const first = await api.read<Page>(query)
    expect(first.lignes.nodes.map(({ key }) => key)).toEqual(['B-4', 'B-1'])
    expect(first.lignes.pageInfo.hasNextPage).toBe(true)
    const then = await api.read<Page>(query, { after: first.lignes.pageInfo.endCursor })
    expect(then.lignes.nodes.map(({ key }) => key)).toEqual(['B-2'])
    // At the first version, the row without a value comes last.
    const past = await api.read<Page>(query.replace('first: 2', 'first: 3'), {
      asOf: { position: 2 },
    })
    expect(past.lignes.nodes.map(({ key }) => key)).toEqual(['B-1', 'B-2', 'B-3'])
  })

  test('tells its differences under the names it publishes', async ({ api }) => {
    expect(
      await api.read(`{ lignesDiff(dataset: "${PATH}", from: { position: 2 }, to: { position: 3 }) {
        summary { sentence }
        totals { field before added removed changed after }
        changes(field: "puissance", kinds: [CHANGED]) {
          nodes { key fields { field column before after } } } } }`),
    ).toEqual({
      lignesDiff: {
        summary: { sentence: '1 ligne ajoutée, 1 retirée, 1 modifiée ; 1 inchangée.' },
        totals: [
          {
            field: 'puissance',
            before: '29.4',
            added: '50',
            removed: '0',
            changed: '3.6',
            after: '83',
          },
        ],
        changes: {
          nodes: [
            {
              key: 'B-2',
              fields: [{ field: 'puissance', column: 'puissance', before: '7.4', after: '11' }],
            },
          ],
        },
      },
    })
  })

  test('has no change of a field that it has not', async ({ api }) => {
    for (const field of ['c3', 'constructor', '__proto__']) {
      const query = `{ lignesDiff(dataset: "${PATH}", from: { position: 2 }, to: { position: 3 }) {
        changes(field: "${field}") { totalCount } } }`
      expect(await api.codeOf(query)).toBe('FILTER_INVALID')
    }
  })

  test('is found again by the ids of its rows, and read by its permalink', async ({ api }) => {
    const { lignes } = await api.read<{
      lignes: { nodes: { id: string }[]; state: { permalink: string } }
    }>(`{ lignes(dataset: "${PATH}", first: 1) { nodes { id } state { permalink } } }`)
    const id = lignes.nodes[0]?.id
    expect(
      await api.read(
        `query ($id: ID!) { node(id: $id) { ... on Ligne { key values(columns: ["prises"]) history { kind } } } }`,
        { id },
      ),
    ).toEqual({ node: { key: 'B-1', values: { prises: 2 }, history: [{ kind: 'ADDED' }] } })
    const answer = await (await api.fetch(lignes.state.permalink)).json()
    expect(answer).toMatchObject({ data: { lignes: { nodes: [{ id }] } } })
  })

  test('is not read as another kind, nor another kind as it', async ({ api }) => {
    expect(await api.codeOf('{ lignes(dataset: "299900027/absent") { totalCount } }')).toBe(
      'DATASET_UNKNOWN',
    )
    // A version's report names its columns as they were published.
    expect(
      await api.read(`{ dataset(path: "${PATH}") { version(number: 1) {
        reading { schema columns { source target } } report { repairs { column rule } } } } }`),
    ).toMatchObject({
      dataset: {
        version: {
          reading: {
            schema: 'libre',
            columns: expect.arrayContaining([{ source: 'Rue', target: 'Rue' }]),
          },
          report: {
            repairs: [
              { column: 'puissance', rule: 'nombre' },
              { column: 'état', rule: 'casse' },
            ],
          },
        },
      },
    })
  })
})
