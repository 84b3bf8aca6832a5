import { type Column, foldText, type Kind, publishedNames } from '../datasets/index.ts'

/** How a name was understood: as published, but for case and accents, or as another known name. */
export type NameRule = 'exact' | 'casse' | 'alias'

/** The column that a name designates, by its path: `montant`, `titulaires.idTitulaire`. */
export interface NamedColumn {
  readonly path: string
  readonly rule: NameRule
  /** Which object of each column of objects on the way, from 0: « titulaires/1/id » is of the second. */
  readonly places: readonly number[]
}

interface Names {
  readonly exact: ReadonlyMap<string, string>
  readonly folded: ReadonlyMap<string, string>
  readonly alias: ReadonlyMap<string, string>
  /** By the words of the name, however they are joined: `acheteur_id`, `acheteur/id`. */
  readonly words: ReadonlyMap<string, string>
}

const known = new WeakMap<Kind, Names>()

/**
 * The column of a kind that a header, or the path of a value in a document, designates. Nothing is guessed: a
 * name is one that some version of the schema has, a listed alias, or the same path joined otherwise.
 */
export function namedColumn(kind: Kind, source: string): NamedColumn | undefined {
  const names = known.get(kind) ?? namesOf(kind)
  known.set(kind, names)
  const name = source.trim()
  const exact = names.exact.get(name)
  if (exact !== undefined) return { path: exact, rule: 'exact', places: [] }
  const folded = foldText(name)
  const close = names.folded.get(folded)
  if (close !== undefined) return { path: close, rule: 'casse', places: [] }
  const words = wordsOf(folded)
  const path =
    names.alias.get(folded) ?? names.words.get(words.filter((word) => !isPlace(word)).join('.'))
  const places = words.filter(isPlace).map(Number)
  // « montant_2 » is no other way to write `montant`: only the objects of a column have places.
  if (path === undefined || places.length >= path.split('.').length) return undefined
  return { path, rule: 'alias', places }
}

/** Whether a word of a header is a place in a list: « titulaires/1/id ». */
function isPlace(word: string): boolean {
  return /^\d{1,3}$/.test(word)
}

function namesOf(kind: Kind): Names {
  const exact = new Map<string, string>()
  const alias = new Map<string, string>()
  const words = new Map<string, string>()
  // The first of two columns that would have one name keeps it.
  const add = (map: Map<string, string>, name: string, path: string) => {
    if (!map.has(name)) map.set(name, path)
  }
  const visit = (columns: Readonly<Record<string, Column>>, at: string, prefixes: Prefixes) => {
    for (const [name, column] of Object.entries(columns)) {
      const path = `${at}${name}`
      const published = publishedNames(kind, path)
      const full = prefixes.published.flatMap((prefix) => published.map((one) => prefix + one))
      for (const one of full) add(exact, one, path)
      for (const prefix of prefixes.loose) {
        for (const one of [...published, ...(column.aliases ?? [])]) {
          add(words, wordsOf(foldText(prefix + one)).join('.'), path)
        }
      }
      for (const one of column.aliases ?? []) add(alias, foldText(one), path)
      const { objects } = column
      if (objects === undefined) continue
      const wrapped = full.flatMap((one) => objects.elements.map((element) => `${one}.${element}`))
      visit(objects.columns, `${path}.`, {
        published: [...full, ...wrapped].map((one) => `${one}.`),
        loose: [...full, ...wrapped, ...objects.elements].map((one) => `${one}.`),
      })
    }
  }
  visit(kind.columns, '', { published: [''], loose: [''] })
  for (const [name, { facts, aliases = [] }] of Object.entries(kind.upcasts ?? {})) {
    add(exact, facts.published, name)
    for (const one of aliases) add(alias, foldText(one), name)
  }
  const folded = new Map([...exact].toReversed().map(([name, path]) => [foldText(name), path]))
  return { exact, folded, alias, words }
}

interface Prefixes {
  readonly published: readonly string[]
  /** Where a flat table names an object by its element alone: `titulaire_id`. */
  readonly loose: readonly string[]
}

function wordsOf(folded: string): readonly string[] {
  return folded.split(/[./_]/)
}
