import { describe, expect, test } from 'vitest'
import { parsePeriod } from '../../../src/ingest/harmonise/parsePeriod.ts'

describe('parsePeriod', () => {
  test.each([
    ['2024-03-04', { value: '2024-03-04' }],
    ['2024-03-04/2024-12-31', { value: '2024-03-04/2024-12-31' }],
    ['2024-03-04_2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['2024-03-04 / 2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['2024-03-04 - 2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['04/03/2024', { value: '2024-03-04', repair: 'periode' }],
    ['04/03/2024_31/12/2024', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['2023-01-01_ 2025-01-31', { value: '2023-01-01/2025-01-31', repair: 'periode' }],
    ['2018-06-01 00:00:00', { value: '2018-06-01', repair: 'periode' }],
    ['2018-11-28_2021/12/31', { value: '2018-11-28/2021-12-31', repair: 'periode' }],
    [
      'du 1er janvier 2024 au 31 décembre 2024',
      { value: '2024-01-01/2024-12-31', repair: 'periode' },
    ],
    ['43165', { value: '2018-03-06', repair: 'date_de_tableur' }],
    ['01/01/24_31/12/24', { value: '2024-01-01/2024-12-31', repair: 'siecle' }],
    ['0222-04-29/2024-01-01', { value: '0222-04-29/2024-01-01', problem: 'date_improbable' }],
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
    '2018-04',
    '2023-07-00_2023-11-00',
    '28/11/2017\n08/12/2017',
    '2024-03-04 2024-06-04 2024-09-04',
    'en deux fois',
  ])('keeps %s as it is, with a problem', (text) => {
    expect(parsePeriod(text)).toEqual({ value: text, problem: 'format_invalide' })
  })
})
