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

  test('drops the mark that lies, in one piece or cut', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0xe9, 0x61])
    expect(await textOf(bytes, 'windows-1252-bom')).toBe('éa')
    for (const places of [[1], [2], [3], [1, 2, 4]]) {
      expect(await textOf(bytes, 'windows-1252-bom', places)).toBe('éa')
    }
  })

  test('reads UTF-16, units cut in two included, without its mark', async () => {
    const little = Buffer.from('\ufeffé\u{1f600}\r\na', 'utf16le')
    const big = Buffer.from(little).swap16()
    for (const place of little.keys()) {
      expect(await textOf(little, 'utf-16le', [place])).toBe('é\u{1f600}\na')
      expect(await textOf(big, 'utf-16be', [place])).toBe('é\u{1f600}\na')
    }
  })

  // https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT
  test('reads cp850', async () => {
    const bytes = Buffer.from([0x82, 0x8a, 0x85, 0x87, 0x90, 0xb7, 0xd4, 0xf8, 0xff])
    expect(await textOf(bytes, 'cp850', [4])).toBe('éèàçÉÀÈ°\u00a0')
  })
})
