import { Assembler } from 'stream-json/core/assembler.js'
import { jsonParser, type Token } from 'stream-json/core/parser.js'
import { plainNumber } from './plainNumber.ts'
import {
  BEYOND,
  type BrokenDocument,
  DEEPEST,
  inShortPieces,
  LARGEST_RECORD,
  LONGEST_TEXT,
  type TreeRecord,
  VALUE_WEIGHT,
} from './tree.ts'

const OPTIONS = { packValues: true, streamValues: false }

/** Characters of a text are written with six at most: `\u0041`. */
const LONGEST_WRITTEN = 6 * LONGEST_TEXT

/** Characters beyond which a first line is no record of JSON Lines, but a document without line ends. */
const LONGEST_LINE = 256 * 1024

/** What the parser says, and the same in French. */
const REASONS: readonly (readonly [said: string, reason: string])[] = [
  ['escaped characters', 'caractère de contrôle ou échappement invalide dans un texte'],
  ['unexpected characters', 'texte après la fin du document'],
  ['expected a value', 'valeur attendue'],
  ["unexpected token ']'", 'valeur attendue après une virgule'],
  ["unexpected token '}'", 'nom attendu après une virgule'],
  ['expected an object key', 'nom attendu entre guillemets'],
  ["expected ':'", 'deux-points attendus après un nom'],
  ["expected ','", 'virgule ou fermeture attendue'],
  ["expected ']'", 'crochet fermant attendu'],
  ["expected '}'", 'accolade fermante attendue'],
  ['digit', 'nombre mal écrit'],
  ['part of a number', 'nombre mal écrit'],
]

/**
 * The records of a JSON text, a piece of text at a time. Outside any record, an object is one when it is an
 * item of an array, or the value of a key in `elements`; any other object or array is an envelope. When
 * the text has one object a line (JSON Lines), each is a record.
 *
 * A name written twice in an object keeps its last value, as everywhere in JavaScript.
 */
export async function* readJson(
  text: AsyncIterable<string>,
  elements: ReadonlySet<string>,
): AsyncGenerator<readonly (TreeRecord | BrokenDocument)[]> {
  let document: Document | undefined
  let held = ''
  for await (const piece of inShortPieces(text)) {
    held += piece
    if (document === undefined) {
      const lines = isJsonLines(held)
      if (lines === undefined && held.length <= LONGEST_LINE) continue
      document = openDocument(elements, lines === true)
    }
    const found = document.read(held)
    if (found.length > 0) yield found
    if (document.broken()) return
    held = ''
  }
  document ??= openDocument(elements, false)
  const found = [...document.read(held), ...document.end()]
  if (found.length > 0) yield found
}

/** Whether a text has one object a line, by its first line; undefined when there is not enough of it. */
function isJsonLines(head: string): boolean | undefined {
  const text = head.trimStart()
  if (text === '') return undefined
  if (!text.startsWith('{')) return false
  const end = text.indexOf('\n')
  if (end === -1) return undefined
  if (!text.slice(0, end).trimEnd().endsWith('}')) return false
  const next = text.slice(end).trimStart()
  // Within one object, `}` is never followed by `{`.
  return next === '' ? undefined : next.startsWith('{')
}

/** A document being read. */
interface Document {
  /** What a piece of its text completes. */
  readonly read: (piece: string) => readonly (TreeRecord | BrokenDocument)[]
  /** What is wrong with it when no piece is left. */
  readonly end: () => readonly (TreeRecord | BrokenDocument)[]
  readonly broken: () => boolean
}

function openDocument(elements: ReadonlySet<string>, lines: boolean): Document {
  const assembler = new Assembler<TreeRecord['tree']>({ numberAsString: true })
  // What is open around records: lists, or objects.
  const envelopes: ('list' | 'object')[] = []
  let parse = jsonParser(OPTIONS)
  let found: (TreeRecord | BrokenDocument)[] = []
  let broken = false
  let started = false
  // Whether the value at the root is complete.
  let complete = false
  // The last key outside records, which is thus the nearest one around a record.
  let key = ''
  let rank = 0
  let weight = 0
  let withoutToken = 0

  return { read, end, broken: () => broken }

  function read(piece: string) {
    found = []
    for (const slice of upToBraces(piece)) {
      const reason = readSlice(slice)
      if (reason === undefined) continue
      broken = true
      found.push({ brokenAfter: rank, reason })
      break
    }
    return found
  }

  function end() {
    // A number at the root ends with what follows it.
    const last = started && !broken ? read('\n') : []
    if (broken || complete) return last
    return [
      { brokenAfter: rank, reason: started ? 'document coupé avant sa fin' : 'document vide' },
    ]
  }

  function readSlice(slice: string): string | undefined {
    const blank = (!started || complete) && slice.trim() === ''
    if (blank) return undefined
    started = true
    if (complete && lines) {
      parse = jsonParser(OPTIONS)
      complete = false
    }
    const tokens = tokensOf(slice)
    if (typeof tokens === 'string') return tokens
    withoutToken = tokens.length === 0 ? withoutToken + slice.length : 0
    if (withoutToken > LONGEST_WRITTEN) return BEYOND.text
    for (const token of tokens) {
      const length = 'value' in token && typeof token.value === 'string' ? token.value.length : 0
      if (length > LONGEST_TEXT) return BEYOND.text
      if (assembler.done) outsideRecord(token)
      else insideRecord(token, length)
      if (weight > LARGEST_RECORD) return BEYOND.record
      if (envelopes.length + assembler.depth > DEEPEST) return BEYOND.depth
    }
    return undefined
  }

  /** The tokens that a slice completes, or why it cannot be read. */
  function tokensOf(slice: string): readonly Token[] | string {
    try {
      const tokens = parse(slice)
      return typeof tokens === 'symbol' ? [] : tokens.values
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Parser ')) throw error
      const { message } = error
      return REASONS.find(([said]) => message.includes(said))?.[1] ?? 'JSON mal formé'
    }
  }

  function outsideRecord(token: Token) {
    const around = envelopes.at(-1)
    switch (token.name) {
      case 'keyValue':
        key = token.value
        return
      case 'startObject':
        if (around === undefined ? lines : around === 'list' || elements.has(key)) {
          weight = 0
          assembler.consume(token)
        } else envelopes.push('object')
        return
      case 'startArray':
        envelopes.push('list')
        return
      case 'endObject':
      case 'endArray':
        envelopes.pop()
    }
    complete = envelopes.length === 0
  }

  function insideRecord(token: Token, length: number) {
    weight += VALUE_WEIGHT + length
    assembler.consume(
      token.name === 'numberValue' ? { ...token, value: plainNumber(token.value) } : token,
    )
    if (!assembler.done || assembler.current === null) return
    rank += 1
    found.push({ rank, element: key, tree: assembler.current })
    complete = envelopes.length === 0
  }
}

/**
 * A piece cut after each `}`, where records end: the parser, when it meets an error, loses what it found
 * since it was last called.
 */
function* upToBraces(piece: string): Generator<string> {
  let from = 0
  for (let at = piece.indexOf('}'); at !== -1; at = piece.indexOf('}', from)) {
    yield piece.slice(from, at + 1)
    from = at + 1
  }
  if (from < piece.length) yield piece.slice(from)
}
