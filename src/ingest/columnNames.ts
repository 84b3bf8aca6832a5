import {
  type Column,
  foldText,
  type Kind,
  publishedNames,
  publishedTitles,
} from '../datasets/index.ts'

/** How a name was understood: as the dataset declares, as published, but for case and accents, as another name. */
export type NameRule = 'declaree' | 'exact' | 'casse' | 'alias'

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
  /** Names, titles and aliases of the columns, by their letters and digits alone; none for two columns. */
  readonly letters: ReadonlyMap<string, string | undefined>
  /** By the words of the name, however they are joined: `acheteur_id`, `acheteur/id`. */
  readonly words: ReadonlyMap<string, string>
  /** By the ten characters that dBase keeps of a longer name; none for two columns. */
  readonly cut: ReadonlyMap<string, string | undefined>
  /** Answers already given: the names of a document come back with each record. */
  readonly given: Map<string, NamedColumn | undefined>
}

/** Answers kept of one kind: a document with more names has them made by someone. */
const MOST_GIVEN = 2_000

/** Characters of the name of a dBase column, which shapefiles have. */
const CUT = 10

const known = new WeakMap<Kind, Names>()

/**
 * The column of a kind that a header, or the path of a value in a document, designates. Nothing is guessed: a
 * name is one that some version of the schema has, its title, a listed alias, or one of these written otherwise.
 */
export function namedColumn(kind: Kind, source: string): NamedColumn | undefined {
  const names = known.get(kind) ?? namesOf(kind)
  known.set(kind, names)
  if (names.given.has(source)) return names.given.get(source)
  const answer = find(names, source)
  if (names.given.size < MOST_GIVEN) names.given.set(source, answer)
  return answer
}

function find(names: Names, source: string): NamedColumn | undefined {
  const trimmed = source.trim()
  const exact = names.exact.get(trimmed)
  if (exact !== undefined) return { path: exact, rule: 'exact', places: [] }
  const name = withoutDressing(trimmed)
  const folded = foldText(name)
  const close = names.folded.get(folded)
  if (close !== undefined) return { path: close, rule: 'casse', places: [] }
  const words = wordsOf(folded)
  const path =
    names.letters.get(lettersOf(folded)) ??
    names.words.get(words.filter((word) => !isPlace(word)).join('.')) ??
    names.cut.get(folded)
  if (path === undefined) return undefined
  const places = words.filter(isPlace).map(Number)
  const levels = path.split('.').length - 1
  // « montant_2 » is no other way to write `montant`: beyond the first, only objects have places.
  if (places.slice(levels).some((place) => place > 0)) return undefined
  return { path, rule: 'alias', places: places.slice(0, levels) }
}

/** What programs put around a name: a BOM read as three letters, the type and width of a dBase column. */
function withoutDressing(name: string): string {
  return name.replace(/^ï»¿/, '').replace(/,[CDFLMN],\d+(?:,\d+)?$/, '')
}

/** Whether a word of a header is a place in a list: « titulaires/1/id ». */
function isPlace(word: string): boolean {
  return /^\d{1,3}$/.test(word)
}

function namesOf(kind: Kind): Names {
  const exact = new Map<string, string>()
  const letters = new Map<string, string | undefined>()
  const words = new Map<string, string>()
  const cut = new Map<string, string | undefined>()
  // The first of two columns that would have one name keeps it.
  const add = (map: Map<string, string>, name: string, path: string) => {
    if (!map.has(name)) map.set(name, path)
  }
  const addOtherwise = (name: string, path: string) =>
    addUnlessTwice(letters, lettersOf(name), path)
  const visit = (columns: Readonly<Record<string, Column>>, at: string, prefixes: Prefixes) => {
    for (const [name, column] of Object.entries(columns)) {
      const path = `${at}${name}`
      const published = publishedNames(kind, path)
      const aliases = column.aliases ?? []
      const full = prefixes.published.flatMap((prefix) => published.map((one) => prefix + one))
      for (const one of full) add(exact, one, path)
      for (const prefix of prefixes.loose) {
        for (const one of [...published, ...aliases]) {
          add(words, wordsOf(foldText(prefix + one)).join('.'), path)
        }
      }
      if (at === '') {
        for (const one of [...published, ...publishedTitles(kind, path), ...aliases]) {
          addOtherwise(one, path)
        }
      }
      const { objects } = column
      if (objects === undefined) {
        // A dataset's own columns are named as its file names them, cut or not.
        const isCut = at === '' && kind.storage !== 'json'
        if (isCut) for (const one of published) addCut(cut, one, path)
        continue
      }
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
    for (const one of [facts.published, ...aliases]) addOtherwise(one, name)
    addCut(cut, facts.published, name)
  }
  const folded = new Map([...exact].toReversed().map(([name, path]) => [foldText(name), path]))
  return { exact, folded, letters, words, cut, given: new Map() }
}

interface Prefixes {
  readonly published: readonly string[]
  /** Where a flat table names an object by its element alone: `titulaire_id`. */
  readonly loose: readonly string[]
}

function addCut(map: Map<string, string | undefined>, name: string, path: string): void {
  // A path of a document is no name that a spreadsheet cuts.
  if (!name.includes('.')) addUnlessTwice(map, foldText(name).slice(0, CUT), path)
}

/** Adds the name of a column, or makes it nobody's when it is already another's. */
function addUnlessTwice(map: Map<string, string | undefined>, name: string, path: string): void {
  if (name === '') return
  map.set(name, map.has(name) && map.get(name) !== path ? undefined : path)
}

function lettersOf(text: string): string {
  return foldText(text).replace(/[^a-z0-9]+/g, '')
}

function wordsOf(folded: string): readonly string[] {
  return folded.split(/[./_]/)
}
