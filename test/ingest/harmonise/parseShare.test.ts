import { describe, expect, test } from 'vitest'
import { parseShare } from '../../../src/ingest/harmonise/parseShare.ts'

describe('parseShare', () => {
  test.each([
    ['45 %', '0.45'],
    ['100%', '1'],
    ['5\u00a0%', '0.05'],
    ['0,5 %', '0.005'],
    ['12.345%', '0.12345'],
    ['150 %', '1.5'],
    ['-5 %', '-0.05'],
    ['0 %', '0'],
  ])('reads %s as %s', (text, value) => {
    expect(parseShare(text)).toEqual({ value, repair: 'pourcentage' })
  })

  test.each([
    ['0.45', { value: '0.45' }],
    ['0,5', { value: '0.5', repair: 'nombre' }],
    // Out of a hundred, probably: nothing says so.
    ['80', { value: '80' }],
    ['%', { problem: 'nombre_illisible' }],
    ['de 5 à 10 %', { problem: 'nombre_illisible' }],
    ['45 %%', { problem: 'nombre_illisible' }],
  ])('reads %s as %j', (text, parsed) => {
    expect(parseShare(text)).toEqual(parsed)
  })
})
