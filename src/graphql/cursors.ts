import { MillesimeError } from '../errors.ts'
import type { AsOf } from '../history/index.ts'
import { areIds } from './globalIds.ts'

/**
 * A place in a list: the list it is of, the state that the list is pinned to, and the ids of a row. It holds
 * no value of the row, which may be a person's name.
 */
export interface Cursor {
  readonly list: string
  readonly pin: AsOf
  readonly ids: readonly string[]
}

/** The opaque text of a cursor. */
export function writeCursor({ list, pin, ids }: Cursor): string {
  return Buffer.from(JSON.stringify([list, pinJson(pin), ids])).toString('base64url')
}

/**
 * The cursor of a text.
 *
 * @throws MillesimeError `CURSOR_INVALID` when it is none, or of another list
 */
export function readCursor(text: string, list: string): Cursor {
  const cursor = readAnyCursor(text)
  if (cursor?.list === list) return cursor
  throw new MillesimeError(
    'CURSOR_INVALID',
    'Ce curseur ne vient pas de cette liste dans cet ordre : reprendre depuis la première page.',
  )
}

/** The cursor of a text, whatever list it is of; undefined when it is none. */
export function readAnyCursor(text: string): Cursor | undefined {
  const parsed = parseJson(Buffer.from(text, 'base64url').toString())
  if (!Array.isArray(parsed)) return undefined
  const [list, rawPin, rawIds]: readonly unknown[] = parsed
  const pin = readPin(rawPin)
  if (typeof list !== 'string' || pin === undefined || !Array.isArray(rawIds)) return undefined
  const ids = rawIds.map(String)
  return areIds(ids) ? { list, pin, ids } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function pinJson(pin: AsOf): readonly (number | string)[] {
  if ('version' in pin) return ['v', pin.datasetId, pin.version]
  if ('publishedAt' in pin) return ['t', pin.publishedAt.getTime(), pin.position ?? 0]
  if ('knownAt' in pin) return ['k', pin.knownAt.getTime()]
  return ['p', pin.position]
}

function readPin(value: unknown): AsOf | undefined {
  if (!Array.isArray(value)) return undefined
  const [form, a, b]: readonly unknown[] = value
  if (form === 'p' && isId(a)) return { position: a }
  if (form === 'v' && isId(a) && isId(b)) return { datasetId: a, version: b }
  if (form === 't' && isInstant(a) && isId(b)) return { publishedAt: new Date(a), position: b }
  return undefined
}

/** Whether a value is a position, or the number of a dataset or version. */
function isId(value: unknown): value is number {
  return typeof value === 'number' && areIds([String(value)])
}

/** Whether a value is an instant of the years 1 to 9999, in milliseconds. */
function isInstant(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isSafeInteger(value) &&
    value >= Date.parse('0001-01-01') &&
    value < Date.UTC(10_000, 0)
  )
}
