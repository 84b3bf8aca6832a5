import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSiret, parseSiret } from '../../../src/ingest/harmonise/parseSiret.ts'

/** Luhn's key by the other end: from the left, the digits of even places of fourteen are doubled. */
function keyIsRight(siret: string): boolean {
  const sum = [...siret]
    .flatMap((digit, i) => (i % 2 === 0 ? [...String(Number(digit) * 2)] : [digit]))
    .reduce((total, digit) => total + Number(digit), 0)
  return sum % 10 === 0
}

describe('parseSiret', () => {
  // Published examples: INSEE's own SIRET, La Poste's headquarters and one of its post offices.
  test.each(['12002701600563', '35600000000048', '35600000049837'])('knows %s', (siret) => {
    expect(parseSiret(siret)).toEqual({ value: siret })
  })

  test.each([
    ['120 027 016 00563', '12002701600563'],
    ['120027016\u00a000563', '12002701600563'],
    ['120\u202f027\u202f016 00563', '12002701600563'],
  ])('takes the spaces out of %s and says so', (text, value) => {
    expect(parseSiret(text)).toEqual({ value, repair: 'siret' })
  })

  test('says that a key is wrong, and keeps the digits', () => {
    expect(parseSiret('12002701600564')).toEqual({
      value: '12002701600564',
      problem: 'siret_invalide',
    })
    expect(parseSiret('120 027 016 00564')).toEqual({
      value: '12002701600564',
      repair: 'siret',
      problem: 'siret_invalide',
    })
  })

  test.each([
    '120027017',
    '1200270160056',
    // Thirteen digits as Aude and the Aube publish them: a zero before them makes no SIRET.
    '3805449320029',
    '1810086080001',
    '120027016005630',
    'SIRET en cours',
    '12 002',
    '１２００２７０１６００５６３',
  ])('keeps %s as it is, with a problem', (text) => {
    expect(parseSiret(text)).toEqual({ value: text, problem: 'siret_invalide' })
  })

  test.each([
    ['35338402700036.0', '35338402700036'],
    ["224 900 019 000 15'", '22490001900015'],
    ['’22490001900015', '22490001900015'],
  ])('reads the SIRET of a spreadsheet %s', (text, value) => {
    expect(parseSiret(text)).toEqual({ value, repair: 'siret' })
  })

  // SIRET of firms that DECP files name, without the zero that a spreadsheet takes from them.
  test.each([
    ['735020000049', { value: '735020000049', problem: 'siret_invalide' }],
    ['6380227600038', { value: '06380227600038', repair: 'siret_complete' }],
    ['6320027300025.0', { value: '06320027300025', repair: 'siret_complete' }],
    // The key of fourteen digits is right by chance, that of their SIREN is not.
    ['1200270160000', { value: '1200270160000', problem: 'siret_invalide' }],
  ])('puts one zero back before %s, and only where both keys are then right', (text, parsed) => {
    expect(parseSiret(text)).toEqual(parsed)
  })

  // The département of the Nièvre, a town and a firm, named by their SIREN in real files.
  test.each([
    ['225800010', { value: '225800010', problem: 'siren_seul' }],
    ['218 601 946', { value: '218601946', repair: 'siret', problem: 'siren_seul' }],
    ['349275214.0', { value: '349275214', repair: 'siret', problem: 'siren_seul' }],
  ])('keeps the SIREN %s as one', (text, parsed) => {
    expect(parseSiret(text)).toEqual(parsed)
  })

  test.each(['2,44201E+13', '2.253E+13', '8,03E+13', '4e13'])('cannot use %s', (text) => {
    expect(parseSiret(text)).toEqual({ problem: 'siret_notation_scientifique' })
  })

  // Seen in published files; their keys are right by chance.
  test.each(['22040000000000', '00000000000000'])('knows that %s is no establishment', (text) => {
    expect(keyIsRight(text)).toBe(true)
    expect(parseSiret(text)).toEqual({ value: text, problem: 'siret_invalide' })
  })

  test('checks the key of any fourteen digits', () => {
    const siret = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 14,
      maxLength: 14,
    })
    const property = fc.property(siret, (digits) => {
      fc.pre(!digits.startsWith('356000000'))
      expect(isSiret(digits)).toBe(keyIsRight(digits) && digits.slice(9, 13) !== '0000')
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('sees one wrong digit, whichever it is', () => {
    const property = fc.property(fc.nat({ max: 13 }), fc.integer({ min: 1, max: 9 }), (i, more) => {
      const digits = [...'12002701600563']
      digits[i] = String((Number(digits[i]) + more) % 10)
      expect(isSiret(digits.join(''))).toBe(false)
    })
    fc.assert(property, { seed: 1, numRuns: 126 })
  })
})
