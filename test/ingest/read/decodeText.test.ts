import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from './pieces.ts'

const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 8 })

describe('decodeText', () => {
  test('gives the text of the bytes with the line ends of Unix, however they are cut', async () => {
    const unit = fc.constantFrom('a', 'é', '€', '\u{1f600}', '\r', '\n', '\r\n', '"')
    const texts = fc.array(unit, { maxLength: 20 }).map((units) => units.join(''))
    const property = fc.asyncProperty(texts, cuts, async (text, places) => {
      const bytes = Buffer.from(text)
      const within = places.filter((place) => place <= bytes.length)
      expect(await textOf(bytes, 'utf-8', within)).toBe(text.split(/\r\n|\r|\n/).join('\n'))
    })
    await fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('drops a byte order mark, in one piece or cut', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x61])
    expect(await textOf(bytes, 'utf-8')).toBe('a')
    expect(await textOf(bytes, 'utf-8', [1, 2, 3])).toBe('a')
  })

  // https://encoding.spec.whatwg.org/index-windows-1252.txt
  test('reads windows-1252, in which every byte is a character', async () => {
    const bytes = Buffer.from([0xe9, 0x80, 0x9c, 0x92, 0xa0, 0x85, 0x81])
    expect(await textOf(bytes, 'windows-1252')).toBe('é€œ’\u00a0…\u0081')
    const all = Uint8Array.from({ length: 256 }, (_, i) => i)
    expect([...(await textOf(all, 'windows-1252', [100]))].length).toBe(256)
  })
})
