import type { Parsed } from './parsed.ts'

/** La Poste's establishments have a key of their own: the sum of their digits is a multiple of five. */
const LA_POSTE = '356000000'

/** Fourteen digits whose key is right; spaces between them are removed, anything else is kept as it is. */
export function parseSiret(text: string): Parsed {
  const digits = text.replace(/\s/g, '')
  const value = /^\d{14}$/.test(digits) ? digits : text
  return {
    value,
    ...(value === text ? {} : { repair: 'siret' as const }),
    ...(isSiret(value) ? {} : { problem: 'siret_invalide' as const }),
  }
}

/** Whether a text is a SIRET whose key is right (Luhn's formula, or La Poste's). */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  const digits = [...text].map(Number)
  if (luhn(digits)) return true
  return text.startsWith(LA_POSTE) && digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0
}

function luhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, i) => {
    const weighted = i % 2 === 1 ? digit * 2 : digit
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
  return sum % 10 === 0
}
