/** Tells one item of a list; an edit that finds none, or several, is a slip. */
export type Which<T> = (item: T) => boolean

/** The list with one item changed in place. */
export function changed<T>(items: readonly T[], which: Which<T>, cells: Partial<T>): readonly T[] {
  const at = only(items, which)
  return items.map((item, i) => (i === at ? { ...item, ...cells } : item))
}

/** The list without one item. */
export function without<T>(items: readonly T[], which: Which<T>): readonly T[] {
  const at = only(items, which)
  return items.filter((_, i) => i !== at)
}

/** The one item that is meant. */
export function theOne<T>(items: readonly T[], which: Which<T>): T {
  const [item] = items.slice(only(items, which))
  if (item === undefined) throw new Error('unreachable: the index was just found')
  return item
}

function only<T>(items: readonly T[], which: Which<T>): number {
  const found = items.flatMap((item, i) => (which(item) ? [i] : []))
  const [at] = found
  if (at === undefined || found.length > 1) throw new Error(`${found.length} items for one edit`)
  return at
}
