import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Json } from '../../src/proof/index.ts'
import { sharedFolder, testShared } from '../shared.ts'

const vectors = join(sharedFolder ?? '', 'vectors/jcs')
const names = sharedFolder ? readdirSync(join(vectors, 'input')) : ['the vectors of RFC 8785']

const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }) as fc.Arbitrary<Json>
const members = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), json), {
  selector: ([name]) => name,
  maxLength: 8,
})

describe('canonicalJson', () => {
  for (const name of names) {
    testShared(`writes ${name} as the authors of RFC 8785 do`, async () => {
      const read = (folder: string) => readFileSync(join(vectors, folder, name), 'utf8')
      expect(canonicalJson(JSON.parse(read('input')))).toBe(read('output').trimEnd())
    })
  }

  // RFC 8785, appendix B: IEEE 754 doubles and their texts.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555557', '333333333.33333343'],
  ])('writes the double %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  test('says the same value, and the same text of what it says', () => {
    const property = fc.property(json, (value) => {
      const text = canonicalJson(value)
      const back: Json = JSON.parse(text)
      expect(back).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(back)).toBe(text)
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('does not depend on the order in which members were written', () => {
    const shuffled = members.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
      ),
    )
    const property = fc.property(shuffled, ([one, other]) => {
      expect(canonicalJson(Object.fromEntries(one))).toBe(canonicalJson(Object.fromEntries(other)))
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })

  test('orders names by UTF-16 code units, as no locale does', () => {
    // U+1F600 is D83D DE00 in UTF-16, so before U+FB33 although its code point is after.
    const value = { '\ufb33': 1, '\u{1f600}': 2, é: 3, z: 4, Z: 5, '10': 6, '9': 7 }
    expect(canonicalJson(value)).toBe('{"10":6,"9":7,"Z":5,"z":4,"é":3,"\u{1f600}":2,"\ufb33":1}')
  })

  test('leaves out a member that is undefined', () => {
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %s, wherever it is',
    (number) => {
      expect(() => canonicalJson(number)).toThrow('not a JSON number')
      expect(() => canonicalJson({ a: [number] })).toThrow('not a JSON number')
    },
  )

  test.each(['\ud800', 'a\udc00', '\udc00\ud800'])(
    'refuses a lone surrogate in a text or in a name (%j)',
    (text) => {
      expect(() => canonicalJson(text)).toThrow('lone surrogate')
      expect(() => canonicalJson({ [text]: 1 })).toThrow('lone surrogate')
    },
  )
})
