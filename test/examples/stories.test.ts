import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTableSchema } from '../../src/datasets/index.ts'
import { EXAMPLES, type Line, onlineAt, readHistory } from './published.ts'
import { readLines } from './readLines.ts'

const file = (name: string) => readLines(`files/${name}`)

function one(lines: readonly Line[], cells: Line): Line {
  const [found, ...others] = lines.filter((line) =>
    Object.entries(cells).every(([name, value]) => line[name] === value),
  )
  if (found === undefined || others.length > 0) throw new Error(`not one ${JSON.stringify(cells)}`)
  return found
}

const SIRET_OF_A_GRANT = 'idBeneficiaire'
const SIRETS_OF_CONTRACTS = /^titulaires\.\d+\.(titulaire\.)?id$/

describe('contracts', () => {
  const publications = [1, 2, 3, 4].map((number) => file(`val-de-brume-marches-${number}.json`))

  test('correct an amount with a zero too many', () => {
    const amounts = publications.map((lines) => one(lines, { id: '2024-CD-0011' })['montant'])
    expect(amounts).toEqual(['4500000', '4500000', '450000', '450000'])
  })

  test('forget one and tell it again as it was', () => {
    const told = publications.map((lines) => lines.find((line) => line['id'] === '2023-CD-0044'))
    expect(told.map((line) => line !== undefined)).toEqual([true, true, false, true])
    expect(told[3]).toEqual(told[0])
  })

  test('modify one, and modify it again', () => {
    const counts = publications.map((lines) => {
      const names = Object.keys(one(lines, { id: '2023-CD-0031' }))
      return names.filter((name) => /^modifications\.\d+\.modification\.id$/.test(name)).length
    })
    expect(counts).toEqual([0, 1, 1, 2])
  })

  test('have a concession among them', () => {
    const kinds = publications.map(
      (lines) => lines.filter((line) => line['concessionnaires.0.concessionnaire.id']).length,
    )
    expect(kinds).toEqual([1, 1, 1, 1])
  })

  test('tell one twice in a file, and one as two with an identifier of the same stem', () => {
    const lines = file('trois-brumes-marches-2.json')
    const twice = lines.filter((line) => line['id'] === '2024CC3B0300')
    expect(twice.map((line) => [line['datePublicationDonnees'], line['montant']])).toEqual([
      ['2024-12-09', '398000'],
      ['2025-01-27', '389000'],
    ])
    const stem = lines.filter((line) => line['id']?.startsWith('2023CC3B01'))
    expect(stem.map((line) => line['id'])).toEqual(['2023CC3B0100', '2023CC3B0101'])
    expect(new Set(stem.map((line) => line['objet'])).size).toBe(1)
  })

  test('are won by those who receive grants', () => {
    const grants = ['299900019', '299900035'].flatMap((siren) =>
      onlineAt(`${siren}/subventions`, '2026-06-01'),
    )
    const helped = new Set(grants.map((line) => line[SIRET_OF_A_GRANT]))
    const contracts = ['299900019', '299900027', '299900043'].flatMap((siren) =>
      onlineAt(`${siren}/marches`, '2026-06-01'),
    )
    const holders = contracts.flatMap((line) =>
      Object.entries(line).flatMap(([name, value]) =>
        SIRETS_OF_CONTRACTS.test(name) ? [value] : [],
      ),
    )
    expect(holders.length).toBeGreaterThan(20)
    const both = new Set(holders.filter((siret) => helped.has(siret)))
    expect(both.size).toBeGreaterThanOrEqual(3)
    expect(both).toContain('29990104100028')
  })
})

describe('deliberations', () => {
  test('correct the count of a vote that did not add up', () => {
    const votes = [1, 2].map((number) => {
      const line = one(file(`aubrelune-deliberations-${number}.csv`), {
        DELIB_ID: 'CM-2024-04-008',
      })
      return ['VOTE_REEL', 'VOTE_POUR', 'VOTE_CONTRE', 'VOTE_ABSTENTION'].map((name) =>
        Number(line[name]),
      )
    })
    expect(votes).toEqual([
      [33, 23, 12, 0],
      [33, 23, 10, 0],
    ])
  })

  test('complete an object that was cut', () => {
    const objects = [2, 3].map(
      (number) =>
        one(file(`aubrelune-deliberations-${number}.csv`), { DELIB_ID: 'CM-2024-02-005' })[
          'DELIB_OBJET'
        ],
    )
    expect(objects).toEqual([
      'Convention avec la',
      'Convention avec la Compagnie des Lanternes sourdes pour une résidence de création',
    ])
  })

  test('are those that the grants of the town refer to, on the days of their meetings', () => {
    const known = new Map(
      file('aubrelune-deliberations-3.csv').map((line) => [line['DELIB_ID'], line['DELIB_DATE']]),
    )
    const days = new Set(known.values())
    const grants = file('aubrelune-subventions-4.csv').map((line) => ({
      day: line['dateConvention']?.split('/').toReversed().join('-'),
      reference: line['referenceDecision'],
    }))
    const voted = grants.filter(({ day }) => days.has(day))
    expect(voted.length).toBeGreaterThan(40)
    expect(voted.filter(({ day, reference }) => known.get(reference) !== day)).toEqual([])
  })
})

describe('addresses', () => {
  const versions = [1, 2, 3].map((number) => file(`pontgrisou-adresses-${number}.csv`))
  const idsOf = (lines: readonly Line[], toponyme: string) =>
    lines.filter((line) => line['toponyme'] === toponyme).map((line) => line['id_ban_adresse'])

  test('rename a street, whose identifiers stay', () => {
    const [first = [], second = []] = versions
    expect(idsOf(first, 'Rue du Puits')).toHaveLength(5)
    expect(idsOf(second, 'Rue des Lanternes')).toEqual(idsOf(first, 'Rue du Puits'))
    expect(idsOf(second, 'Rue du Puits')).toEqual([])
  })

  test('move one, and have one hamlet without numbers and one address with two positions', () => {
    const at = versions.map(
      (lines) => one(lines, { toponyme: 'Chemin du Moulin', numero: '6' })['long'],
    )
    expect([at[0] === at[1], at[1] === at[2]]).toEqual([true, false])
    for (const lines of versions) {
      expect(lines.filter((line) => line['numero'] === '99999')).toHaveLength(1)
      const positions = lines.filter(
        (line) => line['toponyme'] === 'Place du Lavoir' && line['numero'] === '1',
      )
      expect(positions.map((line) => line['position']).toSorted()).toEqual([
        'délivrance postale',
        'entrée',
      ])
      expect(new Set(positions.map((line) => line['id_ban_adresse'])).size).toBe(1)
    }
  })

  test('lie at sea, in degrees and in metres', () => {
    for (const { long, lat, x, y } of versions.flat()) {
      expect([
        Number(long) > 4.4,
        Number(long) < 4.6,
        Number(lat) > 41.9,
        Number(lat) < 42.1,
      ]).toEqual([true, true, true, true])
      const metres = lambert93(Number(long), Number(lat))
      expect(Math.hypot(metres.x - Number(x), metres.y - Number(y))).toBeLessThan(0.3)
    }
  })
})

test('facilities change hours and gain a car-pooling area', () => {
  const [first, second] = [1, 2].map((number) => file(`trois-brumes-equipements-${number}.csv`))
  const hours = [first, second].map(
    (lines = []) => one(lines, { EQUIP_TYPE: 'Piscine' })['EQUIP_OUVERTURE'],
  )
  expect(hours).toEqual(['Tu-Su 10:00-19:00', 'Tu-Fr 07:30-19:00; Sa-Su 10:00-19:00'])
  const types = second?.map((line) => line['EQUIP_TYPE'])
  expect([first?.length, types?.length, types?.at(-1)]).toEqual([12, 13, 'Aire de covoiturage'])
})

test('composters come with a Table Schema that uses each of its means', () => {
  const text = readFileSync(join(EXAMPLES, 'files/trois-brumes-composteurs-schema.json'), 'utf8')
  const schema = JSON.parse(text)
  expect(readTableSchema(schema)).toMatchObject({ primaryKey: ['id'], missingValues: ['', 'NC'] })
  const [dataset] = readHistory().datasets.filter(({ kind }) => kind === 'libre')
  expect(dataset?.tableSchema).toEqual(schema)
  const fields: { type: string; constraints?: { enum?: unknown } }[] = schema.fields
  expect([...new Set(fields.map(({ type }) => type))].toSorted()).toEqual([
    'boolean',
    'date',
    'integer',
    'number',
    'string',
    'year',
  ])
  expect(fields.filter(({ constraints }) => constraints?.enum)).toHaveLength(2)
  expect(Object.keys(file('trois-brumes-composteurs-1.csv')[0] ?? {})).toEqual(
    schema.fields.map(({ name }: { name: string }) => name),
  )
})

test('the reference merges a commune, whose codes lead to another', () => {
  const [first = [], second = []] = [1, 2].map((number) => file(`collectivites-${number}.csv`))
  const merged = one(first, { nom: 'Combe-Sourde' })
  expect(second.map((line) => line['nom'])).not.toContain('Combe-Sourde')
  expect(one(second, { nom: 'Aubrelune' })).toMatchObject({
    anciensCodes: merged['code'],
    anciensSirens: merged['siren'],
  })
})

/** The projection, as the IGN gives it (NTG 71). */
function lambert93(long: number, lat: number): { readonly x: number; readonly y: number } {
  const [e, n, c] = [0.081_819_191_06, 0.725_607_765, 11_754_255.426]
  const phi = (lat * Math.PI) / 180
  const eSin = e * Math.sin(phi)
  const l = Math.log(Math.tan(Math.PI / 4 + phi / 2) * ((1 - eSin) / (1 + eSin)) ** (e / 2))
  const gamma = (n * (long - 3) * Math.PI) / 180
  const r = c * Math.exp(-n * l)
  return { x: 700_000 + r * Math.sin(gamma), y: 12_655_612.05 - r * Math.cos(gamma) }
}
