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
  return isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value)
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new Error('canonicalJson: a string with a lone surrogate')
  return JSON.stringify(value)
}

/** Every cell of every change passes here: one string, no intermediate arrays. */
function canonicalObject(value: { readonly [name: string]: Json | undefined }): string {
  let text = ''
  for (const name of Object.keys(value).sort()) {
    const member = value[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${canonicalString(name)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
