import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hmacSha256, sha256 } from '../../src/proof/index.ts'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array))

describe('sha256', () => {
  test('is the hash of its parts put end to end', () => {
    const property = fc.property(fc.array(bytes(100), { maxLength: 4 }), (parts) => {
      const expected = createHash('sha256')
      for (const part of parts) expected.update(part)
      expect(sha256(...parts)).toEqual(expected.digest())
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})

describe('hmacSha256', () => {
  test('is the HMAC of Node, for any key of at most 64 bytes and any text', () => {
    const messages = fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 3 })
    const property = fc.property(bytes(64), messages, (key, texts) => {
      const hmac = hmacSha256(key)
      for (const text of texts) {
        expect(hmac(text)).toEqual(createHmac('sha256', key).update(text).digest())
      }
    })
    fc.assert(property, {
      seed: 1,
      numRuns: 300,
      examples: [
        [Buffer.alloc(0), ['']],
        [Buffer.alloc(64, 0xff), ['L’Œuvre des Écoles', '\u{1f600}']],
      ],
    })
  })

  // RFC 4231, test case 2.
  test('gives the published HMAC of the RFC', () => {
    expect(hmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })
})
