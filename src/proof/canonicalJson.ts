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
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new Error('canonicalJson: a string with a lone surrogate')
    return JSON.stringify(value)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`canonicalJson: ${value} is not a JSON number`)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name]
      return member === undefined ? [] : [`${canonicalJson(name)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
