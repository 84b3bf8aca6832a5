import { foldText, type Kind, type SchemaVersion } from '../datasets/index.ts'
import type { ReadColumn } from '../events/index.ts'

/** How a header was understood: for each cell of a row, the column it belongs to. */
export interface Recognition {
  readonly kind: Kind
  readonly schema: SchemaVersion
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

/** Share of a kind's required columns that a header must have for the kind to be recognised by it. */
const ENOUGH = 0.5

/**
 * Understands a header: the kind among those possible, the official version it follows best, and the
 * column of each cell. Names match exactly, else ignoring case and accents; nothing else is guessed.
 */
export function recognise(header: readonly string[], kinds: readonly Kind[]): Recognised {
  const fits = kinds
    .map((kind) => ({ kind, columns: mapColumns(header, kind) }))
    .map((fit) => ({ ...fit, found: targetsOf(fit.columns) }))
    .filter(({ kind, found }) => share(kind, found) >= ENOUGH)
    .toSorted((a, b) => b.found.length - a.found.length)
  const [best, next] = fits
  if (best === undefined) {
    return { refused: 'modele_inconnu', names: header.filter((name) => name.trim() !== '') }
  }
  if (next !== undefined && next.found.length === best.found.length) {
    return { refused: 'modele_ambigu', names: [best.kind.name, next.kind.name] }
  }
  const twice = best.found.filter((name, i) => best.found.indexOf(name) < i)
  if (twice.length > 0) {
    return { refused: 'colonne_en_double', names: publishedNames(best.kind, twice) }
  }
  const missing = missingKeyColumns(best.kind, best.found)
  if (missing.length > 0) return { refused: 'colonne_de_cle_absente', names: missing }
  const { kind, columns } = best
  return { recognition: { kind, columns, schema: schemaOf(kind, best.found) } }
}

function mapColumns(header: readonly string[], kind: Kind): readonly ReadColumn[] {
  const columns = Object.entries(kind.columns)
  return header.map((source): ReadColumn => {
    const name = source.trim()
    const exact = columns.find(([, { published }]) => published === name)
    if (exact) return { source, target: exact[0], rule: 'exact' }
    const folded = foldText(name)
    const close = columns.find(([, { published }]) => foldText(published) === folded)
    if (close) return { source, target: close[0], rule: 'casse' }
    return { source, target: null, rule: 'ignoree' }
  })
}

function targetsOf(columns: readonly ReadColumn[]): readonly string[] {
  return columns.flatMap(({ target }) => target ?? [])
}

function share(kind: Kind, found: readonly string[]): number {
  const required = Object.keys(kind.columns).filter((name) => kind.columns[name]?.required)
  return required.filter((name) => found.includes(name)).length / required.length
}

/** Published names of the columns without which no row has any candidate key. */
function missingKeyColumns(kind: Kind, found: readonly string[]): readonly string[] {
  const lacking = kind.keys.map((components) =>
    components.filter(({ of, necessary }) => necessary && !of.some((name) => found.includes(name))),
  )
  if (lacking.some((components) => components.length === 0)) return []
  return publishedNames(
    kind,
    (lacking[0] ?? []).flatMap(({ of }) => of),
  )
}

function publishedNames(kind: Kind, names: readonly string[]): readonly string[] {
  return names.map((name) => kind.columns[name]?.published ?? name)
}

/** The newest official version with the fewest columns missing or in excess. */
function schemaOf(kind: Kind, found: readonly string[]): SchemaVersion {
  const distance = ({ columns }: SchemaVersion) =>
    columns.filter((name) => !found.includes(name)).length +
    found.filter((name) => !columns.includes(name)).length
  const [first, ...others] = kind.schemas.toReversed()
  if (first === undefined) throw new Error(`kind ${kind.name} has no schema`)
  return others.reduce((best, next) => (distance(next) < distance(best) ? next : best), first)
}
