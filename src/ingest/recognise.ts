import {
  type Kind,
  publicName,
  publishedNames,
  type SchemaVersion,
  storableText,
} from '../datasets/index.ts'
import type { ReadColumn } from '../events/index.ts'
import { type NamedColumn, namedColumn } from './columnNames.ts'
import { isRequired, nearestSchema, partsOf } from './nearestSchema.ts'

/** How the columns of a file were understood. */
export interface Recognition {
  readonly kind: Kind
  readonly schema: SchemaVersion
  /** For each header of a table, or path of a document, the column that it designates. */
  readonly targets: readonly (NamedColumn | undefined)[]
  /** The same as a report tells it; an upcast column goes to several. */
  readonly columns: readonly ReadColumn[]
}

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
  readonly targets: readonly (NamedColumn | undefined)[]
  /** Columns found, by our name, and those that an upcast column fills. */
  readonly found: readonly string[]
}

/**
 * Understands the names of a file: the kind among those possible, the official version it follows best, and the
 * column of each name.
 *
 * @param sources headers of a table, in its order, or the paths of a document
 */
export function recognise(
  sources: readonly string[],
  kinds: readonly Kind[],
  form: 'table' | 'document' = 'table',
): Recognised {
  const fits = kinds
    .map((kind) => fitOf(kind, sources))
    .filter(({ kind, found }) => share(kind, found) >= ENOUGH)
    .toSorted((a, b) => b.found.length - a.found.length)
  const [best, next] = fits
  if (best === undefined) {
    return { refused: 'modele_inconnu', names: sources.filter((name) => name.trim() !== '') }
  }
  if (next !== undefined && next.found.length === best.found.length) {
    return { refused: 'modele_ambigu', names: [best.kind.name, next.kind.name] }
  }
  const twice = form === 'table' ? designatedTwice(best.targets) : []
  if (twice.length > 0) {
    return { refused: 'colonne_en_double', names: latestNames(best.kind, twice) }
  }
  const missing = missingKeyColumns(best.kind, best.found)
  if (missing.length > 0) return { refused: 'colonne_de_cle_absente', names: missing }
  const { kind, targets } = best
  const columns = sources.flatMap((source, i) => readColumns(kind, source, targets[i]))
  const schema = nearestSchema(kind, sources, targets)
  return { recognition: { kind, targets, columns, schema } }
}

/** The columns of a kind that a file has, by our name: those of its versions' events. */
export function columnsFound({ kind, targets }: Pick<Recognition, 'kind' | 'targets'>) {
  const names = targets.flatMap((target) => {
    const [name = ''] = target?.path.split('.') ?? []
    return name === '' ? [] : Object.keys(kind.upcasts?.[name]?.into ?? { [name]: '' })
  })
  return [...new Set(names)]
}

function fitOf(kind: Kind, sources: readonly string[]): Fit {
  const targets = sources.map((source) => namedColumn(kind, source))
  return { kind, targets, found: columnsFound({ kind, targets }) }
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

/** Paths of the cells that two columns give: by the same path, or one by a whole that holds the other. */
function designatedTwice(targets: readonly (NamedColumn | undefined)[]): readonly string[] {
  const known = targets.filter((target) => target !== undefined)
  const whole = new Set(known.map(({ path }) => path))
  const seen = new Set<string>()
  const twice = known.filter(({ path, places }) => {
    const words = path.split('.')
    // An object whose place is not told is the first one.
    const cell = [path, ...words.slice(1).map((_, i) => places[i] ?? 0)].join('/')
    const again = seen.has(cell)
    seen.add(cell)
    return again || words.some((_, i) => i > 0 && whole.has(words.slice(0, i).join('.')))
  })
  return [...new Set(twice.map(({ path }) => path))]
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
