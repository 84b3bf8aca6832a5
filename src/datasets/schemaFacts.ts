import type { Column, Facts } from './column.ts'
import {
  columnAt,
  type Kind,
  type RowRule,
  type SchemaPart,
  type SchemaVersion,
} from './defineKind.ts'

type Columns = Readonly<Record<string, Column>>

/** The part of a schema that a row follows: by the value of the kind's `partedBy`, else the whole. */
function partOf(schema: SchemaVersion, part: string | undefined): SchemaPart {
  const { parts = {} } = schema
  // The value comes from a file: « constructor » is no part.
  return (part !== undefined && Object.hasOwn(parts, part) ? parts[part] : undefined) ?? schema
}

/** What a version of a schema says of one of its columns, by its path; upcast ones included. */
export function factsAt(kind: Kind, schema: SchemaVersion, path: string, part?: string): Facts {
  const latest = columnAt(kind.columns, path) ?? kind.upcasts?.[path]?.facts
  if (latest === undefined) throw new Error(`kind ${kind.name}: unknown column ${path}`)
  return withDifferences(latest, partOf(schema, part).differs?.[path])
}

/**
 * The columns of a kind as a version of its schema describes them: those that it does not have ask nothing.
 *
 * @param part value of the kind's `partedBy` in the row at hand
 */
export function columnsAt(kind: Kind, schema: SchemaVersion, part?: string): Columns {
  return describe(kind.columns, partOf(schema, part), '')
}

function describe(columns: Columns, part: SchemaPart, prefix: string): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]): [string, Column] => {
      const path = `${prefix}${name}`
      const described = part.columns.includes(path)
        ? withDifferences(column, part.differs?.[path])
        : withoutConstraints(column)
      const { objects } = column
      if (objects === undefined) return [name, described]
      const inner = describe(objects.columns, part, `${path}.`)
      return [name, { ...described, objects: { ...objects, columns: inner } }]
    }),
  )
}

/** A column that a version does not have asks nothing; its words and choices still tell how to read it. */
function withoutConstraints({ choices, words, synonyms, register, ...column }: Column): Column {
  const { type, published, title, description, personal, unit, separator, objects } = column
  return {
    type,
    published,
    title,
    description,
    personal,
    ...(unit === undefined ? {} : { unit }),
    ...(separator === undefined ? {} : { separator }),
    ...(objects === undefined ? {} : { objects }),
    ...(choices === undefined ? {} : { choices }),
    ...(words === undefined ? {} : { words }),
    ...(synonyms === undefined ? {} : { synonyms }),
    ...(register === undefined ? {} : { register }),
  }
}

/** The checks over a row that a version of a schema has. */
export function rulesAt(kind: Kind, { version }: SchemaVersion): readonly RowRule[] {
  const at = kind.schemas.findIndex((schema) => schema.version === version)
  return kind.rules.filter(({ since }) => {
    const from = kind.schemas.findIndex((schema) => schema.version === since)
    return since === undefined || from <= at
  })
}

/** Every name that the column of a path had in some version of the schema, the latest first. */
export function publishedNames(kind: Kind, path: string): readonly string[] {
  const parts = kind.schemas.flatMap((schema) => [schema, ...Object.values(schema.parts ?? {})])
  const latest = columnAt(kind.columns, path)?.published ?? kind.upcasts?.[path]?.facts.published
  const others = parts.toReversed().map(({ differs }) => differs?.[path]?.published)
  return [...new Set([latest, ...others].filter((one) => typeof one === 'string'))]
}

/** The path of the column that has this name in the API or in some version of the schema, exactly written. */
export function pathNamed(kind: Kind, name: string): string | undefined {
  const paths = pathsIn(kind.columns, '')
  const isOurs = kind.storage !== 'json' && paths.includes(name)
  return isOurs ? name : paths.find((path) => fullNames(kind, path).includes(name))
}

function pathsIn(columns: Columns, prefix: string): readonly string[] {
  return Object.entries(columns).flatMap(([name, { objects }]) => [
    `${prefix}${name}`,
    ...(objects === undefined ? [] : pathsIn(objects.columns, `${prefix}${name}.`)),
  ])
}

/** Published names of a column; those of an object's follow its own: `titulaires.id`. */
function fullNames(kind: Kind, path: string): readonly string[] {
  const at = path.lastIndexOf('.')
  const names = publishedNames(kind, path)
  if (at === -1) return names
  const parents = fullNames(kind, path.slice(0, at))
  return parents.flatMap((parent) => names.map((name) => `${parent}.${name}`))
}

/** Every title that the column of a path had in some version of the schema. */
export function publishedTitles(kind: Kind, path: string): readonly string[] {
  const parts = kind.schemas.flatMap((schema) => [schema, ...Object.values(schema.parts ?? {})])
  const titles = parts.map(({ differs }) => differs?.[path]?.title)
  return [columnAt(kind.columns, path)?.title, ...titles].filter((one) => typeof one === 'string')
}

function withDifferences<F extends Facts>(
  latest: F,
  differences: { readonly [Name in keyof Facts]?: Facts[Name] | null } | undefined,
): F {
  if (differences === undefined) return latest
  const merged = { ...latest, ...differences }
  // A fact that is null is one that this version does not state: what is left has the latest's types.
  return Object.fromEntries(Object.entries(merged).filter(([, fact]) => fact !== null)) as F
}
