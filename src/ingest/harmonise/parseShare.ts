import type { Parsed } from './parsed.ts'
import { parseDecimal } from './parseNumber.ts'

/** A part of one. `45 %` is 0.45; a bare 45 is read as it is, for nothing says what it is out of. */
export function parseShare(text: string): Parsed {
  if (!text.endsWith('%')) return parseDecimal(text)
  const { value, problem } = parseDecimal(text.slice(0, -1).trimEnd())
  if (value === undefined) return { problem: problem ?? 'nombre_illisible' }
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(String(value)) ?? []
  const digits = whole.padStart(3, '0')
  // The point moves two places to the left, in the text: nothing passes through a float.
  const share = parseDecimal(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`)
  return { ...share, repair: 'pourcentage' }
}
