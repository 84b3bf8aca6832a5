import { DEEPEST, type Tree } from '../read/tree.ts'

/** Characters of a JSON text in one cell: a longer one is not read. */
const LONGEST = 256 * 1024

/** A JSON text in the cell of a table, its numbers as they are written; undefined when it is none. */
export function parseJson(text: string): Tree | undefined {
  if (text.length > LONGEST) return undefined
  try {
    // The reviver sees each number's own text: nothing passes through a float.
    const tree: Tree = JSON.parse(text, (_name, value, { source }: { source?: string } = {}) =>
      typeof value === 'number' ? (source ?? String(value)) : value,
    )
    return isWithin(tree, DEEPEST) ? tree : undefined
  } catch {
    return undefined
  }
}

function isWithin(tree: Tree, levels: number): boolean {
  if (typeof tree !== 'object' || tree === null) return true
  return levels > 0 && Object.values(tree).every((one) => isWithin(one, levels - 1))
}
