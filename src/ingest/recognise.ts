import {
  type Kind,
  pathNamed,
  publicName,
  publishedNames,
  type SchemaVersion,
  storableText,
} from '../datasets/index.ts'
import type { DeclaredColumns, ReadColumn } from '../events/index.ts'
import { type NamedColumn, namedColumn } from './columnNames.ts'
import { isRequired, nearestSchema, partsOf } from './nearestSchema.ts'
import { designatedTwice, distinctCells, officialFirst, type SetAside } from './sameColumn.ts'

/** A column that the declaration fills where a row says nothing. */
export interface Constant {
  readonly path: string
  readonly value: string
}

/** The column that a name of a file designates. */
export type Naming = (source: string) => NamedColumn | undefined

/** How the columns of a file were understood. */
export interface Recognition {
  readonly kind: Kind
  readonly schema: SchemaVersion
  /** For each header of a table, or path of a document, the column that it designates; then those of constants. */
  readonly targets: readonly (NamedColumn | undefined)[]
  /** The same as a report tells it; an upcast column goes to several. */
  readonly columns: readonly ReadColumn[]
  /** The column of any name of the file. */
  readonly named: Naming
  readonly constants: readonly Constant[]
  /** Headers that the declaration names and the file has not. */
  readonly absent: readonly string[]
  /** Headers of a table that give way to the official name of their column. */
  readonly aside: readonly SetAside[]
}

/** No declared column. */
export const NOTHING_DECLARED: DeclaredColumns = { mapping: {}, constants: {} }

export type Recognised =
  | { readonly recognition: Recognition }
  | {
      readonly refused:
        | 'modele_inconnu'
        | 'modele_ambigu'
        | 'colonne_en_double'
        | 'colonne_de_cle_absente'
      /** The columns or kinds that are meant. */
      readonly names: readonly string[]
    }

/** Share of the columns required by some version of a kind that a file must have to be recognised by them. */
const ENOUGH = 0.5

interface Fit {
  readonly kind: Kind
  readonly named: Naming
  readonly targets: readonly (NamedColumn | undefined)[]
  readonly constants: readonly Constant[]
  /** Columns found, by our name, and those that an upcast column or a constant fills. */
  readonly found: readonly string[]
}

/**
 * Understands the names of a file: the kind among those possible, the official version it follows best, and the
 * column of each name. What is declared is not guessed again: its column is that of no other name.
 *
 * @param sources headers of a table, in its order, or the paths of a document
 */
export function recognise(
  sources: readonly string[],
  kinds: readonly Kind[],
  form: 'table' | 'document' = 'table',
  declared: DeclaredColumns = NOTHING_DECLARED,
): Recognised {
  const [best, next] = fitsOf(sources, kinds, declared)
  if (best === undefined) {
    return { refused: 'modele_inconnu', names: sources.filter((name) => name.trim() !== '') }
  }
  if (next !== undefined && next.found.length === best.found.length) {
    return { refused: 'modele_ambigu', names: [best.kind.name, next.kind.name] }
  }
  const { kind, named, constants } = best
  // In a document, one record may have a name and the next one another.
  const { targets, aside } =
    form === 'table' ? officialFirst(sources, best.targets) : { targets: best.targets, aside: [] }
  const twice = form === 'table' ? designatedTwice(kind, sources, targets) : []
  if (twice.length > 0) return { refused: 'colonne_en_double', names: twice }
  const missing = missingKeyColumns(kind, best.found)
  if (missing.length > 0) return { refused: 'colonne_de_cle_absente', names: missing }
  const columns = sources.flatMap((source, i) => readColumns(kind, source, targets[i]))
  // What a constant fills is of no version: its name is the latest of all.
  const names = constants.flatMap(({ path }) => publishedNames(kind, path)[0] ?? path)
  const filled = withConstants(targets, constants)
  const schema = nearestSchema(kind, [...sources, ...names], filled)
  const has = new Set(sources.map(asOne))
  const absent = Object.keys(declared.mapping).filter((source) => !has.has(asOne(source)))
  return {
    recognition: { kind, targets: filled, columns, schema, named, constants, absent, aside },
  }
}

/** How well names are understood as the header of a table: undefined when they are not well enough. */
export function understanding(
  sources: readonly string[],
  kinds: readonly Kind[],
  declared: DeclaredColumns = NOTHING_DECLARED,
): { readonly columns: number; readonly exact: number } | undefined {
  const [best] = fitsOf(sources, kinds, declared)
  if (best === undefined) return undefined
  const understood = best.targets.filter((target) => target !== undefined)
  if (understood.length === 0) return undefined
  // A header that has a column twice is no better for it.
  const exact = understood.filter(({ rule }) => rule === 'exact' || rule === 'declaree')
  return { columns: distinctCells(understood), exact: distinctCells(exact) }
}

/**
 * The columns of a kind that a file has or fills otherwise, by an older column or by metres, by our name: those of
 * its versions' events.
 */
export function columnsFound({ kind, targets }: Pick<Recognition, 'kind' | 'targets'>) {
  const names = targets.flatMap((target) => {
    const [name = ''] = target?.path.split('.') ?? []
    return name === '' ? [] : Object.keys(kind.upcasts?.[name]?.into ?? { [name]: '' })
  })
  const { projected } = kind
  const inMetres = projected && names.includes(projected.x) && names.includes(projected.y)
  return [...new Set([...names, ...(inMetres ? [projected.long, projected.lat] : [])])]
}

/** The kinds that names may be of, the best first: those that they tell well enough, or that they are declared of. */
function fitsOf(
  sources: readonly string[],
  kinds: readonly Kind[],
  declared: DeclaredColumns,
): readonly Fit[] {
  return kinds
    .map((kind) => fitOf(kind, sources, declared))
    .filter(({ kind, targets, found }) => {
      const isDeclared = targets.some((target) => target?.rule === 'declaree')
      return isDeclared || share(kind, found) >= ENOUGH
    })
    .toSorted((a, b) => b.found.length - a.found.length)
}

function fitOf(kind: Kind, sources: readonly string[], declared: DeclaredColumns): Fit {
  const named = namingOf(kind, sources, declared)
  const targets = sources.map(named)
  const constants = Object.entries(declared.constants).flatMap(([column, value]) => {
    const path = pathNamed(kind, column)
    return path === undefined ? [] : [{ path, value }]
  })
  const filled = withConstants(targets, constants)
  return { kind, named, targets, constants, found: columnsFound({ kind, targets: filled }) }
}

function namingOf(kind: Kind, sources: readonly string[], { mapping }: DeclaredColumns): Naming {
  const declared = new Map(
    Object.entries(mapping).map(([source, column]) => [asOne(source), pathNamed(kind, column)]),
  )
  const has = new Set(sources.map(asOne))
  const taken = new Set([...declared].flatMap(([source, path]) => (has.has(source) ? path : [])))
  return (source) => {
    const path = declared.get(asOne(source))
    if (path !== undefined) return declaredColumn(path)
    const target = namedColumn(kind, source)
    return target !== undefined && taken.has(target.path) ? undefined : target
  }
}

/** A header as people copy it: on one line. */
function asOne(source: string): string {
  return source.trim().replace(/\s+/g, ' ')
}

function withConstants(targets: Fit['targets'], constants: readonly Constant[]): Fit['targets'] {
  return [...targets, ...constants.map(({ path }) => declaredColumn(path))]
}

function declaredColumn(path: string): NamedColumn {
  return { path, rule: 'declaree', places: [] }
}

function readColumns(
  kind: Kind,
  name: string,
  target: NamedColumn | undefined,
): readonly ReadColumn[] {
  const source = storableText(name)
  if (target === undefined) return [{ source, target: null, rule: 'ignoree' }]
  const upcast = kind.upcasts?.[target.path]
  if (upcast === undefined) {
    return [{ source, target: publicName(kind, target.path), rule: target.rule }]
  }
  return Object.keys(upcast.into).map((name) => ({ source, target: name, rule: 'decoupee' }))
}

function share(kind: Kind, found: readonly string[]): number {
  const shares = kind.schemas.flatMap(partsOf).map((part) => {
    const top = part.columns.filter((path) => !path.includes('.'))
    const asked = top.filter((name) => isRequired(kind, part, name))
    // A schema that requires nothing is recognised by its columns.
    const of = asked.length > 0 ? asked : top
    return of.filter((name) => found.includes(name)).length / of.length
  })
  return Math.max(0, ...shares)
}

/** Published names of the columns without which no row has any candidate key. */
function missingKeyColumns(kind: Kind, found: readonly string[]): readonly string[] {
  const lacking = kind.keys.map((components) =>
    components.filter(({ of, necessary }) => necessary && !of.some((name) => found.includes(name))),
  )
  if (lacking.some((components) => components.length === 0)) return []
  return latestNames(
    kind,
    (lacking[0] ?? []).flatMap(({ of }) => of),
  )
}

function latestNames(kind: Kind, paths: readonly string[]): readonly string[] {
  return paths.map((path) => publishedNames(kind, path)[0] ?? path)
}
