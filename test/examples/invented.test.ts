import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { foldText } from '../../src/datasets/index.ts'
import { type Line, linesOf, readHistory } from './published.ts'
import { readLines } from './readLines.ts'

const { datasets } = readHistory()

/** Every line of every version. */
function versionLines(): readonly Line[] {
  return datasets.flatMap(({ versions }) => versions.flatMap(linesOf))
}

function decoupage(name: string): readonly { readonly nom: string }[] {
  return createRequire(import.meta.url)(`@etalab/decoupage-administratif/data/${name}.json`)
}

function luhn(digits: string): boolean {
  const values = [...digits].map((digit, i) => {
    const value = Number(digit) * ((digits.length - i) % 2 === 0 ? 2 : 1)
    return value > 9 ? value - 9 : value
  })
  return values.reduce((sum, value) => sum + value, 0) % 10 === 0
}

test('identifiers have a right key, in the made-up range', () => {
  const cells = versionLines().flatMap((line) => Object.values(line))
  const whole = [...new Set(cells)].filter((cell) => /^\d{9}(\d{5})?$/.test(cell))
  expect(whole.length).toBeGreaterThanOrEqual(50)
  // The reference's publisher is no body.
  const ids = [...whole, ...datasets.map(({ siren }) => siren)].filter((id) => !/^0+$/.test(id))
  for (const id of ids) {
    expect(id).toMatch(/^29990\d{4}(\d{5})?$/)
    expect(luhn(id), id).toBe(true)
    expect(luhn(id.slice(0, 9)), id).toBe(true)
  }
  for (const { insee } of datasets) expect(insee ?? '99').toMatch(/^99/)
  const places = ['COLL_INSEE', 'commune_insee', 'EQUIP_UID', 'ADR_CODEPOSTAL', 'code']
  const codes = versionLines().flatMap((line) =>
    [...places, 'lieuExecution.code'].map((name) => line[name] || '99'),
  )
  expect(new Set(codes).size).toBeGreaterThan(10)
  expect(codes.filter((code) => !code.startsWith('99'))).toEqual([])
})

test('no commune has the name of a real one', () => {
  const real = new Set(decoupage('communes').map(({ nom }) => foldText(nom)))
  expect(real.has(foldText('Saint-Étienne'))).toBe(true)
  const invented = readLines('files/collectivites-1.csv').map((line) => line['nom'] ?? '')
  expect(invented).toContain('Combe-Sourde')
  expect(invented.filter((nom) => real.has(foldText(nom)))).toEqual([])
  const named = [...new Set(versionLines().map((line) => line['ADR_COMMUNE'] ?? line['commune']))]
  expect(named.filter((nom) => nom && !invented.includes(nom))).toEqual([])
})
