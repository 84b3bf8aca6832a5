import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  assertObjectType,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { KINDS, type Kind, type Objects } from '../../src/datasets/index.ts'
import { buildSchema } from '../../src/graphql/index.ts'

const schema = buildSchema()
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

interface Described {
  readonly path: string
  readonly description: string | null | undefined
}

/** A type and all that it has: fields, arguments, input fields, enum values. */
function everythingIn(type: GraphQLNamedType): readonly Described[] {
  const { name, description } = type
  return [{ path: name, description }, ...membersOf(type)]
}

function membersOf(type: GraphQLNamedType): readonly Described[] {
  if (isEnumType(type)) return type.getValues().map((value) => member(type, value))
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((f) => member(type, f))
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    member(type, field),
    ...field.args.map((arg) => member({ name: `${type.name}.${field.name}` }, arg)),
  ])
}

function member(of: { readonly name: string }, { name, description }: Named): Described {
  return { path: `${of.name}.${name}`, description }
}

interface Named {
  readonly name: string
  readonly description?: string | null | undefined
}

describe('the schema', () => {
  test('is the one written in schema.graphql', () => {
    const written = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8')
    const printed = `${printSchema(lexicographicSortSchema(schema))}\n`
    expect(printed, 'schema.graphql is out of date: run `npm run generate`').toBe(written)
  })

  test('is valid', () => {
    expect(validateSchema(schema)).toEqual([])
  })

  test('describes everything it has', () => {
    const all = types.flatMap(everythingIn)
    expect(all.length).toBeGreaterThan(400)
    const silent = all.filter(({ description }) => !description?.trim())
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  test('speaks French, in sentences', () => {
    const english = /\b(the|of|is|and|with|which|when)\b/i
    const wrong = types
      .flatMap(everythingIn)
      .filter(
        ({ description }) => english.test(description ?? '') || !/[.…]$/.test(description ?? ''),
      )
    expect(wrong).toEqual([])
  })

  test('asks for exactly one way to name a state', () => {
    const asOf = schema.getType('AsOf')
    expect(isInputObjectType(asOf) && asOf.isOneOf).toBe(true)
    expect(isInputObjectType(asOf) && Object.keys(asOf.getFields()).sort()).toEqual([
      'knownAt',
      'position',
      'publishedAt',
      'version',
    ])
  })
})

describe.each(KINDS.map((kind) => [kind.typeName, kind] as const))('the type %s', (name, kind) => {
  const type = assertObjectType(schema.getType(name))

  test('is a record and a node', () => {
    expect(
      type
        .getInterfaces()
        .map((one) => one.name)
        .sort(),
    ).toEqual(['Node', 'Record'])
  })

  test('has each column under its name, empty where a cell is', () => {
    const fields = type.getFields()
    for (const column of [...Object.keys(kind.columns), ...Object.keys(kind.derived)]) {
      expect([column, isNonNullType(fields[column]?.type ?? null)]).toEqual([column, false])
      expect(fields[column]).toBeDefined()
    }
  })

  test('tells the published name and the unit of each column', () => {
    const fields = type.getFields()
    for (const [column, { published, unit, title }] of Object.entries(kind.columns)) {
      const description = fields[column]?.description
      expect(description).toContain(title)
      expect(description).toMatch(new RegExp(`Colonne publiée : ${published}\\.$`))
      if (unit !== undefined) expect(description).toContain(`Unité : ${unit}.`)
    }
  })

  test('has its list and its differences', () => {
    const query = kind.storage === 'json' ? 'lignes' : kind.name
    const { [query]: list, [`${query}Diff`]: diff } = schema.getQueryType()?.getFields() ?? {}
    expect([String(list?.type), String(diff?.type)]).toEqual([`${name}Connection!`, 'Diff!'])
  })
})

const OBJECTS = KINDS.flatMap(({ columns }) => objectsIn(columns))

/** The objects of columns, down to those that objects have themselves. */
function objectsIn(columns: Kind['columns']): readonly Objects[] {
  return Object.values(columns).flatMap(({ objects }) =>
    objects === undefined ? [] : [objects, ...objectsIn(objects.columns)],
  )
}

describe.each(OBJECTS.map((objects) => [objects.typeName, objects] as const))(
  'the type %s',
  (name, { columns, derived = {} }) => {
    const fields = assertObjectType(schema.getType(name)).getFields()

    test('has each column under its name, empty where a cell is, described', () => {
      expect(Object.keys(fields).toSorted()).toEqual(
        [...Object.keys(columns), ...Object.keys(derived)].toSorted(),
      )
      for (const { type } of Object.values(fields)) expect(isNonNullType(type)).toBe(false)
      for (const [column, { published, unit, title }] of Object.entries(columns)) {
        const description = fields[column]?.description ?? ''
        expect(description).toContain(title)
        expect(description.endsWith(`Colonne publiée : ${published}.`)).toBe(true)
        if (unit !== undefined) expect(description).toContain(`Unité : ${unit}.`)
      }
    })
  },
)

describe('units and published names', () => {
  test('are those of the official schemas', () => {
    const descriptionOf = (type: string, field: string) =>
      assertObjectType(schema.getType(type)).getFields()[field]?.description
    expect(descriptionOf('Subvention', 'montant')).toContain(
      'Unité : euros. Colonne publiée : montant.',
    )
    expect(descriptionOf('Prenom', 'nombreOccurrences')).toContain(
      'Colonne publiée : NOMBRE_OCCURRENCES.',
    )
    expect(descriptionOf('Prenom', 'collInsee')).toContain('Colonne publiée : COLL_INSEE.')
  })
})
