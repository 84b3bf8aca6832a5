import {
  columnAt,
  type Kind,
  publishedNames,
  type SchemaPart,
  type SchemaVersion,
} from '../datasets/index.ts'
import type { NamedColumn } from './columnNames.ts'

type Targets = readonly (NamedColumn | undefined)[]

/** The parts of a schema, or itself when it has none. */
export function partsOf(schema: SchemaVersion): readonly SchemaPart[] {
  return schema.parts === undefined ? [schema] : Object.values(schema.parts)
}

/** Whether a part of a schema requires a column, by its path. */
export function isRequired(kind: Kind, { differs = {} }: SchemaPart, path: string): boolean {
  const here = differs[path]?.required
  return (here === undefined ? columnAt(kind.columns, path)?.required : here) === true
}

/**
 * The newest official version with the fewest columns missing or in excess; of two that are as near, the one
 * whose names are those of the file. A file may hold one sort of rows or all those of a schema.
 *
 * @param sources names of the file, for each of which `targets` has the column
 */
export function nearestSchema(
  kind: Kind,
  sources: readonly string[],
  targets: Targets,
): SchemaVersion {
  const found = new Set(targets.flatMap((target) => withParents(target?.path)))
  const distance = (schema: SchemaVersion) => {
    const parts = partsOf(schema)
    const whole = { columns: [...new Set(parts.flatMap(({ columns }) => columns))] }
    const apart = Math.min(...[...parts, whole].map(({ columns }) => difference(found, columns)))
    return apart + renamedShare(kind, parts, sources, targets)
  }
  const [first, ...others] = kind.schemas.toReversed()
  if (first === undefined) throw new Error(`kind ${kind.name} has no schema`)
  const best = others.reduce(
    (best, schema) => {
      const here = distance(schema)
      return here < best.distance ? { schema, distance: here } : best
    },
    { schema: first, distance: distance(first) },
  )
  return best.schema
}

function difference(found: ReadonlySet<string>, columns: readonly string[]): number {
  const missing = columns.filter((path) => !found.has(path))
  // Objects that a file has none of are one column missing, whatever they would hold.
  const told = missing.filter((path) => !missing.includes(parentOf(path)))
  return told.length + found.size - (columns.length - missing.length)
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

/** Share of the file's columns that a version names otherwise, below 1. */
function renamedShare(
  kind: Kind,
  parts: readonly SchemaPart[],
  sources: readonly string[],
  targets: Targets,
): number {
  const renamed = targets.filter((target, i) => {
    if (target === undefined || target.path.includes('.')) return false
    const [latest] = publishedNames(kind, target.path)
    const names = parts.map(({ differs }) => differs?.[target.path]?.published ?? latest)
    return !names.includes(sources[i]?.trim())
  })
  return renamed.length / (targets.length + 1)
}

/** A path and those of the columns that it stands in: `titulaires` and `titulaires.idTitulaire`. */
function withParents(path: string | undefined): readonly string[] {
  const words = path?.split('.') ?? []
  return words.map((_, i) => words.slice(0, i + 1).join('.'))
}
