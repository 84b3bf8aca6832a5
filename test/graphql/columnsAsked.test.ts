import {
  type GraphQLFieldMap,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { describe, expect } from 'vitest'
import { OFFICIAL_KINDS } from '../../src/datasets/index.ts'
import { buildSchema } from '../../src/graphql/index.ts'
import { type Api, demonstration as test } from './api.ts'

type Row = Readonly<Record<string, unknown>>

const schema = buildSchema()

/** Every field of a record that takes no argument, with something asked below those that have fields. */
function fieldsOf(schema: GraphQLSchema, typeName: string): readonly (readonly [string, string])[] {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`no type ${typeName}`)
  return Object.entries(type.getFields()).map(([name, { type }]) => {
    const named = getNamedType(type)
    const below = isObjectType(named) ? ` { ${firstLeaf(named.getFields())} }` : ''
    return [name, `${name}${below}`]
  })
}

function firstLeaf(fields: GraphQLFieldMap<unknown, unknown>): string {
  const leaf = Object.values(fields).find(({ type }) => isLeafType(getNamedType(type)))
  return leaf?.name ?? '__typename'
}

async function rows(api: Api, list: string, selection: string): Promise<readonly Row[]> {
  const answer = await api.read<Record<string, { readonly nodes: readonly Row[] }>>(
    `{ ${list}(first: 20) { nodes { ${selection} } } }`,
  )
  return answer[list]?.nodes ?? []
}

describe('a list of records', () => {
  for (const { name, typeName } of OFFICIAL_KINDS) {
    test(`tells of each field of ${name}, asked alone, what the record by its id tells`, async ({
      api,
    }) => {
      const fields = fieldsOf(schema, typeName)
      const ids = (await rows(api, name, 'id')).map(({ id }) => id)
      expect(ids.length).toBeGreaterThan(0)
      const all = fields.map(([, asked]) => asked).join(' ')
      // One by one, a record is read whole.
      const { nodes } = await api.read<{ nodes: readonly Row[] }>(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${typeName} { ${all} } } }`,
        { ids },
      )
      for (const [field, asked] of fields) {
        const alone = (await rows(api, name, asked)).map((row) => row[field])
        expect(alone, field).toEqual(nodes.map((row) => row[field]))
      }
    })
  }

  test('has what fragments, aliases, edges and variables ask of it', async ({ api }) => {
    const [expected] = await rows(api, 'subventions', 'nomBeneficiaire objet montant nature key')
    const { subventions } = await api.read<{
      subventions: { edges: readonly [{ node: Row }]; nodes: readonly [Row] }
    }>(
      `query ($yes: Boolean!, $no: Boolean!) {
        subventions(first: 1) { edges { ...Edge } ... @include(if: $yes) { nodes { sum: montant } } }
        subventions(first: 1) @skip(if: $no) { nodes { nature } } }
      fragment Edge on SubventionEdge { node { body: nomBeneficiaire ...Grant ... on Record { key } } }
      fragment Grant on Subvention { ... { objet } }`,
      { yes: true, no: false },
    )
    expect(subventions.edges[0].node).toEqual({
      body: expected?.['nomBeneficiaire'],
      objet: expected?.['objet'],
      key: expected?.['key'],
    })
    expect(subventions.nodes[0]).toEqual({
      sum: expected?.['montant'],
      nature: expected?.['nature'],
    })
  })
})
