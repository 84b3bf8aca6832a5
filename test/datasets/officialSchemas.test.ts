import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type ColumnType,
  factsAt,
  KINDS,
  type Kind,
  rulesAt,
  type SchemaVersion,
} from '../../src/datasets/index.ts'
import { sharedFolder, testShared } from '../shared.ts'

interface Field {
  readonly name: string
  readonly title?: string
  readonly type: string
  readonly format?: string
  readonly trueValues?: readonly string[]
  readonly falseValues?: readonly string[]
  readonly constraints?: {
    readonly required?: boolean
    readonly enum?: readonly string[]
  }
}

interface Check {
  readonly name: string
  readonly params: {
    readonly column?: string
    readonly column1?: string
    readonly column2?: string
    readonly columns?: readonly string[]
    readonly othercolumns?: readonly string[]
  }
}

interface TableSchema {
  readonly fields: readonly Field[]
  readonly custom_checks?: readonly Check[]
}

/** Standards whose versions are Table Schemas, by kind, and how their files are named. */
const STANDARDS: Readonly<Record<string, { readonly name: string; readonly files: string }>> = {
  deliberations: { name: 'scdl/deliberations', files: 'deliberations' },
  subventions: { name: 'scdl/subventions', files: 'subventions' },
  adresses: { name: 'etalab/schema-bal', files: 'base-adresse-locale' },
  equipements: { name: 'scdl/equipements', files: 'equipements' },
  prenoms: { name: 'scdl/prenoms', files: 'prenoms' },
}

/** Kinds whose schemas are of another sort, and have tests of their own. */
const ELSEWHERE = ['marches', 'collectivites', 'libre']

/** Versions that have a specification to read, and no Table Schema. */
const SPECIFICATIONS = ['base-adresse-locale-1.1', 'base-adresse-locale-1.2']

/** How the Table Schema types are read. */
const OURS: Readonly<Record<string, readonly ColumnType[]>> = {
  string: ['texte', 'code', 'siret', 'choix', 'periode', 'liste'],
  number: ['decimal', 'coordonnee'],
  integer: ['entier'],
  year: ['annee'],
  date: ['date'],
  boolean: ['booleen'],
}

/** The one standard that calls its numbers strings, to say their decimals in a pattern. */
const NUMBERS_AS_STRINGS = { kind: 'adresses', names: ['x', 'y', 'long', 'lat'] }

/** What is no column in the parameters of a check, and the only value that our rules mean. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'compare-columns-value': { op: '>=' },
  'year-interval-value': { 'allow-year-only': 'yes' },
}

/** Words of a boolean whose field says none: those of the Table Schema standard. */
const TRUE_WORDS = ['true', 'True', 'TRUE', '1']
const FALSE_WORDS = ['false', 'False', 'FALSE', '0']

const SCHEMAS = KINDS.flatMap((kind) => {
  const files = STANDARDS[kind.name]?.files
  if (files === undefined) return []
  return kind.schemas.map((schema) => ({ kind, schema, file: `${files}-${schema.version}` }))
})

function bytesOf(file: string): Buffer {
  const end = SPECIFICATIONS.includes(file) ? '-aitf-spec.txt' : '.json'
  return readFileSync(join(sharedFolder ?? '', 'schemas', `${file}${end}`))
}

function read(file: string): TableSchema {
  return JSON.parse(bytesOf(file).toString())
}

/** What a field of a schema asks, every constraint of it, as our column would say it. */
function factsOfField({ name, title, type, format, constraints = {}, ...rest }: Field) {
  const { required = false, enum: choices, ...others } = constraints
  const { trueValues = TRUE_WORDS, falseValues = FALSE_WORDS } = rest
  const words = type === 'boolean' ? [trueValues.toSorted(), falseValues.toSorted()] : undefined
  return { published: name, title, required, format, choices, words, ...others }
}

/** What we say of a column at a version; its title where the schema gives one. */
function factsOfColumn(kind: Kind, schema: SchemaVersion, name: string, field: Field) {
  const {
    published,
    title,
    required = false,
    format,
    choices,
    words,
    unique,
    ...rest
  } = factsAt(kind, schema, name)
  const { pattern, minLength, maxLength, minimum, maximum } = rest
  return {
    published,
    title: field.title === undefined ? undefined : title,
    required,
    format,
    choices,
    words: words && [words.true.toSorted(), words.false.toSorted()],
    unique,
    pattern,
    minLength,
    maxLength,
    minimum,
    maximum,
  }
}

function typesFor(kind: Kind, { name, type }: Field): readonly ColumnType[] {
  const isNumber = kind.name === NUMBERS_AS_STRINGS.kind && NUMBERS_AS_STRINGS.names.includes(name)
  return OURS[isNumber ? 'number' : type] ?? []
}

/** A check as a rule of ours would say it, with what its parameters tell beside columns. */
function ruleOf({ name, params }: Check) {
  const { column, column1, column2, columns = [], othercolumns = [], ...options } = params
  const named = [column, column1, column2, ...columns, ...othercolumns]
  return { rule: name, columns: named.filter((one) => one !== undefined), options }
}

function rulesOf(kind: Kind, schema: SchemaVersion) {
  return rulesAt(kind, schema).map(({ rule, columns }) => ({
    rule,
    columns: columns.map((name) => factsAt(kind, schema, name).published),
    options: OPTIONS[rule] ?? {},
  }))
}

describe('the official schemas', () => {
  for (const { kind, schema, file } of SCHEMAS) {
    const name = `${schema.name} ${schema.version}`

    testShared(`${name} is the file that we read`, async () => {
      expect(createHash('sha256').update(bytesOf(file)).digest('hex')).toBe(schema.sha256)
    })

    if (SPECIFICATIONS.includes(file)) continue

    testShared(`${name} has our columns in its order, under its names`, async () => {
      const names = schema.columns.map((column) => factsAt(kind, schema, column).published)
      expect(names).toEqual(read(file).fields.map((field) => field.name))
    })

    testShared(`${name} says of each column what we say, and we read it as its type`, async () => {
      for (const [i, field] of read(file).fields.entries()) {
        const column = schema.columns[i] ?? ''
        expect(factsOfColumn(kind, schema, column, field)).toEqual(factsOfField(field))
        const type = kind.columns[column]?.type
        if (type === undefined) expect(Object.keys(kind.upcasts ?? {})).toContain(column)
        else expect(typesFor(kind, field), field.name).toContain(type)
      }
    })

    testShared(`${name} checks rows as we do`, async () => {
      const checks = (read(file).custom_checks ?? []).map(ruleOf)
      const sirets = checks.filter(({ rule }) => rule === 'french-siret-value')
      expect(rulesOf(kind, schema)).toEqual(checks.filter((check) => !sirets.includes(check)))
      for (const { columns } of sirets) {
        const checked = Object.values(kind.columns).filter(({ published }) =>
          columns.includes(published),
        )
        expect(
          checked.map(({ type }) => type),
          columns.join(),
        ).toEqual(['siret'])
      }
    })
  }

  test('are all compared, here or elsewhere', () => {
    const known = new Set([...Object.keys(STANDARDS), ...ELSEWHERE])
    expect(KINDS.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  test('give the columns of a kind their order: that of the latest one', () => {
    for (const { name, columns, schemas } of KINDS) {
      const latest = schemas.at(-1)?.columns ?? []
      const ours = Object.keys(columns).filter((column) => latest.includes(column))
      if (name in STANDARDS) expect(ours).toEqual(latest)
    }
  })

  test('are named in full: where they come from, and which one is the latest', () => {
    for (const { name, schemas, rules } of KINDS) {
      for (const schema of schemas) {
        // A schema of our own has no file elsewhere.
        const isOurs = schema.name.startsWith('millesime/')
        expect(schema.sha256).toMatch(isOurs ? /^$/ : /^[0-9a-f]{64}$/)
        expect(schema.source).toMatch(/^https:\/\//)
        expect(schema.name).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/)
        if (name in STANDARDS) expect(schema.name).toBe(STANDARDS[name]?.name)
      }
      const versions = schemas.map(({ version }) => version)
      expect(versions).toEqual(
        versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
      )
      for (const { since } of rules) if (since !== undefined) expect(versions).toContain(since)
    }
  })
})
