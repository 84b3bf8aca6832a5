import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '../../src/datasets/index.ts'

const texts = fc.string({ unit: 'binary', maxLength: 20 })

describe('foldText', () => {
  test.each([
    ['« Œuvre  À »', '« oeuvre a »'],
    ['Œuvre  À', 'oeuvre a'],
    ['ÉCOLE Élémentaire', 'ecole elementaire'],
    ['Lætitia ÆSOP', 'laetitia aesop'],
    ['L’Haÿ-les-Roses', "l'hay-les-roses"],
    ['  deux\u00a0\u202f\n\tmots ', 'deux mots'],
    ['ﬁn', 'ﬁn'],
    ['Straße', 'straße'],
    ['İstanbul', 'istanbul'],
    ['', ''],
    [' ', ''],
  ])('of %j is %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  test('changes nothing the second time, for every character alone and for texts', () => {
    const changed: string[] = []
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const folded = foldText(String.fromCodePoint(code))
      if (foldText(folded) !== folded) changed.push(`U+${code.toString(16)}`)
    }
    expect(changed).toEqual([])
    const property = fc.property(texts, (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text))
    })
    fc.assert(property, { seed: 1, numRuns: 1000 })
  })

  test('does not see how an accent was written, nor any space around', () => {
    const property = fc.property(texts, (text) => {
      expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')))
      expect(foldText(`\u00a0${text}\n `)).toBe(foldText(text))
    })
    fc.assert(property, { seed: 1, numRuns: 1000 })
  })

  test('folds a text of plain letters as it folds one with accents', () => {
    const plain = fc.string({ unit: fc.constantFrom(..." aAbZ'-0~"), maxLength: 20 })
    const property = fc.property(plain, (text) => {
      expect(`${foldText(text)} e`.trim()).toBe(foldText(`${text} É`))
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('leaves neither capitals nor accents of the French', () => {
    const letters = 'ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæ'
    for (const letter of letters) expect(foldText(letter), letter).toMatch(/^[a-z]+$/)
  })
})
