import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../../src/ingest/harmonise/parseDate.ts'

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
    ['2020-6-24', { value: '2020-06-24', repair: 'date' }],
    ['2017/09/08', { value: '2017-09-08', repair: 'date' }],
    ['2013.01.26', { value: '2013-01-26', repair: 'date' }],
    ['04-03-2024', { value: '2024-03-04', repair: 'date' }],
    ['04.03.2024', { value: '2024-03-04', repair: 'date' }],
    ['04 03 2024', { value: '2024-03-04', repair: 'date' }],
    ['04-03/2024', { problem: 'date_illisible' }],
    ['04 03/2024', { problem: 'date_illisible' }],
    ['26/04/24', { value: '2024-04-26', repair: 'siecle' }],
    ['1/1/68', { value: '2068-01-01', repair: 'siecle' }],
    ['1/1/69', { value: '1969-01-01', repair: 'siecle' }],
    ['11/16/17', { problem: 'date_inexistante' }],
    ['29-04-22', { problem: 'date_illisible' }],
    ['6 mai 2025', { value: '2025-05-06', repair: 'date' }],
    ['1er janvier 2024', { value: '2024-01-01', repair: 'date' }],
    ['25 AOÛT 2024', { value: '2024-08-25', repair: 'date' }],
    ['31 février 2024', { problem: 'date_inexistante' }],
    ['6 brumaire 2025', { problem: 'date_illisible' }],
    ['September, 16 2021 00:00:00', { value: '2021-09-16', repair: 'date' }],
    ['43655', { value: '2019-07-09', repair: 'date_de_tableur' }],
    ['45400.5', { value: '2024-04-18', repair: 'date_de_tableur' }],
    ['20000', { value: '1954-10-03', repair: 'date_de_tableur' }],
    ['60000', { value: '2064-04-08', repair: 'date_de_tableur' }],
    ['19999', { problem: 'date_illisible' }],
    ['60001', { problem: 'date_illisible' }],
    ['2014', { problem: 'date_incomplete' }],
    ['2014.0', { problem: 'date_incomplete' }],
    ['2018-04', { problem: 'date_incomplete' }],
    ['04/2018', { problem: 'date_incomplete' }],
    ['04-15', { problem: 'date_illisible' }],
    ['Jul-17', { problem: 'date_illisible' }],
    ['0222-04-29', { value: '0222-04-29', problem: 'date_improbable' }],
    ['18/02/5021', { value: '5021-02-18', repair: 'date', problem: 'date_improbable' }],
    ['1900-01-01', { value: '1900-01-01' }],
    ['2100-12-31', { value: '2100-12-31' }],
    ['Commission Permanente du 27 février 2023', { problem: 'date_illisible' }],
    ['20240304', { problem: 'date_illisible' }],
    ['mars 2024', { problem: 'date_incomplete' }],
    ['exercice 2024', { problem: 'date_illisible' }],
    ['2024-03-04T00:00:00', { value: '2024-03-04', repair: 'date' }],
    ['2024-03-04T23:59:59.000Z', { value: '2024-03-04', repair: 'date' }],
    ['2024-03-04 23:59:59+02', { value: '2024-03-04', repair: 'date' }],
    ['2021/07/02 00:00:00+00', { value: '2021-07-02', repair: 'date' }],
    ['04/03/2024 08:30', { value: '2024-03-04', repair: 'date' }],
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
      const odd = year < 1900 || year > 2100 ? { problem: 'date_improbable' } : {}
      expect(parseDate(iso)).toEqual(exists ? { value: iso, ...odd } : missing)
      expect(parseDate(`${two(day)}/${two(month)}/${four(year)}`)).toEqual(
        exists ? { value: iso, repair: 'date', ...odd } : missing,
      )
    })
    fc.assert(property, { seed: 1, numRuns: 3000, examples: [[[96, 2, 29]], [[100, 2, 29]]] })
  })
})
