import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Column, type ColumnType, KINDS } from '../../src/datasets/index.ts'
import { sharedFolder, testShared } from '../shared.ts'

interface Field {
  readonly name: string
  readonly title: string
  readonly type: string
  readonly trueValues?: readonly string[]
  readonly falseValues?: readonly string[]
  readonly constraints?: {
    readonly required?: boolean
    readonly pattern?: string
    readonly maxLength?: number
    readonly minimum?: number
    readonly maximum?: number
    readonly enum?: readonly string[]
  }
}

/** How the Table Schema types are read. */
const OURS: Readonly<Record<string, readonly ColumnType[]>> = {
  string: ['texte', 'code', 'siret', 'choix', 'periode'],
  number: ['decimal'],
  integer: ['entier'],
  year: ['annee'],
  date: ['date'],
  boolean: ['booleen'],
}

const SCHEMAS = KINDS.flatMap((kind) =>
  kind.schemas.map((schema, i) => ({ kind, schema, isLatest: i === kind.schemas.length - 1 })),
)

function bytesOf(kind: string, version: string): Buffer {
  return readFileSync(join(sharedFolder ?? '', 'schemas', `${kind}-${version}.json`))
}

function fieldsOf(kind: string, version: string): readonly Field[] {
  return JSON.parse(bytesOf(kind, version).toString()).fields
}

/** What a field of a schema asks, as our column would say it. */
function factsOfField({ name, title, constraints = {} }: Field) {
  const { required = false, pattern, maxLength, minimum, maximum } = constraints
  return { name, title, required, pattern, maxLength, minimum, maximum, choices: constraints.enum }
}

function factsOfColumn(column: Column) {
  const { published, title, required = false, pattern, maxLength, minimum, maximum } = column
  const { choices } = column
  return { name: published, title, required, pattern, maxLength, minimum, maximum, choices }
}

describe('the official schemas', () => {
  for (const { kind, schema, isLatest } of SCHEMAS) {
    const name = `${schema.name} ${schema.version}`

    testShared(`${name} is the file that we read, and its columns in its order`, async () => {
      const bytes = bytesOf(kind.name, schema.version)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(schema.sha256)
      const names = fieldsOf(kind.name, schema.version).map((field) => field.name)
      expect(schema.columns.map((column) => kind.columns[column]?.published)).toEqual(names)
    })

    if (!isLatest) continue
    testShared(`${name}, the latest, says of each column what we say`, async () => {
      const fields = fieldsOf(kind.name, schema.version)
      expect(Object.values(kind.columns).map(factsOfColumn)).toEqual(fields.map(factsOfField))
      for (const [i, { type }] of Object.values(kind.columns).entries()) {
        expect(OURS[fields[i]?.type ?? ''], fields[i]?.name).toContain(type)
      }
    })
  }

  test('are named in full: where they come from, and which one is the latest', () => {
    for (const { kind, schema } of SCHEMAS) {
      expect(schema.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(schema.source).toMatch(/^https:\/\//)
      expect(schema.name).toBe(`scdl/${kind.name}`)
    }
    for (const { schemas } of KINDS) {
      const versions = schemas.map(({ version }) => version)
      expect(versions).toEqual(
        versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
      )
    }
  })
})
