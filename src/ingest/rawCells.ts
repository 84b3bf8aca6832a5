import { type Column, columnAt, type Kind } from '../datasets/index.ts'
import { type NamedColumn, namedColumn } from './columnNames.ts'
import type { Tree } from './read/tree.ts'

/** A cell before it is read: text, a boolean of a document, several texts, or objects with cells of their own. */
export type RawCell = string | boolean | readonly string[] | readonly RawCells[]

/** The cells of a row before they are read, by column name. */
export type RawCells = { readonly [name: string]: RawCell }

type Draft = { [name: string]: RawCell }

/** The raw cells of a row of a table. Cells of one object stand in several columns: « titulaires/0/id ». */
export function cellsOfTable(
  targets: readonly (NamedColumn | undefined)[],
  cells: readonly string[],
): RawCells {
  const raw: Draft = {}
  const objects = new Map<string, Draft[]>()
  for (const [i, target] of targets.entries()) {
    const text = cells[i] ?? ''
    if (target === undefined) continue
    const [name = '', ...rest] = target.path.split('.')
    if (rest.length === 0) {
      raw[name] = text
      continue
    }
    // An object all of whose cells are empty is not one.
    if (text.trim() === '') continue
    const list = objects.get(name) ?? []
    objects.set(name, list)
    list[target.index] = { ...list[target.index], [rest.join('.')]: text }
  }
  for (const [name, list] of objects) raw[name] = list.filter((one) => one !== undefined)
  return raw
}

/** The raw cells of a record of a document: what the kind does not name is left aside. */
export function cellsOfTree(kind: Kind, tree: Tree): RawCells {
  const raw: Draft = {}
  const loose = new Map<string, Draft[]>()
  gather(kind, tree, { sources: '', path: '', raw, loose })
  for (const [name, list] of loose) raw[name] ??= list.filter((one) => one !== undefined)
  return raw
}

/** The objects of a column, from the tree that holds them, however they are wrapped. */
export function objectsOfTree(kind: Kind, path: string, tree: Tree): readonly RawCells[] {
  const column = columnAt(kind.columns, path)
  const [source = path] = [column?.published]
  return unwrap(column, tree).map((one) => {
    const raw: Draft = {}
    gather(kind, one, { sources: `${sourceOf(kind, path, source)}.`, path: `${path}.`, raw })
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
  readonly loose?: Map<string, Draft[]>
}

function gather(kind: Kind, tree: Tree, place: Place): void {
  if (isList(tree)) {
    for (const item of tree) gather(kind, item, place)
    return
  }
  if (!isObject(tree)) return
  for (const [name, value] of Object.entries(tree)) {
    const source = `${place.sources}${name}`
    const target = namedColumn(kind, source)
    if (target === undefined) {
      gather(kind, value, { ...place, sources: `${source}.` })
      continue
    }
    put(kind, target, value, place)
  }
}

function put(kind: Kind, { path, index }: NamedColumn, value: Tree, place: Place): void {
  if (!path.startsWith(place.path)) return
  const rest = path.slice(place.path.length).split('.')
  const [name = '', ...inner] = rest
  if (inner.length > 0) {
    const texts = textsOf(value)
    if (place.loose === undefined || texts.length === 0) return
    const list = place.loose.get(name) ?? []
    place.loose.set(name, list)
    list[index] = { ...list[index], [inner.join('.')]: texts.length > 1 ? texts : (texts[0] ?? '') }
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
  if (typeof cell !== 'object') return [String(cell)]
  return cell.flatMap((item) => (typeof item === 'string' ? [item] : []))
}

function asObjects(cell: RawCell | undefined): readonly RawCells[] {
  if (typeof cell !== 'object') return []
  return cell.flatMap((item) => (typeof item === 'string' ? [] : [item]))
}

function joined(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree)
}

function isObject(tree: Tree): tree is { readonly [name: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree)
}
