/** Zeros that a number is written out with at most. */
const MOST_ZEROS = 100

/** The same number, to the last digit, written without an exponent unless that would be very long. */
export function plainNumber(written: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d+)$/.exec(written)
  if (parts === null) return written
  const [, sign = '', whole = '', decimals = '', power] = parts
  const exponent = Number(power)
  if (Math.abs(exponent) > MOST_ZEROS) return written
  const point = whole.length + exponent
  const digits = (whole + decimals).padEnd(point, '0')
  const before = digits.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, '') || '0'
  const after = '0'.repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0))
  return sign + before + (after === '' ? '' : `.${after}`)
}
