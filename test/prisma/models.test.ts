import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { prismaModel } from '../../prisma/kindTables.ts'
import { allTablesOf, KINDS } from '../../src/datasets/index.ts'
import { test } from '../database.ts'
import { columnsOf, indexesOf } from './catalogue.ts'

const SCHEMA = join(import.meta.dirname, '../../prisma/schema')

const TYPES: Readonly<Record<string, string>> = {
  Int: 'integer',
  BigInt: 'bigint',
  Bytes: 'bytea',
  String: 'text',
  Boolean: 'boolean',
  Json: 'jsonb',
  'Decimal @db.Decimal': 'numeric',
  'DateTime @db.Date': 'date',
  'DateTime @db.Timestamptz(3)': 'timestamp(3) with time zone',
}

interface Model {
  readonly table: string
  readonly schema: string
  readonly fields: readonly {
    readonly name: string
    readonly type: string
    readonly nullable: boolean
  }[]
  readonly id: readonly string[]
  readonly unique: readonly (readonly string[])[]
}

const FIELD = /^ {2}(\w+) +(\w+)(\[\]|\?)?(.*)$/

function modelsOf(text: string): readonly Model[] {
  return [...text.matchAll(/^model \w+ \{$(.*?)^\}$/gms)].map(([, body = '']) => {
    const lines = body.split('\n').filter((line) => !line.includes('///'))
    const fields = lines.flatMap((line) => {
      const [, name, type = '', mark, attributes = ''] = FIELD.exec(line) ?? []
      if (name === undefined) return []
      const native = /@db\.\w+(\(\d+\))?/.exec(attributes)?.[0]
      const prisma = native ? `${type} ${native}` : type
      return [
        {
          name,
          type: `${TYPES[prisma] ?? prisma}${mark === '[]' ? '[]' : ''}`,
          nullable: mark === '?',
          isId: /@id\b/.test(attributes),
          isUnique: /@unique\b/.test(attributes),
        },
      ]
    })
    const listed = (attribute: string) =>
      [...body.matchAll(new RegExp(`@@${attribute}\\(\\[(.*?)\\]`, 'g'))].map(([, names = '']) =>
        names.split(/, */),
      )
    const named = (attribute: string) =>
      new RegExp(`@@${attribute}\\("(\\w+)"\\)`).exec(body)?.[1] ?? ''
    return {
      table: named('map'),
      schema: named('schema'),
      fields: fields.map(({ name, type, nullable }) => ({ name, type, nullable })),
      id: listed('id')[0] ?? fields.filter(({ isId }) => isId).map(({ name }) => name),
      unique: [
        ...listed('unique'),
        ...fields.filter(({ isUnique }) => isUnique).map(({ name }) => [name]),
      ],
    }
  })
}

/** A name without the quotes that PostgreSQL puts around its own words. */
function bare(name: string): string {
  return name.replace(/^"(.*)"$/, '$1')
}

const MODELS = globSync('*.prisma', { cwd: SCHEMA }).flatMap((file) =>
  modelsOf(readFileSync(join(SCHEMA, file), 'utf8')),
)

describe('the Prisma models', () => {
  test('of the kinds are what the kinds make today', () => {
    const made = KINDS.flatMap((kind) => allTablesOf(kind).map((table) => prismaModel(kind, table)))
    expect(readFileSync(join(SCHEMA, 'kinds.prisma'), 'utf8')).toBe(made.join('\n'))
  })

  test('are read whole by this test', () => {
    expect(MODELS.length).toBeGreaterThanOrEqual(33)
    const fields = MODELS.flatMap((model) => model.fields)
    const known = new Set(Object.values(TYPES).flatMap((type) => [type, `${type}[]`]))
    expect(fields.filter(({ type }) => !known.has(type))).toEqual([])
  })

  test.for(MODELS)('$table is the migrated table', async (model, { db }) => {
    const columns = await columnsOf(db, model.schema, model.table)
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect(
      columns
        // Prisma cannot say that a list may be null.
        .map(({ name, type, nullable }) => ({
          name,
          type,
          nullable: nullable && !type.endsWith('[]'),
        }))
        .toSorted(byName),
    ).toEqual(model.fields.toSorted(byName))
  })

  test.for(MODELS)('$table has the keys of the migrated table', async (model, { db }) => {
    const indexes = await indexesOf(db, model.schema, model.table)
    const primary = indexes.find((index) => index.primary)
    expect(primary?.keys.map(bare)).toEqual(model.id)
    const unique = indexes.filter((index) => index.unique && !index.primary && !index.deferred)
    expect(unique.map(({ keys }) => keys.map(bare).join()).toSorted()).toEqual(
      model.unique.map((names) => names.join()).toSorted(),
    )
  })
})
