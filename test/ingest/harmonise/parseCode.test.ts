import { describe, expect, test } from 'vitest'
import { parseCode } from '../../../src/ingest/harmonise/parseCode.ts'

describe('parseCode', () => {
  test.each(['2022,00028', '75056.0', ' 1 ', 'w1', '1004'])(
    'keeps %s, a code of no register, as it is',
    (text) => {
      expect(parseCode(undefined, text)).toEqual({ value: text })
    },
  )

  test.each([
    ['75056', { value: '75056' }],
    ['2A004', { value: '2A004' }],
    ['75056.0', { value: '75056', repair: 'code' }],
    ['75056,00', { value: '75056', repair: 'code' }],
    ['75 056', { value: '75056', repair: 'code' }],
    ['2a004', { value: '2A004', repair: 'code' }],
    ['1004', { value: '01004', repair: 'insee' }],
    ['1004.0', { value: '01004', repair: 'insee' }],
    ['100', { value: '100' }],
    ['Antibes', { value: 'Antibes' }],
    ['75056.5', { value: '75056.5' }],
  ])('reads the INSEE code %s as %j', (text, parsed) => {
    expect(parseCode('insee', text)).toEqual(parsed)
  })

  test.each([
    ['W380475558', { value: 'W380475558' }],
    ['w380475558', { value: 'W380475558', repair: 'code' }],
    ['W 380 475 558', { value: 'W380475558', repair: 'code' }],
    ['380475558', { value: '380475558' }],
    ['en cours', { value: 'en cours' }],
  ])('reads the RNA number %s as %j', (text, parsed) => {
    expect(parseCode('rna', text)).toEqual(parsed)
  })

  // Firms of INSEE's own SIRET and SIREN; a number of VAT and one of New Caledonia are not of its register.
  test.each([
    ['12002701600563', { value: '12002701600563' }],
    ['120027016', { value: '120027016' }],
    ['120 027 016 00563', { value: '12002701600563', repair: 'siret' }],
    ['12002701600563.0', { value: '12002701600563', repair: 'siret' }],
    ['120027016.0', { value: '120027016', repair: 'siret' }],
    ['1,20027E+13', { problem: 'siret_notation_scientifique' }],
    ['12002701600564', { value: '12002701600564', problem: 'siret_invalide' }],
    ['00000000000000', { value: '00000000000000', problem: 'siret_invalide' }],
    ['FR40303265045', { value: 'FR40303265045' }],
    ['0123456.001', { value: '0123456.001' }],
    ['NC', { value: 'NC' }],
  ])('reads the identifier of a firm %s as %j', (text, parsed) => {
    expect(parseCode('sirene', text)).toEqual(parsed)
  })
})
