import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../../src/ingest/harmonise/parseAmount.ts'

describe('parseAmount', () => {
  // As Aube, Deux-Sèvres, the Lot and Vendée write them.
  test.each([
    ['50 000 euros', '50000'],
    ['97 000euros', '97000'],
    ['90,545.00 €', '90545'],
    ['1\u202f465\u202f600,50\u00a0€', '1465600.5'],
    ['€ 12', '12'],
    ['EUR 12.50', '12.5'],
    ['300 E', '300'],
    ['33,992.72', '33992.72'],
    ['-1 000,00 €', '-1000'],
    ['226327,99', '226327.99'],
    ['3075048,8', '3075048.8'],
    ['1234,567', '1234.567'],
    ['0,125', '0.125'],
  ])('reads %s as %s', (text, value) => {
    expect(parseAmount(text)).toEqual({ value, repair: 'nombre' })
  })

  test.each([
    ['25000', '25000'],
    ['21800.10', '21800.1'],
    ['1.234', '1.234'],
  ])('reads %s, which needs no repair, as %s', (text, value) => {
    expect(parseAmount(text)).toEqual({ value })
  })

  test.each(['164,000', '1,234', '-12,345', '164,000 €'])('does not choose for %s', (text) => {
    expect(parseAmount(text)).toEqual({ problem: 'nombre_ambigu' })
  })

  test.each([
    '240 000 € (pour les 3 saisons sportives)',
    'Affranchissement 2 103 €',
    '15 000- 89 999,99',
    '207 000 et plus',
    '12 k€',
    '12 $',
    '€',
    '- €',
    '45 %',
    'N                 82 584,28',
    'SEM',
  ])('does not read %s', (text) => {
    expect(parseAmount(text)).toEqual({ problem: 'nombre_illisible' })
  })
})
