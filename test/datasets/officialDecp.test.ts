import { createHash } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Facts } from '../../src/datasets/column.ts'
import { columnAt } from '../../src/datasets/defineKind.ts'
import { type ColumnType, factsAt, type SchemaVersion } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { testShared } from '../shared.ts'
import { bytesOf, DEFINITIONS, type Field, fieldsOf, type Node, PARTS } from './decpFields.ts'

/** How the types of a field are read; a list is `strings` or `objects`. */
const OURS: Readonly<Record<string, readonly ColumnType[]>> = {
  string: ['texte', 'code', 'siret', 'choix', 'date'],
  number: ['decimal'],
  integer: ['entier'],
  boolean: ['booleen'],
  strings: ['liste'],
  objects: ['objets'],
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
