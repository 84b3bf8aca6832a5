import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/datasets/index.ts'
import { referenceFile } from '../../src/reference/referenceFile.ts'
import { sharedFolder, testShared } from '../shared.ts'

/** A line of a file, by column; '' where it is empty. */
type Line = Readonly<Record<string, string>>

/** What the package says of a territory, read again without the code under test. */
interface Place {
  readonly type: string
  readonly code: string
  readonly nom: string
  readonly siren?: string
  readonly population?: number
  readonly departement: string
  readonly region: string
}

interface Group {
  readonly code: string
  readonly nom: string
  readonly type: string
  readonly membres: readonly { readonly code: string }[]
}

const REFERENCE = join(import.meta.dirname, '../../src/reference')
const PACKAGE = join(import.meta.dirname, '../../node_modules/@etalab/decoupage-administratif')

function packaged<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(join(PACKAGE, 'data', `${name}.json`), 'utf8'))
}

function parse(text: string): readonly Line[] {
  return Papa.parse<Line>(text, { header: true, skipEmptyLines: true }).data
}

const communes = packaged<Place>('communes').filter(({ type }) => type === 'commune-actuelle')
const epci = packaged<Group>('epci')
const ept = packaged<Group>('ept')

const { bytes, edition } = referenceFile()
const lines = parse(bytes.toString())
const ofType = (type: string) => lines.filter((line) => line['type'] === type)
const communeLines = ofType('commune')
const list = (cell: string | undefined) => (cell ? cell.split(';') : [])

/** The only line of that type and code or SIREN. */
function lineOf(type: string, code: string): Line | undefined {
  const found = ofType(type).filter((line) => line['code'] === code || line['siren'] === code)
  return found.length === 1 ? found[0] : undefined
}

function total(some: readonly Place[]): number {
  return some.reduce((sum, { population = 0 }) => sum + population, 0)
}

/** The first rows that are not those expected: the whole files would be long to compare and to read. */
function differing(said: readonly unknown[][], expected: readonly unknown[][]) {
  const length = Math.max(said.length, expected.length)
  return Array.from({ length }, (_, i) => ({ said: said[i], expected: expected[i] }))
    .filter((pair) => JSON.stringify(pair.said) !== JSON.stringify(pair.expected))
    .slice(0, 5)
}

/** Whether the last digit is the key of the others (ISO/IEC 7812-1, annex B). */
function hasGoodKey(siren: string): boolean {
  const sum = [...siren].toReversed().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return siren.length === 9 && sum % 10 === 0
}

describe('referenceFile', () => {
  test('is a UTF-8 file of one line for each territory, sorted, of the columns of the kind', () => {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    expect(text).toMatch(/^siren,type,code,[^\r]*\n$/)
    expect(text.slice(0, text.indexOf('\n'))).toBe(
      Object.values(kindOf('collectivites').columns)
        .map(({ published }) => published)
        .join(','),
    )
    const order = lines.map(({ type, code, siren }) => `${type} ${code || siren}`)
    expect(order.filter((one, i) => one <= (order[i - 1] ?? '')).slice(0, 5)).toEqual([])
    expect(edition).toBe('6.0.0')
  })

  test('is the same each time', () => {
    expect(referenceFile().bytes.equals(bytes)).toBe(true)
  })

  test('has as many of each type as the package', () => {
    const counts = [communeLines, ofType('epci'), ofType('ept')].map(({ length }) => length)
    expect(counts).toEqual([34_969, 1255, 11])
    expect(counts).toEqual([communes.length, epci.length, ept.length])
    expect(ofType('departement')).toHaveLength(101)
    expect(ofType('region')).toHaveLength(18)
    expect(lines).toHaveLength(36_354)
  })

  test('says of each commune what the package says', () => {
    const epciOf = new Map(epci.flatMap(({ code, membres }) => membres.map((m) => [m.code, code])))
    const expected = communes.map((one) => [
      one.code,
      one.siren ?? '',
      one.nom,
      one.population?.toString() ?? '',
      one.departement,
      one.region,
      epciOf.get(one.code) ?? '',
    ])
    const said = communeLines.map((line) =>
      ['code', 'siren', 'nom', 'population', 'departement', 'region', 'epci'].map((n) => line[n]),
    )
    expect(
      differing(
        said,
        expected.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
      ),
    ).toEqual([])
  })

  test('says which old codes lead to a commune', () => {
    expect(lineOf('commune', '93066')?.['anciensCodes']).toBe('75059;75066;93059')
    expect(lineOf('commune', '06004')?.['anciensCodes']).toBe('')
  })

  test.each([
    ['06004', '210600045', 'Antibes', '06', '93'],
    ['31555', '213105554', 'Toulouse', '31', '76'],
    ['74010', '200063402', 'Annecy', '74', '84'],
    ['75056', '217500016', 'Paris', '75', '11'],
    ['78123', '217801232', 'Carrières-sous-Poissy', '78', '11'],
  ])('knows %s %s %s', (code, siren, nom, departement, region) => {
    expect(lineOf('commune', code)).toMatchObject({ siren, nom, departement, region })
  })

  test('counts a larger territory by its communes', () => {
    const byCode = new Map(communes.map((one) => [one.code, one]))
    for (const [type, groups] of Object.entries({ epci, ept })) {
      const expected = groups.map(({ code, membres }) => [
        code,
        String(total(membres.flatMap((one) => byCode.get(one.code) ?? []))),
      ])
      const said = ofType(type).map((line) => [line['siren'], line['population']])
      const sorted = expected.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
      expect(differing(said, sorted)).toEqual([])
    }
    for (const type of ['departement', 'region'] as const) {
      for (const { code, population } of ofType(type)) {
        expect(population).toBe(String(total(communes.filter((one) => one[type] === code))))
      }
    }
    // A commune that is also a département.
    expect(lineOf('departement', '75')?.['population']).toBe('2103778')
  })

  test('places an EPCI where all its communes are, and nowhere when they are in several', () => {
    expect(lineOf('epci', '240600585')).toMatchObject({
      nom: 'CA de Sophia Antipolis',
      natureEpci: 'CA',
      departement: '06',
      region: '93',
    })
    // Beaune, Côte et Sud: Côte-d’Or and Saône-et-Loire, one région.
    expect(lineOf('epci', '200006682')).toMatchObject({ departement: '', region: '27' })
    const natures = Object.groupBy(lines, ({ natureEpci = '' }) => natureEpci)
    expect(natures['']).toHaveLength(lines.length - epci.length - ept.length)
    expect(natures['EPT']).toHaveLength(11)
    expect(natures['MET69']).toHaveLength(1)
  })

  test('breaks no constraint of its own columns', () => {
    for (const [name, column] of Object.entries(kindOf('collectivites').columns)) {
      const cells = lines.map((line) => line[name] ?? '')
      const values = cells.flatMap((cell) => (column.type === 'liste' ? list(cell) : [cell]))
      const { pattern = '', choices, required = false } = column
      const wrong = values.filter((value) =>
        value === ''
          ? required
          : !new RegExp(pattern).test(value) || (choices && !choices.includes(value)),
      )
      expect(wrong.slice(0, 5), name).toEqual([])
    }
  })
})

describe('the SIRENs', () => {
  test('have good keys, all of them', () => {
    const sirens = lines.flatMap(({ siren, epci, anciensSirens }) =>
      [siren, epci, ...list(anciensSirens)].filter((one) => one),
    )
    expect(sirens.length).toBeGreaterThan(70_000)
    expect(sirens.filter((siren) => !hasGoodKey(siren ?? '')).slice(0, 5)).toEqual([])
    expect(hasGoodKey('210600046')).toBe(false)
  })

  test('name one commune each; those of overseas collectivités have none', () => {
    const sirens = communeLines.flatMap(({ siren }) => siren || [])
    expect(new Set(sirens).size).toBe(sirens.length)
    expect(sirens).toHaveLength(34_875)
    const without = communeLines.filter(({ siren }) => siren === '')
    expect(without).toHaveLength(94)
    expect(without.filter(({ code }) => !/^9(75|77|78|84|86|87|88|89)/.test(code ?? ''))).toEqual(
      [],
    )
  })

  test('name several territories only where one body has the powers of several', () => {
    const shared = Object.groupBy(
      lines.filter(({ siren }) => siren !== ''),
      ({ siren = '' }) => siren,
    )
    const several = Object.values(shared)
      .map((some = []) => some.map(({ type, code }) => `${type} ${code}`))
      .filter(({ length }) => length > 1)
    expect(several.toSorted()).toEqual([
      ['commune 75056', 'departement 75'],
      ['departement 2A', 'departement 2B', 'region 94'],
      ['departement 67', 'departement 68'],
      ['departement 972', 'region 02'],
      ['departement 973', 'region 03'],
      ['departement 976', 'region 06'],
    ])
  })

  test('of former communes lead to one commune that exists, and none still names one', () => {
    const former = parse(readFileSync(join(REFERENCE, 'formerSirens.csv'), 'utf8'))
    const said = communeLines.flatMap(({ code, anciensSirens }) =>
      list(anciensSirens).map((siren) => ({ siren, code })),
    )
    expect(said.toSorted((a, b) => (a.siren < b.siren ? -1 : 1))).toEqual(former)
    expect(new Set(former.map(({ siren }) => siren)).size).toBe(182)
    const present = new Set(lines.map(({ siren }) => siren))
    expect(former.filter(({ siren }) => present.has(siren))).toEqual([])
    // Pierrefitte-sur-Seine and Saint-Denis, one commune since 2025.
    expect(lineOf('commune', '93066')).toMatchObject({
      siren: '929939411',
      anciensSirens: '219300597;219300662',
    })
    // Saline was split between two communes: its SIREN leads to neither.
    expect(said.map(({ siren }) => siren)).not.toContain('200065043')
  })

  testShared('of départements and régions are those of the reference, line by line', async () => {
    const path = join(sharedFolder ?? '', 'reference/departements-regions.csv')
    const columns = ['type', 'code', 'siren', 'nom', 'region'] as const
    const said = [...ofType('departement'), ...ofType('region')].map((line) =>
      columns.map((name) => (name === 'region' && line['type'] === 'region' ? '' : line[name])),
    )
    const expected = parse(readFileSync(path, 'utf8'))
    const order = ([type, code]: readonly (string | undefined)[]) => `${type} ${code}`
    expect(said).toEqual(
      expected
        .map((line) => columns.map((name) => line[name]))
        .toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    )
  })
})
