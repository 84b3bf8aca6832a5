import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Facts } from '../../src/datasets/column.ts'
import { columnAt } from '../../src/datasets/defineKind.ts'
import { type ColumnType, factsAt, type SchemaVersion } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { sharedFolder, testShared } from '../shared.ts'

/** What the official files use of JSON Schema. */
interface Node {
  readonly id?: string
  readonly $id?: string
  readonly $ref?: string
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | null)[]
  readonly anyOf?: readonly Node[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  /** 1.3.0 and 1.4.0 write a list of one. */
  readonly items?: Node | readonly Node[]
  readonly definitions?: Readonly<Record<string, Node>>
}

/** A field as a file has it: names joined by `.` within an object, by `/` from a list to its items. */
interface Field {
  readonly path: string
  readonly node: Node
  readonly title: string | undefined
  readonly required: boolean
  readonly items: Node | undefined
}

/** How the types of a field are read; a list is `strings` or `objects`. */
const OURS: Readonly<Record<string, readonly ColumnType[]>> = {
  string: ['texte', 'code', 'siret', 'choix', 'date'],
  number: ['decimal'],
  integer: ['entier'],
  boolean: ['booleen'],
  strings: ['liste'],
  objects: ['objets'],
}

const DEFINITIONS = { Marché: 'marche', 'Contrat de concession': 'contrat-concession' } as const

const PARTS = marches.schemas.flatMap((schema) =>
  (['Marché', 'Contrat de concession'] as const)
    .filter((part) => schema.parts?.[part] !== undefined)
    .map((part) => ({ schema, part })),
)

function bytesOf(version: string): Buffer {
  const name = version === '1.3.0' ? `${version}-contrats-concessions` : version
  return readFileSync(join(sharedFolder ?? '', 'schemas', `marches-publics-${name}.json`))
}

/** The fields of a part of an official file, in its order. */
function fieldsOf({ version }: SchemaVersion, part: keyof typeof DEFINITIONS): readonly Field[] {
  const root: Node = JSON.parse(bytesOf(version).toString())
  const object = version === '1.3.0' ? root : root.definitions?.[DEFINITIONS[part]]
  if (object === undefined) throw new Error(`${version} has no ${part}`)

  /** A node with what it refers to, or may be beside null; a title beside a reference is the one that counts. */
  const resolve = (node: Node): Node => {
    const reference = node.$ref ?? node.anyOf?.find(({ $ref }) => $ref !== undefined)?.$ref
    if (reference === undefined) return node
    let target: unknown = root
    for (const name of reference.split('/').slice(1)) target = Object(target)[name]
    const { $ref: _, ...beside } = node
    // A reference of these files leads to one of their definitions.
    return { ...resolve(target as Node), ...beside }
  }

  const inside = (parent: Node, prefix: string, required: boolean): readonly Field[] =>
    Object.entries(parent.properties ?? {}).flatMap(([name, child]) => {
      const node = resolve(child)
      const path = `${prefix}${name}`
      const asked = required && (parent.required ?? []).includes(name)
      if (node.properties === undefined) return field(path, node, node.title, asked)
      const fields = inside(node, `${path}.`, asked)
      const [only, ...others] = fields
      // A list alone in an object is what the object is about.
      if (only?.items !== undefined && others.length === 0) return [{ ...only, title: node.title }]
      return fields
    })

  const field = (
    path: string,
    node: Node,
    title: string | undefined,
    required: boolean,
  ): readonly Field[] => {
    const [first] = [node.items ?? []].flat()
    const items = first && resolve(first)
    const own: Field = { path, node, title, required, items }
    if (items?.properties === undefined) return [own]
    const [wrapped, ...others] = Object.values(items.properties)
    const inner = wrapped && others.length === 0 ? resolve(wrapped) : items
    return [own, ...inside(inner.properties ? inner : items, `${path}/`, true)]
  }

  return inside(object, '', true)
}

/** What a field says, as our column would: a null or an empty list is an empty cell, so not required. */
function factsOf({ path, node, title, required, items }: Field) {
  const values = (items ?? node).enum
  const mayBeEmpty =
    (items !== undefined && (node.minItems ?? 0) === 0) ||
    values?.includes(null) ||
    [node.type].flat().includes('null') ||
    node.anyOf?.some(({ type }) => type === 'null')
  // `^Marché$` allows one text: a list of values with one in it.
  const [, one] = node.pattern?.match(/^\^([\p{L} ]+)\$$/u) ?? []
  return {
    published: path.split('/').at(-1),
    title,
    required: required && !mayBeEmpty,
    pattern: one === undefined ? node.pattern : undefined,
    minLength: node.minLength,
    maxLength: node.maxLength,
    minimum: node.minimum,
    maximum: node.maximum,
    choices: one === undefined ? values?.filter((value) => value !== null) : [one],
  }
}

function factsOfOurs(facts: Facts) {
  const { published, title, required = false, pattern, minLength, maxLength } = facts
  const { minimum, maximum, choices } = facts
  return { published, title, required, pattern, minLength, maxLength, minimum, maximum, choices }
}

/** The path of one of our columns, in the names of a part. */
function officialPath(schema: SchemaVersion, path: string, part: string): string {
  const steps = path.split('.')
  return steps
    .map((_, i) => factsAt(marches, schema, steps.slice(0, i + 1).join('.'), part).published)
    .join('/')
}

function typeOf({ node, items }: Field): string {
  if (items !== undefined) return items.properties === undefined ? 'strings' : 'objects'
  const types = [node.type ?? []].flat().filter((type) => type !== 'null')
  return types[0] ?? 'string'
}

describe('the format of marchés publics', () => {
  for (const schema of marches.schemas) {
    testShared(`${schema.version} is the file that we read`, async () => {
      const bytes = bytesOf(schema.version)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(schema.sha256)
      const { id, $id }: Node = JSON.parse(bytes.toString())
      expect(schema.source).toBe(($id ?? id)?.replace(/#$/, ''))
    })
  }

  for (const { schema, part } of PARTS) {
    const { columns, differs = {} } = schema.parts?.[part] ?? { columns: [] }
    const name = `${schema.version}, ${part},`

    testShared(`${name} has our columns in its order`, async () => {
      const ours = columns.map((path) => officialPath(schema, path, part))
      expect(ours).toEqual(fieldsOf(schema, part).map(({ path }) => path))
      expect(Object.keys(differs).filter((path) => !columns.includes(path))).toEqual([])
    })

    testShared(`${name} says of each column what we say`, async () => {
      const ours = columns.map((path) => factsOfOurs(factsAt(marches, schema, path, part)))
      expect(ours).toEqual(fieldsOf(schema, part).map(factsOf))
    })

    testShared(`${name} has our types`, async () => {
      for (const [i, field] of fieldsOf(schema, part).entries()) {
        const type = columnAt(marches.columns, columns[i] ?? '')?.type
        expect(OURS[typeOf(field)], field.path).toContain(type)
      }
    })
  }

  testShared('has a marché and a concession since 1.4.0, under names that we read', async () => {
    expect(PARTS.map(({ schema, part }) => `${schema.version} ${DEFINITIONS[part]}`)).toEqual([
      '1.3.0 contrat-concession',
      ...['1.4.0', '1.5.0', '2.0.0', '2.0.1', '2.0.2', '2.0.3', '2.0.4'].flatMap((version) => [
        `${version} marche`,
        `${version} contrat-concession`,
      ]),
    ])
    expect(marches.elements).toEqual({
      marche: { type: 'Marché' },
      'contrat-concession': { type: 'Contrat de concession' },
    })
    // A row that does not say which one it is follows the marché, where there is one.
    for (const { parts, columns, differs } of marches.schemas) {
      expect({ columns, differs }).toEqual({
        ...(parts?.['Marché'] ?? Object.values(parts ?? {})[0]),
      })
    }
  })

  testShared(
    'says of the columns themselves what its latest marché says, else concession',
    async () => {
      const latest = new Map<string, Facts>()
      for (const which of ['Contrat de concession', 'Marché'] as const) {
        for (const { schema, part } of PARTS.filter(({ part }) => part === which)) {
          const { columns = [] } = schema.parts?.[part] ?? {}
          for (const path of columns) latest.set(path, factsAt(marches, schema, path, part))
        }
      }
      latest.delete('type') // Its own choices are those of both parts.
      expect(latest.size).toBeGreaterThan(70)
      for (const [path, facts] of latest) {
        const own = columnAt(marches.columns, path)
        expect(own && factsOfOurs(own), path).toEqual(factsOfOurs(facts))
      }
    },
  )
})
