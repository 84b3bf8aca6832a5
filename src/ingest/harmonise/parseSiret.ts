import type { Parsed } from './parsed.ts'

/** La Poste's establishments have a key of their own: the sum of their digits is a multiple of five. */
const LA_POSTE = '356000000'

/** What is left of a SIRET that a spreadsheet shows as a number: its last digits are lost. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d{1,2}$/i

/**
 * Fourteen digits whose key is right. Spaces, an apostrophe at an end and the decimals of a number are removed; a
 * leading zero is put back where both keys, of the SIREN and of the SIRET, are then right. Anything else is kept
 * as it is.
 */
export function parseSiret(text: string): Parsed {
  if (SCIENTIFIC.test(text)) return { problem: 'siret_notation_scientifique' }
  const digits = text
    .replace(/^['’]|['’]$/g, '')
    .replace(/\s/g, '')
    .replace(/[.,]0+$/, '')
  const completed = `0${digits}`
  if (/^\d{13}$/.test(digits) && isSiren(completed.slice(0, 9)) && isSiret(completed)) {
    return { value: completed, repair: 'siret_complete' }
  }
  const value = /^(?:\d{9}|\d{13,14})$/.test(digits) ? digits : text
  return {
    value,
    ...(value === text ? {} : { repair: 'siret' as const }),
    ...(isSiret(value) ? {} : { problem: isSiren(value) ? 'siren_seul' : 'siret_invalide' }),
  }
}

/** Whether a text is a SIRET whose key is right (Luhn's formula, or La Poste's). */
export function isSiret(text: string): boolean {
  // The first establishment is 0001: zeros are what a spreadsheet leaves of lost digits, or were made up.
  if (!/^\d{14}$/.test(text) || text.slice(9, 13) === '0000') return false
  if (luhn(text)) return true
  const sum = [...text].reduce((total, digit) => total + Number(digit), 0)
  return text.startsWith(LA_POSTE) && sum % 5 === 0
}

function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && luhn(text)
}

function luhn(text: string): boolean {
  const digits = [...text].map(Number)
  const sum = digits.toReversed().reduce((total, digit, i) => {
    const weighted = i % 2 === 1 ? digit * 2 : digit
    return total + (weighted > 9 ? weighted - 9 : weighted)
  }, 0)
  return sum % 10 === 0
}
