import { describe, expect } from 'vitest'
import { type Api, demonstration as test } from './api.ts'

interface Known {
  readonly grant: string
  readonly name: string
  readonly dataset: string
  readonly version: string
  readonly collectivite: string
}

/** An id of each type. */
async function knownIds(api: Api): Promise<Known> {
  type Record = { id: string; dataset: { id: string }; since: { id: string } }
  const { subventions, prenoms, collectivite } = await api.read<{
    subventions: { nodes: [Record] }
    prenoms: { nodes: [Record] }
    collectivite: Record
  }>(`{
    subventions(first: 1) { nodes { id since { id } dataset { id } } }
    prenoms(first: 1) { nodes { id since { id } dataset { id } } }
    collectivite(siren: "299900019") { id } }`)
  const [[grant], [name]] = [subventions.nodes, prenoms.nodes]
  const { dataset, since } = grant
  return {
    grant: grant.id,
    name: name.id,
    dataset: dataset.id,
    version: since.id,
    collectivite: collectivite.id,
  }
}

const NODE = `__typename id
  ... on Subvention { nomBeneficiaire }
  ... on Prenom { enfantPrenom }
  ... on Dataset { path }
  ... on Version { number }
  ... on Collectivite { nom }`

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

describe('node', () => {
  test('finds an object of each type by its id', async ({ api }) => {
    const ids = await knownIds(api)
    const found = async (id: string) =>
      await api.read(`query ($id: ID!) { node(id: $id) { ${NODE} } }`, { id })
    // The first lines of the first files of their kinds.
    expect(await found(ids.grant)).toEqual({
      node: {
        __typename: 'Subvention',
        id: ids.grant,
        nomBeneficiaire: 'Union sportive aubreluneuse',
      },
    })
    expect(await found(ids.name)).toMatchObject({
      node: { __typename: 'Prenom', id: ids.name, enfantPrenom: expect.any(String) },
    })
    expect(await found(ids.dataset)).toEqual({
      node: { __typename: 'Dataset', id: ids.dataset, path: '299900019/subventions' },
    })
    expect(await found(ids.version)).toEqual({
      node: { __typename: 'Version', id: ids.version, number: 1 },
    })
    expect(await found(ids.collectivite)).toEqual({
      node: {
        __typename: 'Collectivite',
        id: ids.collectivite,
        nom: 'Val-de-Brume',
      },
    })
  })

  test('is empty for an id that nothing has', async ({ api }) => {
    const { grant } = await knownIds(api)
    const row = Buffer.from(grant, 'base64url').toString().replace('Subvention:', '')
    const unknown = [
      'Dataset:99',
      'Version:1:6',
      'Collectivite:123456782',
      'Subvention:1:1',
      'Prenom:9:1',
      'Subvention:1',
      'Inconnu:1',
      'Query:1',
      // A record of another kind's dataset, and the name of a record, which is no object.
      `Prenom:${row}`,
      `SubventionRecord:${row}`,
    ]
    const { data, errors } = await api.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: unknown.map(base64url),
    })
    expect(errors).toBeUndefined()
    expect(data).toEqual({ nodes: unknown.map(() => null) })
  })

  test('is empty at a state that does not know the object yet', async ({ api }) => {
    const ids = await knownIds(api)
    const at = async (id: string, position: number) => {
      const query = `query ($id: ID!) { node(id: $id, asOf: { position: ${position} }) { id } }`
      const { node } = await api.read<{ node: { id: string } | null }>(query, { id })
      return node !== null
    }
    // The département is declared at 1 and publishes at 2; the first names come at 13.
    const first = [
      [ids.dataset, 1],
      [ids.version, 2],
      [ids.grant, 2],
      [ids.name, 13],
    ] as const
    for (const [id, position] of first) {
      expect([await at(id, position - 1), await at(id, position)]).toEqual([false, true])
    }
  })

  test('is empty for an object of another dataset than that of the version asked for', async ({
    api,
  }) => {
    const { grant, name, version } = await knownIds(api)
    const query = `query ($ids: [ID!]!, $version: ID!) {
      nodes(ids: $ids, asOf: { version: $version }) { id } }`
    expect(await api.read(query, { ids: [grant, name], version })).toEqual({
      nodes: [{ id: grant }, null],
    })
  })
})

describe('nodes', () => {
  test('gives objects in the order of their ids, as often as asked', async ({ api }) => {
    const { grant, name, dataset, version, collectivite } = await knownIds(api)
    const ids = [version, grant, base64url('Dataset:99'), collectivite, grant, name, dataset]
    const { nodes } = await api.read<{ nodes: readonly ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids },
    )
    expect(nodes.map((node) => node?.id)).toEqual(ids.with(2, '').map((id) => id || undefined))
  })

  test('refuses a text that is no id, and only that one', async ({ api }) => {
    const { grant } = await knownIds(api)
    const { errors } = await api.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [grant, 'x'],
    })
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['ID_INVALID'])
  })
})

describe('the ids of a record', () => {
  interface Change {
    readonly before: { readonly id: string; readonly recordId: string; readonly montant: string }
    readonly after: { readonly id: string; readonly recordId: string; readonly montant: string }
  }

  test('tell its values apart, and their record is the same', async ({ api }) => {
    const side = '{ id recordId ... on Subvention { montant } }'
    const { subventionsDiff } = await api.read<{
      subventionsDiff: { changes: { nodes: readonly Change[] } }
    }>(`{ subventionsDiff(from: { position: 3 }, to: { position: 4 }) {
      changes(kinds: [CHANGED], field: "montant") { nodes { before ${side} after ${side} } } } }`)
    const { nodes } = subventionsDiff.changes
    expect(nodes).toHaveLength(5)
    for (const { before, after } of nodes) {
      expect(before.recordId).toBe(after.recordId)
      expect(before.id).not.toBe(after.id)
      const values = await api.read<{ nodes: unknown }>(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Subvention { montant } } }',
        { ids: [before.id, after.id] },
      )
      expect(values.nodes).toEqual([{ montant: before.montant }, { montant: after.montant }])
    }
  })

  test('say nothing of its values, nor do cursors', async ({ api }) => {
    const { subventions } = await api.read<{
      subventions: {
        edges: { cursor: string; node: { id: string; recordId: string } & Record<string, string> }[]
      }
    }>(`{ subventions(first: 1000, orderBy: [{ field: NOM_BENEFICIAIRE }]) { edges { cursor node {
      id recordId nomBeneficiaire objet idBeneficiaire rnaBeneficiaire montant referenceDecision } } } }`)
    expect(subventions.edges.length).toBeGreaterThan(200)
    for (const { cursor, node } of subventions.edges) {
      const { id, recordId } = node
      const decoded = [id, recordId, cursor].map((text) =>
        Buffer.from(text, 'base64url').toString(),
      )
      expect(decoded).toEqual([
        expect.stringMatching(/^Subvention:\d:\d+$/),
        expect.stringMatching(/^SubventionRecord:\d:\d+$/),
        expect.stringMatching(/^\["Subvention nomBeneficiaire asc",\["p",48\],\["\d","\d+"\]\]$/),
      ])
      for (const name of ['nomBeneficiaire', 'objet', 'idBeneficiaire', 'rnaBeneficiaire']) {
        const value = node[name]
        if (value) expect(decoded.join(' ')).not.toContain(value)
      }
    }
  })
})
