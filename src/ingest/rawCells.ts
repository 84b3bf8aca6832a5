import { type Column, columnAt, type Kind } from '../datasets/index.ts'
import { type NamedColumn, namedColumn } from './columnNames.ts'
import { isList, isObject, type Tree } from './read/tree.ts'
import type { Naming } from './recognise.ts'

/** A cell of a spreadsheet that has an error in place of a value: `#N/A`. */
export interface CellInError {
  readonly error: string
}

/**
 * A cell before it is read: text, a boolean of a document, an error of a spreadsheet, several texts, or objects
 * with cells of their own.
 */
export type RawCell = string | boolean | CellInError | readonly string[] | readonly RawCells[]

export function isInError(cell: RawCell | undefined): cell is CellInError {
  return typeof cell === 'object' && 'error' in cell
}

/** The cells of a row before they are read, by column name. */
export type RawCells = { readonly [name: string]: RawCell }

type Draft = { [name: string]: RawCell }

/** Cells named one at a time, with the objects that are made of them, by column and place. */
interface Loose {
  readonly cells: Draft
  readonly objects: Map<string, Loose[]>
}

/** The raw cells of a row of a table. Cells of one object stand in several columns: « titulaires/0/id ». */
export function cellsOfTable(
  targets: readonly (NamedColumn | undefined)[],
  cells: readonly (string | CellInError)[],
): RawCells {
  const row = emptyLoose()
  for (const [i, target] of targets.entries()) {
    const cell = cells[i] ?? ''
    if (target === undefined) continue
    const path = target.path.split('.')
    // An object all of whose cells are empty is not one.
    if (path.length > 1 && typeof cell === 'string' && cell.trim() === '') continue
    putLoose(row, path, target.places, cell)
  }
  return gathered(row)
}

/**
 * The raw cells of a record of a document: what the kind does not name is left aside.
 *
 * @param named the column of each name; that of the kind unless told
 */
export function cellsOfTree(
  kind: Kind,
  tree: Tree,
  named: Naming = (source) => namedColumn(kind, source),
): RawCells {
  const raw: Draft = {}
  const loose = emptyLoose()
  gather(kind, tree, { sources: '', path: '', raw, loose, named })
  return { ...gathered(loose), ...raw }
}

/** The objects of a column, from the tree that holds them, however they are wrapped. */
export function objectsOfTree(kind: Kind, path: string, tree: Tree): readonly RawCells[] {
  const column = columnAt(kind.columns, path)
  const [source = path] = [column?.published]
  return unwrap(column, tree).map((one) => {
    const raw: Draft = {}
    const sources = `${sourceOf(kind, path, source)}.`
    const named: Naming = (name) => namedColumn(kind, name)
    gather(kind, one, { sources, path: `${path}.`, raw, named })
    return raw
  })
}

/** Paths of the values of a record, arrays and their places left out, each once. */
export function pathsOf(tree: Tree, prefix = ''): ReadonlySet<string> {
  if (isList(tree)) return new Set(tree.flatMap((item) => [...pathsOf(item, prefix)]))
  if (isObject(tree)) {
    const entries = Object.entries(tree)
    return new Set(entries.flatMap(([name, value]) => [...pathsOf(value, joined(prefix, name))]))
  }
  return new Set(tree === null || prefix === '' ? [] : [prefix])
}

interface Place {
  /** Published names on the way here, each followed by a point. */
  readonly sources: string
  /** The same in our names: of the objects that the cells belong to. */
  readonly path: string
  readonly raw: Draft
  /** Objects named one cell at a time, as a flat table does. */
  readonly loose?: Loose
  readonly named: Naming
}

function gather(kind: Kind, tree: Tree, place: Place): void {
  if (isList(tree)) {
    for (const item of tree) gather(kind, item, place)
    return
  }
  if (!isObject(tree)) return
  for (const [name, value] of Object.entries(tree)) {
    const source = `${place.sources}${name}`
    const target = place.named(source)
    if (target === undefined) {
      gather(kind, value, { ...place, sources: `${source}.` })
      continue
    }
    put(kind, target, value, place)
  }
}

function put(kind: Kind, { path, places }: NamedColumn, value: Tree, place: Place): void {
  if (!path.startsWith(place.path)) return
  const rest = path.slice(place.path.length).split('.')
  const [name = '', ...inner] = rest
  if (inner.length > 0) {
    const texts = textsOf(value)
    if (place.loose === undefined || texts.length === 0) return
    putLoose(place.loose, rest, places, texts.length > 1 ? texts : (texts[0] ?? ''))
    return
  }
  if (columnAt(kind.columns, path)?.type === 'objets' && typeof value !== 'string') {
    place.raw[name] = [...asObjects(place.raw[name]), ...objectsOfTree(kind, path, value)]
    return
  }
  if (typeof value === 'boolean') {
    place.raw[name] = value
    return
  }
  const texts = [...asTexts(place.raw[name]), ...textsOf(value)]
  if (texts.length > 0) place.raw[name] = texts.length > 1 ? texts : (texts[0] ?? '')
}

function emptyLoose(): Loose {
  return { cells: {}, objects: new Map() }
}

/** @param places of the objects on the way; the first one where they are not told */
function putLoose(
  loose: Loose,
  [name = '', ...inner]: readonly string[],
  [place = 0, ...places]: readonly number[],
  cell: RawCell,
): void {
  if (inner.length === 0) {
    loose.cells[name] = cell
    return
  }
  const list = loose.objects.get(name) ?? []
  loose.objects.set(name, list)
  const object = list[place] ?? emptyLoose()
  list[place] = object
  putLoose(object, inner, places, cell)
}

/** Places that no cell names are no object. */
function gathered({ cells, objects }: Loose): RawCells {
  const lists = [...objects].map(
    ([name, list]) => [name, list.filter((one) => one !== undefined).map(gathered)] as const,
  )
  return { ...cells, ...Object.fromEntries(lists) }
}

/** The objects in a tree: lists of lists, and wrappers that hold nothing else, are seen through. */
function unwrap(column: Column | undefined, tree: Tree): readonly Tree[] {
  if (isList(tree)) return tree.flatMap((item) => unwrap(column, item))
  if (!isObject(tree)) return []
  const [only, ...others] = Object.entries(tree)
  const wraps =
    only !== undefined &&
    others.length === 0 &&
    typeof only[1] === 'object' &&
    column?.objects?.elements.includes(only[0])
  return wraps ? unwrap(column, only[1]) : [tree]
}

/** The published path of a column of objects, in the latest version: what its own columns are looked up by. */
function sourceOf(kind: Kind, path: string, published: string): string {
  const at = path.lastIndexOf('.')
  if (at === -1) return published
  const parent = path.slice(0, at)
  return joined(sourceOf(kind, parent, columnAt(kind.columns, parent)?.published ?? ''), published)
}

function textsOf(value: Tree): readonly string[] {
  if (value === null) return []
  if (isList(value)) return value.flatMap(textsOf)
  if (isObject(value)) return Object.values(value).flatMap(textsOf)
  return [String(value)]
}

function asTexts(cell: RawCell | undefined): readonly string[] {
  if (cell === undefined) return []
  if (isInError(cell)) return []
  if (typeof cell !== 'object') return [String(cell)]
  return cell.flatMap((item) => (typeof item === 'string' ? [item] : []))
}

function asObjects(cell: RawCell | undefined): readonly RawCells[] {
  if (typeof cell !== 'object' || isInError(cell)) return []
  return cell.flatMap((item) => (typeof item === 'string' ? [] : [item]))
}

function joined(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`
}
