import { SaxesParser, type SaxesTagPlain } from 'saxes'
import {
  BEYOND,
  type BrokenDocument,
  DEEPEST,
  inShortPieces,
  LARGEST_RECORD,
  LONGEST_TEXT,
  type Tree,
  type TreeRecord,
  VALUE_WEIGHT,
} from './tree.ts'

const DOCTYPE = 'déclaration DOCTYPE refusée'
const MISMATCH = 'unexpected close tag.'

/** What the parser says, and the same in French. */
const REASONS: readonly (readonly [said: string, reason: string])[] = [
  ['disallowed character in', 'balise mal écrite'],
  ['disallowed character', 'caractère interdit en XML'],
  ['malformed character entity', 'référence à un caractère interdit en XML'],
  ['entity', 'entité inconnue'],
  ['doctype', DOCTYPE],
  ['unclosed tag', 'document coupé avant sa fin'],
  ['unexpected end', 'document coupé avant sa fin'],
  ['must contain a root element', 'document sans élément'],
  [MISMATCH, 'balise fermante sans rapport avec la balise ouverte'],
  ['unmatched closing tag', 'balise fermante sans balise ouvrante'],
  ['only one root', 'plusieurs éléments à la racine'],
  ['outside of root', 'texte hors de l’élément racine'],
  ['attribute', 'attribut mal écrit'],
  ['XML declaration', 'déclaration XML mal écrite ou mal placée'],
]

/** An element of a record, still open. */
interface OpenElement {
  readonly name: string
  readonly nil: boolean
  readonly children: Map<string, Tree[]>
  text: string
}

/** A reason to stop, thrown through the parser. */
class Unreadable extends Error {}

/**
 * The records of an XML text, a piece of text at a time: the elements whose local name is in `elements`,
 * outside any other. Attributes and prefixes are dropped, repeated children make a list, and text beside
 * children stands under `#text`, which no element can be named.
 */
export async function* readXml(
  text: AsyncIterable<string>,
  elements: ReadonlySet<string>,
): AsyncGenerator<readonly (TreeRecord | BrokenDocument)[]> {
  const document = openDocument(elements)
  for await (const piece of inShortPieces(text)) {
    const found = document.read(piece)
    if (found.length > 0) yield found
    if (document.broken()) return
  }
  // The parser reads null as the end.
  const found = document.read(null)
  if (found.length > 0) yield found
}

function openDocument(elements: ReadonlySet<string>) {
  const parser = new SaxesParser({
    xmlns: false,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  })
  // Elements open within a record, the record first.
  const open: OpenElement[] = []
  let found: (TreeRecord | BrokenDocument)[] = []
  let broken = false
  let depth = 0
  let rank = 0
  let weight = 0
  // Where the last text or tag ends, and what was read since the one before this piece.
  let settled = 0
  let settledLine = 1
  let held = ''
  let heldAt = 0
  let closedRecord = false

  // With eight listeners V8 makes the parser a dictionary, and it reads five times slower.
  parser.on('opentag', opened)
  parser.on('closetag', closed)
  parser.on('text', wrote)
  parser.on('cdata', wrote)
  parser.on('doctype', () => stop(DOCTYPE))
  parser.on('error', ({ message }) => {
    // The parser has already closed the element that this tag does not close.
    if (message === MISMATCH && closedRecord) {
      found.pop()
      rank -= 1
    }
    stop(REASONS.find(([said]) => message.includes(said))?.[1] ?? 'XML mal formé')
  })
  return { read, broken: () => broken }

  function read(piece: string | null) {
    found = []
    held += piece ?? ''
    try {
      parser.write(piece)
      // Between two pieces the parser’s own position is beyond the end of what it read.
      if (piece !== null) checkLength(heldAt + held.length)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      broken = true
      found.push({ brokenAfter: rank, reason: error.message })
    }
    held = held.slice(settled - heldAt)
    heldAt = settled
    return found
  }

  function stop(reason: string): never {
    const written = held.slice(settled - heldAt, parser.position - heldAt)
    const lines = linesToLoneAmpersand(written)
    throw new Unreadable(
      lines === undefined
        ? `ligne ${parser.line} : ${reason}`
        : `ligne ${settledLine + lines} : « & » isolé, qui s’écrit « &amp; »`,
    )
  }

  function checkLength(position: number) {
    if (position - settled > LONGEST_TEXT) stop(BEYOND.text)
  }

  /** Each text or tag, once whole; a comment counts with what follows it. */
  function settle() {
    checkLength(parser.position)
    settled = parser.position
    settledLine = parser.line
    closedRecord = false
  }

  function weigh(characters: number) {
    weight += VALUE_WEIGHT + characters
    if (weight > LARGEST_RECORD) stop(BEYOND.record)
  }

  function opened(tag: SaxesTagPlain) {
    settle()
    depth += 1
    if (depth > DEEPEST) stop(BEYOND.depth)
    const name = localName(tag.name)
    if (open.length === 0) {
      if (!elements.has(name)) return
      weight = 0
    }
    weigh(0)
    open.push({ name, nil: isNil(tag), children: new Map(), text: '' })
  }

  function wrote(characters: string) {
    settle()
    const element = open.at(-1)
    if (element === undefined) return
    weigh(characters.length)
    element.text += characters
  }

  function closed() {
    settle()
    depth -= 1
    const element = open.pop()
    if (element === undefined) return
    const parent = open.at(-1)
    if (parent !== undefined) {
      const siblings = parent.children.get(element.name)
      if (siblings === undefined) parent.children.set(element.name, [treeOf(element)])
      else siblings.push(treeOf(element))
      return
    }
    rank += 1
    found.push({ rank, element: element.name, tree: objectOf(element) })
    closedRecord = true
  }
}

/**
 * Lines before the first `&` of a text or tag that begins no entity. The parser, which looks for a `;`
 * however far, would tell of another place, or of the end of the document.
 */
function linesToLoneAmpersand(written: string): number | undefined {
  const commentOrSuch = /^<?[!?]/.test(written)
  const at = commentOrSuch ? -1 : written.search(/&(?![#\w.-]+(?:;|$)|$)/)
  return at === -1 ? undefined : written.slice(0, at).split('\n').length - 1
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** `xsi:nil`, whatever its prefix. */
function isNil({ attributes }: SaxesTagPlain): boolean {
  // Without a prototype, so that each key is its own.
  for (const name in attributes) {
    if (name.endsWith(':nil') && /^\s*(true|1)\s*$/.test(attributes[name] ?? '')) return true
  }
  return false
}

function treeOf(element: OpenElement): Tree {
  if (element.nil) return null
  if (element.children.size > 0) return objectOf(element)
  const text = element.text.trim()
  return text === '' ? null : text
}

function objectOf({ children, text }: OpenElement): TreeRecord['tree'] {
  const object: { [name: string]: Tree } = {}
  for (const [name, values] of children) {
    const [only = null] = values
    const value = values.length === 1 ? only : values
    // An element may have this name; assigned, it would change the prototype instead.
    if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true })
    else object[name] = value
  }
  const beside = text.trim()
  if (beside !== '') object['#text'] = beside
  return object
}
