/** What RFC 8785 can write: JSON values, with numbers as IEEE 754 doubles. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined }

/**
 * The one text of a JSON value: RFC 8785 (JCS). Names sorted by UTF-16 code units, no spaces, numbers
 * as ECMAScript writes them. A name whose value is undefined is left out.
 *
 * @throws Error on a number that is not finite or a string that is not well-formed UTF-16: a caller's bug
 * @source https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`canonicalJson: ${value} is not a JSON number`)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return isArray(value)
    ? `[${value.map(canonicalJson).join(',')}]`
    : objectOf(canonicalMembers(value))
}

/** A name and its value as they stand in an object. */
export interface Member {
  readonly name: string
  /** Its name, in quotes. */
  readonly label: string
  readonly value: string
}

/** The members of an object in their order: what is written several times of them is made once. */
export function canonicalMembers(value: {
  readonly [name: string]: Json | undefined
}): readonly Member[] {
  const members: Member[] = []
  for (const name of sorted(Object.keys(value))) {
    const member = value[name]
    if (member === undefined) continue
    members.push({ name, label: canonicalString(name), value: canonicalJson(member) })
  }
  return members
}

/** The object of some members, in the order that they have. */
export function objectOf(members: readonly Member[]): string {
  let text = ''
  for (const { label, value } of members) text += `${text === '' ? '' : ','}${label}:${value}`
  return `{${text}}`
}

/** Nothing in it needs an escape, or is half of a character. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e\x80-\ud7ff\ue000-\uffff]*$/

function canonicalString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  if (!value.isWellFormed()) throw new Error('canonicalJson: a string with a lone surrogate')
  return JSON.stringify(value)
}

/** Most objects have their names in order already. */
function sorted(names: string[]): readonly string[] {
  for (let i = 1; i < names.length; i += 1) {
    if ((names[i - 1] ?? '') > (names[i] ?? '')) return names.sort()
  }
  return names
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
