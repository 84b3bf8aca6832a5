/** A value of a document: text (numbers as they are written), a boolean, nothing, a list or an object. */
export type Tree = string | boolean | null | readonly Tree[] | { readonly [name: string]: Tree }

/** One record of a document. */
export interface TreeRecord {
  /** Place among the records of the document; the first is 1. */
  readonly rank: number
  /** Name of the element or key under which it stands; empty at the root. */
  readonly element: string
  readonly tree: { readonly [name: string]: Tree }
}

/** Whether a value is a list. */
export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree)
}

/** Whether a value is an object, and no list. */
export function isObject(tree: Tree | undefined): tree is TreeRecord['tree'] {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree)
}

/** A document that cannot be read to its end: what was wrong and after how many records. */
export interface BrokenDocument {
  readonly brokenAfter: number
  /** A few words of French, without a capital or a full stop. */
  readonly reason: string
}

/** Levels of a document that no real one has. */
export const DEEPEST = 100

/** Characters of a text that no real one has: beyond them a quote or a tag was left open. */
export const LONGEST_TEXT = 2 * 1024 * 1024

/** Weight of a record that no real one has: the characters of its texts, and 16 for each value or mark. */
export const LARGEST_RECORD = 8 * 1024 * 1024

/** What each value or mark of a record weighs besides its text, so that many empty ones are heavy too. */
export const VALUE_WEIGHT = 16

/** Why a document beyond these limits is broken. */
export const BEYOND = {
  depth: `plus de ${DEEPEST} niveaux d’imbrication`,
  text: 'un texte de plus de 2 Mio',
  record: 'un enregistrement de plus de 8 Mio',
} as const

const STRETCH = 8192

/**
 * A text in short pieces, so that few records are in memory at once: the garbage of longer ones makes the
 * process grow by half as much again.
 */
export async function* inShortPieces(text: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of text) {
    for (let at = 0; at < piece.length; at += STRETCH) yield piece.slice(at, at + STRETCH)
  }
}
