import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecimal, parseInteger, parseYear } from '../../../src/ingest/harmonise/parseNumber.ts'

const NBSP = '\u00a0'
const THIN = '\u202f'

/** A number as whole × 10^-scale, worked in whole numbers only. */
function exact(text: string): { readonly units: bigint; readonly scale: number } {
  const [whole = '', fraction = ''] = text.split('.')
  return { units: BigInt(`${whole}${fraction}`), scale: fraction.length }
}

function areEqual(a: string, b: string): boolean {
  const [left, right] = [exact(a), exact(b)]
  const scale = Math.max(left.scale, right.scale)
  const units = (of: typeof left) => of.units * 10n ** BigInt(scale - of.scale)
  return units(left) === units(right)
}

const digits = (minLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength: 20 })

describe('parseDecimal', () => {
  test.each([
    ['0', '0'],
    ['12', '12'],
    ['1234.5', '1234.5'],
    ['-3.25', '-3.25'],
    ['+3', '3'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['-0.00', '0'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['1.234', '1.234'],
  ])('reads %s as %s', (text, value) => {
    expect(parseDecimal(text)).toEqual({ value })
  })

  test.each([
    ['1234,50', '1234.5'],
    ['1,234', '1.234'],
    ['1 234', '1234'],
    [`1${NBSP}234,50`, '1234.5'],
    [`12${THIN}345${THIN}678,9`, '12345678.9'],
    ['1 234 567.5', '1234567.5'],
    ['-1 000,00', '-1000'],
    ['-0,0', '0'],
    ['1.234,50', '1234.5'],
    ['1.234.567,8', '1234567.8'],
    ['164,000.00', '164000'],
    ['1,350,000.00', '1350000'],
  ])('repairs %s to %s and says so', (text, value) => {
    expect(parseDecimal(text)).toEqual({ value, repair: 'nombre' })
  })

  test.each([
    '1,234,567',
    '1.234.567',
    '1,23,456.00',
    '1.234 567,00',
    '12 34',
    '1234 567',
    '1  234',
    '1 234 5',
    '1.',
    ',5',
    '1e3',
    '12 €',
    '12-',
    '--1',
    '٣',
    'à préciser',
    'NaN',
    'Infinity',
    '0x10',
    '9'.repeat(101),
  ])('does not guess %s', (text) => {
    expect(parseDecimal(text)).toEqual({ problem: 'nombre_illisible' })
  })

  test('keeps the exact value, in the one text of a number', () => {
    const sign = fc.constantFrom('', '-')
    const property = fc.property(sign, digits(1), digits(0), (minus, whole, fraction) => {
      const text = `${minus}${whole}${fraction === '' ? '' : `.${fraction}`}`
      const { value = '', problem } = parseDecimal(text)
      expect(problem).toBeUndefined()
      expect(areEqual(String(value), text)).toBe(true)
      expect(value).toMatch(/^(0|-?([1-9]\d*(\.\d*[1-9])?|0\.\d*[1-9]))$/)
      expect(parseDecimal(String(value))).toEqual({ value })
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('reads a number as the French write it as the same number', () => {
    const amounts = fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom(' ', NBSP, THIN),
    )
    const property = fc.property(amounts, ([whole, cents, space]) => {
      const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, space)
      const decimals = String(cents).padStart(2, '0')
      const { value } = parseDecimal(`${grouped},${decimals}`)
      expect(areEqual(String(value), `${whole}.${decimals}`)).toBe(true)
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})

describe('parseInteger', () => {
  test.each([
    ['12', { value: 12 }],
    ['12.0', { value: 12 }],
    ['1 234', { value: 1234, repair: 'nombre' }],
    ['-2147483647', { value: -2147483647 }],
    ['2147483648', { problem: 'entier_illisible' }],
    ['1.5', { problem: 'entier_illisible' }],
    ['1e3', { problem: 'entier_illisible' }],
    ['deux', { problem: 'entier_illisible' }],
  ])('reads %s as %j', (text, parsed) => {
    expect(parseInteger(text)).toEqual(parsed)
  })
})

describe('parseYear', () => {
  test.each([
    ['2024', { value: 2024 }],
    ['2024.0', { value: 2024, repair: 'nombre' }],
    ['2024,00', { value: 2024, repair: 'nombre' }],
    ['2024.5', { problem: 'entier_illisible' }],
    ['24', { problem: 'entier_illisible' }],
    ['2 024', { problem: 'entier_illisible' }],
    ['2023-2024', { problem: 'entier_illisible' }],
  ])('reads %s as %j', (text, parsed) => {
    expect(parseYear(text)).toEqual(parsed)
  })
})
