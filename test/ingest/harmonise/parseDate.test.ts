import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate, parsePeriod } from '../../../src/ingest/harmonise/parseDate.ts'

/** Days of a month of the Gregorian calendar, as school teaches it. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const two = (number: number) => String(number).padStart(2, '0')
const four = (number: number) => String(number).padStart(4, '0')

const parts = fc.tuple(
  fc.integer({ min: 0, max: 9999 }),
  fc.integer({ min: 0, max: 13 }),
  fc.integer({ min: 0, max: 32 }),
)

describe('parseDate', () => {
  test.each([
    ['2024-02-29', { value: '2024-02-29' }],
    ['2000-02-29', { value: '2000-02-29' }],
    ['29/02/2024', { value: '2024-02-29', repair: 'date' }],
    ['4/3/2024', { value: '2024-03-04', repair: 'date' }],
    ['04/03/2024', { value: '2024-03-04', repair: 'date' }],
    ['2023-02-29', { problem: 'date_inexistante' }],
    ['1900-02-29', { problem: 'date_inexistante' }],
    ['31/04/2024', { problem: 'date_inexistante' }],
    ['03/31/2024', { problem: 'date_inexistante' }],
    ['2024-13-01', { problem: 'date_inexistante' }],
    ['0000-01-01', { problem: 'date_inexistante' }],
    ['2024-2-9', { problem: 'date_illisible' }],
    ['04/03/24', { problem: 'date_illisible' }],
    ['2024/03/04', { problem: 'date_illisible' }],
    ['04-03-2024', { problem: 'date_illisible' }],
    ['20240304', { problem: 'date_illisible' }],
    ['mars 2024', { problem: 'date_illisible' }],
    ['45355', { problem: 'date_illisible' }],
    ['2024-03-04T00:00:00', { value: '2024-03-04', repair: 'date' }],
    ['2024-03-04T23:59:59.000Z', { value: '2024-03-04', repair: 'date' }],
    ['2024-03-04 23:59:59+02', { problem: 'date_illisible' }],
    ['2019-02-06+01:00', { value: '2019-02-06', repair: 'date' }],
    ['2019-02-30+01:00', { problem: 'date_inexistante' }],
    ['2024-03-04 et après', { problem: 'date_illisible' }],
  ])('reads %s as %j', (text, parsed) => {
    expect(parseDate(text)).toEqual(parsed)
  })

  test('reads every day that exists, and no other', () => {
    const property = fc.property(parts, ([year, month, day]) => {
      const exists = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
      const iso = `${four(year)}-${two(month)}-${two(day)}`
      const missing = { problem: 'date_inexistante' }
      expect(parseDate(iso)).toEqual(exists ? { value: iso } : missing)
      expect(parseDate(`${two(day)}/${two(month)}/${four(year)}`)).toEqual(
        exists ? { value: iso, repair: 'date' } : missing,
      )
    })
    fc.assert(property, { seed: 1, numRuns: 3000, examples: [[[96, 2, 29]], [[100, 2, 29]]] })
  })
})

describe('parsePeriod', () => {
  test.each([
    ['2024-03-04', { value: '2024-03-04' }],
    ['2024-03-04/2024-12-31', { value: '2024-03-04/2024-12-31' }],
    ['2024-03-04_2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['2024-03-04 / 2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['2024-03-04 - 2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['04/03/2024', { value: '2024-03-04', repair: 'periode' }],
    ['04/03/2024_31/12/2024', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['04/03/2024 - 31/12/2024', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
  ])('reads %s as %j', (text, parsed) => {
    expect(parsePeriod(text)).toEqual(parsed)
  })

  test.each([
    '2024-03-04/2024-12-31/2025-01-01',
    '2024-03-04/',
    '2024-03-04/2024-13-31',
    '2024-02-30',
    '2024',
    'en deux fois',
  ])('keeps %s as it is, with a problem', (text) => {
    expect(parsePeriod(text)).toEqual({ value: text, problem: 'format_invalide' })
  })
})
