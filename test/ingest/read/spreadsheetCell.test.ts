import type { CellObject } from '@e965/xlsx'
import { describe, expect, test, vi } from 'vitest'
import { cellValue } from '../../../src/ingest/read/spreadsheetCell.ts'

function dated(v: number): CellObject {
  return { t: 'n', v, z: 'dd/mm/yyyy' }
}

describe('cellValue', () => {
  test.for(['Pacific/Kiritimati', 'Europe/Paris', 'America/Adak'])(
    'gives the same days and hours in %s',
    (zone) => {
      vi.stubEnv('TZ', zone)
      expect(new Date(2014, 2, 30).getTimezoneOffset()).not.toBe(0)
      // 41728 is 30 March 2014, when clocks of Paris go from two to three.
      expect(cellValue(dated(41_728), 1900)).toBe('2014-03-30')
      expect(cellValue(dated(41_728 + 2.5 / 24), 1900)).toBe('2014-03-30T02:30:00')
      vi.unstubAllEnvs()
    },
  )

  test('gives every day of a century the one after the day before', () => {
    for (let day = 61; day < 61 + 36_525; day += 1) {
      const expected = new Date(Date.UTC(1900, 2, day - 60)).toISOString().slice(0, 10)
      expect(cellValue(dated(day), 1900)).toBe(expected)
      if (day > 1462) expect(cellValue(dated(day - 1462), 1904)).toBe(expected)
    }
  })

  test('gives a number that is no day as a number, whatever its format', () => {
    expect(cellValue(dated(-3), 1900)).toBe('-3')
    expect(cellValue(dated(2_958_466), 1900)).toBe('2958466')
    expect(cellValue(dated(20_240_131), 1900)).toBe('20240131')
  })

  test('rounds the noise of a time and keeps its thousandths', () => {
    expect(cellValue({ t: 'n', v: 0.999999999, z: 'hh:mm:ss' }, 1900)).toBe('24:00:00')
    expect(cellValue(dated(43_466.5 + 0.25 / 86_400), 1900)).toBe('2019-01-01T12:00:00.250')
  })

  test('gives nothing of a cell that has nothing', () => {
    expect(cellValue({ t: 'z' }, 1900)).toBe('')
    expect(cellValue({ t: 's', v: '' }, 1900)).toBe('')
  })

  test('writes line ends as everywhere else', () => {
    expect(cellValue({ t: 's', v: 'salle A\r\nsalle B\rsalle C' }, 1900)).toBe(
      'salle A\nsalle B\nsalle C',
    )
  })

  test('tells a number that is none', () => {
    expect(cellValue({ t: 'n', v: Number.NaN }, 1900)).toEqual({ error: 'NaN' })
  })
})
