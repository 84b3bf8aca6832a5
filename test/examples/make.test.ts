import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesOf } from '../../examples/make.ts'
import { KINDS } from '../../src/datasets/index.ts'
import {
  bytesOf,
  EXAMPLES,
  isUtf8,
  keyOf,
  type Line,
  linesOf,
  readHistory,
  step,
} from './published.ts'

const { notice, datasets } = readHistory()
const lines = (prefix: string) => linesOf(version(prefix))

function version(prefix: string) {
  const found = datasets
    .flatMap(({ versions }) => versions)
    .find(({ file }) => file === path(prefix))
  if (found === undefined) throw new Error(`no version ${prefix}`)
  return found
}

function path(prefix: string): string {
  const extension = prefix.startsWith('pontgrisou-marches')
    ? 'xml'
    : prefix.includes('-marches-')
      ? 'json'
      : 'csv'
  return `files/${prefix}.${extension}`
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function where(found: readonly Line[], cells: Line): readonly Line[] {
  return found.filter((line) =>
    Object.entries(cells).every(([name, value]) => line[name] === value),
  )
}

describe('the files of the demonstration', () => {
  test('are what the script makes, byte for byte, and nothing else', () => {
    const made = filesOf()
    for (const [file, bytes] of made) {
      expect(bytes.equals(readFileSync(join(EXAMPLES, file))), file).toBe(true)
    }
    const present = readdirSync(join(EXAMPLES, 'files')).map((name) => `files/${name}`)
    expect([...present, 'history.json'].toSorted()).toEqual([...made.keys()].toSorted())
  })

  test('are small', () => {
    const sizes = [...filesOf().values()].map(({ length }) => length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000)
  })

  test('are the ones of the manifest, which says that they are invented', () => {
    const named = datasets.flatMap(({ versions }) => versions.map(({ file }) => file))
    const schema = 'files/trois-brumes-composteurs-schema.json'
    expect([...named, schema, 'history.json'].toSorted()).toEqual([...filesOf().keys()].toSorted())
    expect(notice).toMatch(/^Données inventées/)
  })

  test('are published one after the other, in the past, after what they tell', () => {
    for (const { versions } of datasets) {
      const instants = versions.map(({ publishedAt }) => Date.parse(publishedAt))
      expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b))
      for (const each of versions) {
        expect(each.publishedAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+]0[12]:00$/)
        expect(each.publishedAt < '2026-10').toBe(true)
        const days = linesOf(each).flatMap((line) =>
          // A payment is planned.
          line['datesPeriodeVersement'] === undefined
            ? [...Object.values(line).filter(isDay), ...(line['ANNEE'] ? [line['ANNEE']] : [])]
            : [line['dateConvention'] ?? ''],
        )
        const iso = days.map((day) => day.split('/').toReversed().join('-'))
        expect(iso.filter((day) => day === '' || day > each.publishedAt)).toEqual([])
      }
    }
  })
})

describe('the versions', () => {
  test('of every kind are two at least', () => {
    const counts = KINDS.map(({ name }) => {
      const most = datasets
        .filter(({ kind }) => kind === name)
        .map(({ versions }) => versions.length)
      return [name, Math.max(0, ...most) >= 2]
    })
    expect(counts).toEqual(KINDS.map(({ name }) => [name, true]))
  })

  // [rows of the file, records after it, added, removed, changed]
  test.each([
    [
      'val-de-brume-subventions',
      [107, 107, 107, 0, 0],
      [177, 177, 70, 0, 0],
      [174, 174, 0, 3, 6],
      [9, 182, 8, 0, 1],
      [182, 182, 0, 0, 1],
    ],
    [
      'aubrelune-subventions',
      [48, 48, 48, 0, 0],
      [47, 47, 0, 1, 1],
      [58, 58, 11, 0, 2],
      [60, 60, 4, 2, 1],
    ],
    ['aubrelune-prenoms', [189, 189, 189, 0, 0], [218, 218, 81, 52, 1], [240, 240, 85, 63, 1]],
    ['pontgrisou-prenoms', [51, 51, 51, 0, 0], [66, 66, 15, 0, 1], [80, 80, 15, 1, 0]],
    [
      'val-de-brume-marches',
      [9, 9, 9, 0, 0],
      [12, 12, 3, 0, 1],
      [13, 13, 2, 1, 1],
      [16, 16, 3, 0, 2],
    ],
    ['trois-brumes-marches', [6, 6, 6, 0, 0], [8, 7, 1, 0, 1]],
    ['pontgrisou-marches', [1, 1, 1, 0, 0]],
    ['aubrelune-deliberations', [18, 18, 18, 0, 0], [26, 26, 8, 0, 1], [35, 35, 9, 0, 1]],
    // The last format has no interoperability key: every address loses its own.
    ['pontgrisou-adresses', [29, 29, 29, 0, 0], [29, 29, 0, 0, 5], [29, 29, 1, 1, 28]],
    ['trois-brumes-equipements', [12, 12, 12, 0, 0], [13, 13, 1, 0, 1]],
    ['trois-brumes-composteurs', [10, 10, 10, 0, 0], [12, 12, 2, 0, 1], [11, 11, 0, 1, 2]],
    ['collectivites', [8, 8, 8, 0, 0], [7, 7, 0, 1, 7], [7, 7, 0, 0, 7]],
  ])('of %s add, remove and change what they promise', (prefix, ...promised) => {
    let before: readonly Line[] = []
    const counts = promised.map((_, i) => {
      const { rows, added, removed, changed, after } = step(before, version(`${prefix}-${i + 1}`))
      before = after
      return [rows, after.length, added, removed, changed]
    })
    expect(counts).toEqual(promised)
  })

  test('have no two lines of one key but the intended ones', () => {
    const twice = datasets.flatMap(({ versions }) =>
      versions.flatMap((each) => {
        const keys = linesOf(each).map(keyOf)
        return new Set(keys).size < keys.length
          ? [[each.file, keys.length - new Set(keys).size]]
          : []
      }),
    )
    expect(twice).toEqual([
      [path('aubrelune-subventions-1'), 1],
      [path('aubrelune-prenoms-2'), 1],
      [path('trois-brumes-marches-2'), 1],
    ])
  })

  test('lose less than 30 % of their lines, so that none is held', () => {
    for (const { versions } of datasets) {
      let before: readonly Line[] = []
      for (const each of versions) {
        const { removed, after } = step(before, each)
        expect(removed).toBeLessThan(Math.max(1, before.length * 0.3))
        before = after
      }
    }
  })
})

describe('the département', () => {
  test('publishes for the four bodies, and never what the town publishes itself', () => {
    const last = lines('val-de-brume-subventions-5')
    expect(new Set(last.map((line) => line['nomAttribuant'])).size).toBe(4)
    const own = new Set(
      lines('aubrelune-subventions-4').map((line) => line['dateConvention']?.slice(6)),
    )
    const town = last.filter((line) => line['nomAttribuant'] === "Commune d'Aubrelune")
    const both = town.filter((line) => own.has(line['dateConvention']?.slice(0, 4)))
    expect([town.length > 0, both]).toEqual([true, []])
  })

  test('corrects a grant of 45 000 € to 4 500 €, a name, and withdraws a grant to a brewery', () => {
    const [before, after] = [
      lines('val-de-brume-subventions-2'),
      lines('val-de-brume-subventions-3'),
    ]
    const tour = { objet: 'Tournée départementale "La Nuit des lanternes", saison 2023' }
    const amounts = [before, after].map((each) => where(each, tour).map((line) => line['montant']))
    expect(amounts).toEqual([['45000'], ['4500']])
    const typo = { nomBeneficiaire: "Harmonie municpale d'Aubrelune" }
    expect([before, after].map((each) => where(each, typo).length)).toEqual([1, 0])
    const line = { objet: "Acquisition d'une chaîne d'embouteillage", montant: '18500' }
    expect([before, after].map((each) => where(each, line).length)).toEqual([1, 0])
  })

  test('sends its lines in another order the last time', () => {
    const names = lines('val-de-brume-subventions-5').map((line) => line['nomBeneficiaire'] ?? '')
    expect(names).toEqual(names.toSorted())
    const earlier = lines('val-de-brume-subventions-3').map((line) => line['nomBeneficiaire'] ?? '')
    expect(earlier).not.toEqual(earlier.toSorted())
  })

  test('and the others give to the same associations over the years', () => {
    const grants = where(lines('val-de-brume-subventions-5'), {
      nomBeneficiaire: 'Entraide alimentaire de la Vasme',
    })
    expect(new Set(grants.map((line) => line['idAttribuant'])).size).toBe(4)
    expect(new Set(grants.map((line) => line['dateConvention']?.slice(0, 4))).size).toBe(4)
  })
})

describe('the town', () => {
  test('saves its grants from a French spreadsheet', () => {
    const bytes = bytesOf(version('aubrelune-subventions-1'))
    expect([isUtf8(bytes), bytes.includes(0x80)]).toEqual([false, false])
    const [first] = lines('aubrelune-subventions-1')
    expect(first).toMatchObject({ dateConvention: '08/02/2024', montant: '3 800,00' })
  })

  test('has two identical lines, then one', () => {
    const cells = { objet: 'Fourniture de composteurs de quartier' }
    const [first, again] = where(lines('aubrelune-subventions-1'), cells)
    expect(again).toEqual(first)
    expect(where(lines('aubrelune-subventions-2'), cells)).toEqual([first])
  })

  test('has one unreadable amount, readable in the next file', () => {
    const unreadable = { montant: 'à préciser' }
    expect(where(lines('aubrelune-subventions-1'), unreadable)).toHaveLength(1)
    expect(where(lines('aubrelune-subventions-2'), unreadable)).toHaveLength(0)
  })

  test('names one beneficiary by its RNA number only, and one by nothing but its name', () => {
    const unnumbered = where(lines('aubrelune-subventions-1'), { idBeneficiaire: '' })
    expect(unnumbered.map((line) => line['rnaBeneficiaire'] !== '')).toEqual([true, false])
  })

  test('writes some choices with a capital', () => {
    const natures = lines('aubrelune-subventions-1').map((line) => line['nature'] ?? '')
    expect(natures.filter((nature) => nature.startsWith('Aide')).length).toBe(11)
  })

  test('slides a window of three years over its first names', () => {
    const windows = [1, 2, 3].map((number) => [
      ...new Set(lines(`aubrelune-prenoms-${number}`).map((line) => line['ANNEE'])),
    ])
    expect(windows).toEqual([
      ['2018', '2019', '2020'],
      ['2019', '2020', '2021'],
      ['2020', '2021', '2022'],
    ])
  })

  test('counts a late declaration, and one first name on two lines for a year', () => {
    const count = (number: number, cells: Line) =>
      where(lines(`aubrelune-prenoms-${number}`), cells).map((line) => line['NOMBRE_OCCURRENCES'])
    const malo = { ENFANT_PRENOM: 'Malo', ANNEE: '2020' }
    expect([1, 2, 3].map((number) => count(number, malo))).toEqual([['1'], ['2'], ['2']])
    const zoe = { ENFANT_PRENOM: 'Zoé', ANNEE: '2021' }
    expect([2, 3].map((number) => count(number, zoe))).toEqual([['1', '2'], ['2']])
  })
})

test('the village writes UTF-8 with a byte order mark and semicolons', () => {
  const text = bytesOf(version('pontgrisou-prenoms-1')).toString('utf8')
  expect(text.startsWith('\uFEFFCOMMUNE_NOM;COLL_INSEE;')).toBe(true)
})
