import type { Parsed } from './parsed.ts'

/**
 * How a number is written: digits alone, in groups of three behind a space, or behind one of the two marks when the
 * other one makes the decimals (`1.234,56`, `164,000.00`). One mark alone is the decimal one.
 */
const WRITINGS = [
  /^(?<sign>[+-]?)(?<whole>\d+)(?:(?<mark>[.,])(?<decimals>\d+))?$/,
  /^(?<sign>[+-]?)(?<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:(?<mark>[.,])(?<decimals>\d+))?$/,
  /^(?<sign>[+-]?)(?<whole>\d{1,3}(?:\.\d{3})+)(?<mark>,)(?<decimals>\d+)$/,
  /^(?<sign>[+-]?)(?<whole>\d{1,3}(?:,\d{3})+)(?<mark>\.)(?<decimals>\d+)$/,
]

/** Characters of a number that no real number has. */
const LONGEST = 100

const INTEGER_MAX = 2_147_483_647

/** An exact number as canonical text: no exponent, no leading or trailing zeros, no « -0 ». */
export function parseDecimal(text: string): Parsed {
  const parts = text.length > LONGEST ? undefined : partsOf(text)
  if (parts === undefined) return { problem: 'nombre_illisible' }
  const { sign = '', whole = '', mark, decimals = '' } = parts
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  const fraction = decimals.replace(/0+$/, '')
  const zero = digits === '0' && fraction === ''
  const value = `${sign === '-' && !zero ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}`
  const isOtherwise = mark === ',' || /\D/.test(whole)
  return isOtherwise ? { value, repair: 'nombre' } : { value }
}

function partsOf(text: string): Readonly<Record<string, string | undefined>> | undefined {
  for (const writing of WRITINGS) {
    const match = writing.exec(text)
    if (match !== null) return match.groups
  }
  return undefined
}

/** Decimals of a coordinate: the seventh is a centimetre of latitude, and what follows is noise. */
const COORDINATE_DECIMALS = 7

/** A decimal number, rounded half away from zero to seven decimals. */
export function parseCoordinate(text: string): Parsed {
  const { value, ...rest } = parseDecimal(text)
  if (value === undefined) return rest
  const [whole = '', decimals = ''] = String(value).split('.')
  if (decimals.length <= COORDINATE_DECIMALS) return { value, ...rest }
  const digits = BigInt(`${whole.replace('-', '')}${decimals.slice(0, COORDINATE_DECIMALS)}`)
  const rounded = String(digits + (Number(decimals[COORDINATE_DECIMALS]) >= 5 ? 1n : 0n)).padStart(
    COORDINATE_DECIMALS + 1,
    '0',
  )
  const at = rounded.length - COORDINATE_DECIMALS
  const sign = whole.startsWith('-') ? '-' : ''
  const { value: canonical = '' } = parseDecimal(
    `${sign}${rounded.slice(0, at)}.${rounded.slice(at)}`,
  )
  return { value: canonical, repair: 'arrondi' }
}

/** A whole number that fits in 32 bits. */
export function parseInteger(text: string): Parsed {
  const { value, repair } = parseDecimal(text)
  const number = Number(value)
  if (value === undefined || !Number.isInteger(number) || Math.abs(number) > INTEGER_MAX) {
    return { problem: 'entier_illisible' }
  }
  return { value: number, ...(repair ? { repair } : {}) }
}

/** A year of four digits, behind which a spreadsheet may leave decimals. */
export function parseYear(text: string): Parsed {
  const [, year, decimals] = /^(\d{4})([.,]0+)?$/.exec(text) ?? []
  if (year === undefined) return { problem: 'entier_illisible' }
  return { value: Number(year), ...(decimals === undefined ? {} : { repair: 'nombre' }) }
}
