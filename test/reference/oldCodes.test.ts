import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { oldCodes } from '../../src/reference/oldCodes.ts'
import { readDecoupage } from '../../src/reference/readDecoupage.ts'

/** What the package says of a commune or of a part of one, read again without the code under test. */
interface Place {
  readonly type: string
  readonly code: string
  readonly chefLieu?: string
  readonly commune?: string
  readonly anciensCodes?: readonly string[]
}

const FILE = '../../node_modules/@etalab/decoupage-administratif/data/communes.json'

const places: readonly Place[] = JSON.parse(readFileSync(join(import.meta.dirname, FILE), 'utf8'))
const communes = places.filter(({ type }) => type === 'commune-actuelle')
const parts = places.filter(({ type }) => type !== 'commune-actuelle')

describe('oldCodes', () => {
  const codes = oldCodes(readDecoupage())
  const leadsTo = [...codes].flatMap(([code, olds]) => olds.map((old) => [old, code] as const))

  test('are never a code that a commune has now, and lead to one commune each', () => {
    const present = new Set(communes.map(({ code }) => code))
    expect(leadsTo.filter(([old]) => present.has(old))).toEqual([])
    expect(new Map(leadsTo).size).toBe(leadsTo.length)
    expect([...codes.keys()].filter((code) => !present.has(code))).toEqual([])
    for (const olds of codes.values()) expect(olds).toEqual(olds.toSorted())
  })

  test('are all those of merged communes and of the parts of communes', () => {
    const old = new Map(leadsTo)
    const merged = communes.flatMap(({ anciensCodes = [] }) => anciensCodes)
    expect(merged.filter((code) => !old.has(code))).toEqual([])
    const lost = parts
      .map(({ code, chefLieu, commune }) => ({ code, to: chefLieu ?? commune }))
      .filter(({ code, to }) => code !== to && old.get(code) !== to)
    expect(lost).toEqual([])
    const all = new Set([...merged, ...parts.map(({ code }) => code)])
    for (const { code } of communes) all.delete(code)
    expect(leadsTo).toHaveLength(all.size)
  })

  test.each([
    ['74010', ['74011', '74028', '74093', '74125', '74182', '74217', '74268', '74300']],
    ['75056', Array.from({ length: 20 }, (_, i) => String(75_101 + i))],
    // The package also says, of other communes, that they once had these two.
    ['55386', ['55273']],
    ['60694', ['60455']],
    ['55245', []],
    ['60054', []],
    ['06004', []],
  ])('of %s are %j', (code, expected) => {
    expect(codes.get(code) ?? []).toEqual(expected)
  })
})
