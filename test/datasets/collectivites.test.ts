import { describe, expect, test } from 'vitest'
import { collectivites } from '../../src/datasets/collectivites.ts'
import { type Cells, candidateKeys, readableKey } from '../../src/datasets/index.ts'

const commune = (code: string, siren: string, nom: string): Cells => ({
  type: 'commune',
  code,
  siren,
  nom,
})
const departement = (code: string, siren: string): Cells => ({ type: 'departement', code, siren })

/** The round in which two rows meet, from 0; -1 if they never do. */
function meeting(a: Cells, b: Cells): number {
  const others = candidateKeys(collectivites, b).map((key) => key && JSON.stringify(key))
  return candidateKeys(collectivites, a).findIndex(
    (key, round) => key !== undefined && JSON.stringify(key) === others[round],
  )
}

describe('candidateKeys of a collectivité', () => {
  test('are its type, code and SIREN, then its SIREN, then its code', () => {
    const antibes = commune('06004', '210600045', 'Antibes')
    expect(candidateKeys(collectivites, antibes)).toEqual([
      ['commune', '06004', '210600045'],
      ['commune', '210600045'],
      ['commune', '06004'],
    ])
    expect(readableKey(collectivites, antibes)).toBe('commune · 06004 · 210600045')
  })

  test('are the SIREN of an EPCI, and the code of a commune that has no SIREN', () => {
    expect(candidateKeys(collectivites, { type: 'epci', siren: '240600585' })).toEqual([
      ['epci', null, '240600585'],
      ['epci', '240600585'],
      undefined,
    ])
    expect(candidateKeys(collectivites, { type: 'commune', code: '98735' })).toEqual([
      undefined,
      undefined,
      ['commune', '98735'],
    ])
  })

  test('are none without a type, and never of two types', () => {
    expect(candidateKeys(collectivites, { siren: '217500016', code: '75' })).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const paris = commune('75056', '217500016', 'Paris')
    expect(meeting(paris, departement('75', '217500016'))).toBe(-1)
  })

  test('keep one record of a commune nouvelle that has the code of one of its communes', () => {
    const before = commune('93066', '219300662', 'Saint-Denis')
    expect(meeting(before, commune('93066', '929939411', 'Saint-Denis'))).toBe(2)
  })

  test('keep a commune whose seat moved before they look at who has its code now', () => {
    const before = commune('60054', '200083483', 'Les Hauts-Talican')
    expect(meeting(before, commune('60694', '200083483', 'Les Hauts-Talican'))).toBe(1)
    expect(meeting(before, commune('60054', '216000539', 'Beaumont-les-Nonains'))).toBe(2)
  })

  test('tell apart the départements of one body, and keep each when the body changes', () => {
    const hautRhin = departement('68', '200094332')
    expect(meeting(hautRhin, hautRhin)).toBe(0)
    expect(meeting(hautRhin, departement('67', '200094332'))).toBeGreaterThan(0)
    expect(meeting(departement('68', '226800019'), hautRhin)).toBe(2)
  })
})

test('the keys are not about the name or the population', () => {
  const named = collectivites.keys.flat().flatMap(({ of }) => of)
  expect(new Set(named)).toEqual(new Set(['type', 'code', 'siren']))
})
