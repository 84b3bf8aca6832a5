import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { type Api, test } from './api.ts'

interface Step {
  readonly kind: string
  readonly version: { readonly number: number }
  readonly record: { readonly nombreOccurrences: number | null; readonly until: unknown } | null
  readonly fields: readonly {
    readonly field: string
    readonly column: string
    readonly before: unknown
    readonly after: unknown
  }[]
}

interface Name {
  readonly id: string
  readonly recordId: string
  readonly nombreOccurrences: number | null
  readonly since: { readonly number: number }
  readonly until: { readonly number: number } | null
  readonly history: readonly Step[]
  readonly problems: readonly unknown[]
  readonly dataset: {
    readonly current: { readonly number: number }
    readonly versions: { readonly totalCount: number; readonly nodes: unknown }
  }
}

const NAME = `
  id recordId since { number } until { number }
  ... on Prenom { nombreOccurrences }
  history { kind version { number }
    record { until { number } ... on Prenom { nombreOccurrences } }
    fields { field column before after } }
  problems { code severity column line value explanation }
  dataset { current { number } versions { totalCount nodes { number } } }`

/** The record of a first name in a dataset, after one of its versions or at the head. */
async function find(api: Api, path: string, prenom: string, version = 0): Promise<Name> {
  const { dataset } = await api.read<{
    dataset: { version: { position: number } | null; current: { id: string } }
  }>(`{ dataset(path: "${path}") { version(number: ${version}) { position } current { id } } }`)
  const { version: asked, current } = dataset
  const asOf = asked ? `position: ${asked.position}` : `version: "${current.id}"`
  const { prenoms } = await api.read<{ prenoms: { nodes: readonly Name[] } }>(`{
    prenoms(asOf: { ${asOf} }, first: 1000, where: { enfantPrenom: { eq: "${prenom}" } }) {
      nodes { ${NAME} } } }`)
  const ofDataset = prenoms.nodes.at(-1)
  if (ofDataset === undefined) throw new Error(`no ${prenom}`)
  return ofDataset
}

/** Jade changes in 2; Louise is removed in 2 and comes back in 3; Emma changes in 3 and back in 4. */
async function givenLives(db: Db): Promise<string> {
  const { path } = await givenDataset(db, 'prenoms')
  const versions = [
    { Jade: 3, Louise: 4, Emma: 5 },
    { Jade: 2, Emma: 5 },
    { Jade: 2, Louise: 4, Emma: 6 },
    { Jade: 2, Louise: 4, Emma: 5 },
  ]
  for (const counts of versions) {
    const rows = Object.entries(counts).map(([name, count]) => ['F', name, count, 2020] as const)
    await publishText(db, path, prenomsCsv(rows))
  }
  return path
}

function steps({ history }: Name) {
  return history.map(({ kind, version, record }) => [
    kind,
    version.number,
    record?.nombreOccurrences ?? null,
  ])
}

function count(before: number | null, after: number | null) {
  return { field: 'nombreOccurrences', column: 'NOMBRE_OCCURRENCES', before, after }
}

describe('the life of a record', () => {
  test('tells the version that gave each value, and the cells it changed', async ({ api, db }) => {
    const jade = await find(api, await givenLives(db), 'Jade')
    expect(jade).toMatchObject({ nombreOccurrences: 2, since: { number: 2 }, until: null })
    expect(steps(jade)).toEqual([
      ['ADDED', 1, 3],
      ['CHANGED', 2, 2],
    ])
    const [added, changed] = jade.history
    expect(added?.fields).toEqual([
      { field: 'communeNom', column: 'COMMUNE_NOM', before: null, after: 'Aubrelune' },
      { field: 'collInsee', column: 'COLL_INSEE', before: null, after: '99901' },
      { field: 'enfantSexe', column: 'ENFANT_SEXE', before: null, after: 'F' },
      { field: 'enfantPrenom', column: 'ENFANT_PRENOM', before: null, after: 'Jade' },
      count(null, 3),
      { field: 'annee', column: 'ANNEE', before: null, after: 2020 },
    ])
    expect(changed?.fields).toEqual([count(3, 2)])
    expect(jade.history.map(({ record }) => record?.until)).toEqual([{ number: 2 }, null])
  })

  test('goes on when a removed record comes back', async ({ api, db }) => {
    const path = await givenLives(db)
    const louise = await find(api, path, 'Louise')
    expect(louise).toMatchObject({ since: { number: 3 }, until: null })
    expect(steps(louise)).toEqual([
      ['ADDED', 1, 4],
      ['REMOVED', 2, null],
      ['ADDED', 3, 4],
    ])
    expect(louise.history[1]?.fields).toContainEqual(count(4, null))
    const before = await find(api, path, 'Louise', 1)
    expect(before.recordId).toBe(louise.recordId)
    expect(before.id).not.toBe(louise.id)
  })

  test('tells a value that goes and comes back as two changes', async ({ api, db }) => {
    const emma = await find(api, await givenLives(db), 'Emma')
    expect(steps(emma)).toEqual([
      ['ADDED', 1, 5],
      ['CHANGED', 3, 6],
      ['CHANGED', 4, 5],
    ])
    expect(emma.since).toEqual({ number: 4 })
  })
})

describe('a value that went and came back', () => {
  test('is no difference', async ({ api, db }) => {
    const path = await givenLives(db)
    const { dataset } = await api.read<{ dataset: unknown }>(`{ dataset(path: "${path}") {
      version(number: 4) { diff(from: 1) { summary { sentence } } } } }`)
    // Jade alone; neither Emma nor Louise.
    const sentence = '1 prénom modifié ; 2 inchangés.'
    expect(dataset).toEqual({ version: { diff: { summary: { sentence } } } })
  })
})

describe('a record under an older state', () => {
  test('knows nothing of what came later', async ({ api, db }) => {
    const path = await givenLives(db)
    const jade = await find(api, path, 'Jade', 1)
    expect(jade).toMatchObject({
      nombreOccurrences: 3,
      since: { number: 1 },
      until: null,
      dataset: { current: { number: 1 }, versions: { totalCount: 1, nodes: [{ number: 1 }] } },
    })
    expect(steps(jade)).toEqual([['ADDED', 1, 3]])
    expect(jade.history[0]?.record?.until).toBeNull()
    const emma = await find(api, path, 'Emma', 3)
    expect(steps(emma)).toEqual([
      ['ADDED', 1, 5],
      ['CHANGED', 3, 6],
    ])
    expect(emma.dataset).toEqual({
      current: { number: 3 },
      versions: { totalCount: 3, nodes: [{ number: 3 }, { number: 2 }, { number: 1 }] },
    })
  })

  test('is told to have ended by what the state knows', async ({ api, db }) => {
    const path = await givenLives(db)
    const { id } = await find(api, path, 'Jade', 1)
    const { dataset } = await api.read<{ dataset: Record<string, { position: number }> }>(
      `{ dataset(path: "${path}") { a: version(number: 1) { position } b: version(number: 2) { position } } }`,
    )
    const node = `query ($id: ID!, $position: Int!) {
      node(id: $id, asOf: { position: $position }) { ... on Record { until { number } } } }`
    const at = async (position = 0) => await api.read(node, { id, position })
    expect(await at(dataset['a']?.position)).toEqual({ node: { until: null } })
    expect(await at(dataset['b']?.position)).toEqual({ node: { until: { number: 2 } } })
    expect(await at((dataset['a']?.position ?? 0) - 1)).toEqual({ node: null })
  })

  test('is of a dataset that had as many versions as its publisher had put online', async ({
    api,
    db,
  }) => {
    const { path } = await givenDataset(db, 'prenoms', '299900043')
    for (const [i, count] of [1, 2, 3].entries()) {
      const publishedAt = new Date(Date.UTC(2022 + i, 0, 1))
      await publishText(db, path, prenomsCsv([['M', 'Basile', count, 2020]]), { publishedAt })
    }
    const { prenoms } = await api.read<{ prenoms: { nodes: readonly Name[] } }>(`{
      prenoms(asOf: { publishedAt: { at: "2023-06-01T00:00:00Z" } },
        where: { enfantPrenom: { eq: "Basile" } }) { nodes { ${NAME} } } }`)
    expect(prenoms.nodes.map(steps)).toEqual([
      [
        ['ADDED', 1, 1],
        ['CHANGED', 2, 2],
      ],
    ])
    expect(prenoms.nodes[0]).toMatchObject({
      until: null,
      dataset: {
        current: { number: 2 },
        versions: { totalCount: 2, nodes: [{ number: 2 }, { number: 1 }] },
      },
    })
  })
})

describe('the problems of a record', () => {
  test('are those of its line when its value was published', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const header = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE'
    const wrong = ['Aubrelune,99901,F,Mila,2,2021', 'Aubrelune,99901,X,Ambre,beaucoup,2021']
    await publishText(db, path, [header, ...wrong, ''].join('\n'))
    await publishText(db, path, prenomsCsv([['X' as string, 'Ambre', 7, 2021]]))
    const [before, now] = [await find(api, path, 'Ambre', 1), await find(api, path, 'Ambre')]
    expect(before.nombreOccurrences).toBeNull()
    const outOfList = {
      code: 'hors_liste',
      severity: 'WARNING',
      column: 'ENFANT_SEXE',
      value: 'X',
      explanation: 'La valeur n’est pas dans la liste du modèle.',
    }
    expect(before.problems).toHaveLength(2)
    expect(before.problems).toContainEqual({ ...outOfList, line: 3 })
    expect(before.problems).toContainEqual({
      code: 'entier_illisible',
      severity: 'ERROR',
      column: 'NOMBRE_OCCURRENCES',
      line: 3,
      value: 'beaucoup',
      explanation: 'Ce n’est pas un nombre entier : la valeur est laissée vide.',
    })
    expect([now.nombreOccurrences, now.problems]).toEqual([7, [{ ...outOfList, line: 2 }]])
    expect((await find(api, path, 'Mila', 1)).problems).toEqual([])
  })
})
