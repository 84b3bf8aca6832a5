import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { undoMojibake } from '../../../src/ingest/harmonise/mojibake.ts'

/** A text as a program that takes its UTF-8 for windows-1252 shows it. */
function misread(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
}

describe('undoMojibake', () => {
  test.each([
    ['Conseil DÃ©partemental de la VendÃ©e', 'Conseil Départemental de la Vendée'],
    ['lâ€™Ã©tÃ©', 'l’été'],
    ['50 â‚¬', '50 €'],
    ['Å“uvre', 'œuvre'],
    ['Ã\u00a0 venir', 'à venir'],
    ['nÂ° 3', 'n° 3'],
  ])('makes of « %s » « %s »', (text, meant) => {
    expect(undoMojibake(text)).toBe(meant)
  })

  test.each([
    'Département',
    'ÂGE',
    'São Paulo, SÃO PAULO',
    'château «\u00a0là\u00a0»',
    // UTF-8 by chance, of letters that nobody meant.
    'voilà\u00a0»',
    // Only a part was misread: the whole is not UTF-8, and what it was is not certain.
    'Aide notifiée Ã  l’Europe',
    'DÃ©jà',
    '日本 Ã©',
  ])('leaves « %s » alone', (text) => {
    expect(undoMojibake(text)).toBeUndefined()
  })

  test('finds again any French text, and touches none that was well read', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyzéèàùçôîïœ’€« »ÉÀ0123456789\u00a0 ']
    const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 })
    const property = fc.property(text, (meant) => {
      expect(undoMojibake(meant)).toBeUndefined()
      if (/[éèàùçôîïœ’€]/.test(meant)) expect(undoMojibake(misread(meant))).toBe(meant)
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })
})
