import { describe, expect, test } from 'vitest'
import { adresses } from '../../../src/datasets/adresses.ts'
import { prenoms } from '../../../src/datasets/prenoms.ts'
import { harmoniser } from '../../../src/ingest/harmonise/harmoniseRow.ts'
import { cellsOfTable } from '../../../src/ingest/rawCells.ts'
import { columnsFound } from '../../../src/ingest/recognise.ts'

const columns = ['collInsee', undefined, 'enfantPrenom', 'nombreOccurrences', 'annee'] as const
const targets = columns.map((path) => path && ({ path, rule: 'exact', places: [] } as const))
const [, schema] = prenoms.schemas

const named = targets.map((target) => target || undefined)

function harmonise(...raw: readonly string[]) {
  const present = new Set(columns.filter((name) => name !== undefined))
  const read = harmoniser({ kind: prenoms, schema, targets: named, present }, () => {})
  return read(7, cellsOfTable(named, raw))
}

describe('harmoniseRow', () => {
  test('reads each cell as its column and leaves out what has no column', () => {
    const row = harmonise('99901', 'ignoré', 'Zoé', '2', '2020')
    expect(row).toMatchObject({
      line: 7,
      cells: { collInsee: '99901', enfantPrenom: 'Zoé', nombreOccurrences: 2, annee: 2020 },
      keys: [['99901', 2020, null, 'Zoé']],
      problems: [],
      repairs: [],
    })
  })

  test('makes of an empty cell no value, which is a problem only where one is required', () => {
    const { cells, problems } = harmonise('99901', '', 'Zoé', ' ', '2020')
    expect(Object.keys(cells)).toEqual(['collInsee', 'enfantPrenom', 'annee'])
    expect(problems).toEqual([
      { code: 'valeur_manquante', column: 'nombreOccurrences', line: 7, value: ' ' },
    ])
  })

  test('makes of what cannot be read no value, and never zero', () => {
    const { cells, problems } = harmonise('99901', '', 'Zoé', 'deux', '2020')
    expect(cells['nombreOccurrences']).toBeUndefined()
    expect(problems).toEqual([
      { code: 'entier_illisible', column: 'nombreOccurrences', line: 7, value: 'deux' },
    ])
  })

  test('says which texts it trimmed and which accents it composed', () => {
    const { cells, repairs } = harmonise(' 99901', '', 'Zoe\u0301', ' 2 ', '2020')
    expect(cells).toMatchObject({
      collInsee: '99901',
      enfantPrenom: 'Zo\u00e9',
      nombreOccurrences: 2,
    })
    expect(repairs).toEqual([
      { rule: 'espaces', column: 'collInsee', line: 7, before: ' 99901', after: '99901' },
      { rule: 'unicode', column: 'enfantPrenom', line: 7, before: 'Zoe\u0301', after: 'Zo\u00e9' },
    ])
  })

  test('keeps a value that the model does not expect, with its problem', () => {
    const { cells, problems } = harmonise('99901', '', 'zoé', '0', '2020')
    expect(cells).toMatchObject({ enfantPrenom: 'zoé', nombreOccurrences: 0 })
    expect(problems.map(({ code, column }) => [code, column])).toEqual([
      ['format_invalide', 'enfantPrenom'],
      ['trop_petit', 'nombreOccurrences'],
    ])
  })

  test('empties a cell with a character that cannot be kept', () => {
    const { cells, problems } = harmonise('99901', '', 'Zo\0é', '2', '2020')
    expect(cells['enfantPrenom']).toBeUndefined()
    expect(problems.map(({ code }) => code)).toEqual(['caractere_invalide', 'ligne_sans_cle'])
  })

  test('says when only its content identifies a row', () => {
    const { keys, problems } = harmonise('99901', '', 'Zoé', '2', '')
    expect(keys).toEqual([undefined])
    expect(problems).toEqual([
      { code: 'valeur_manquante', column: 'annee', line: 7 },
      { code: 'ligne_sans_cle', line: 7 },
    ])
  })
})

const [bal = schema] = adresses.schemas.slice(-1)

describe('a point in metres alone', () => {
  const names = ['toponyme', 'numero', 'x', 'y', 'long', 'lat']

  function point(columns: readonly string[], ...raw: readonly string[]) {
    const targets = columns.map((path) => ({ path, rule: 'exact', places: [] }) as const)
    const present = new Set(columnsFound({ kind: adresses, targets }))
    const read = harmoniser({ kind: adresses, schema: bal, targets, present }, () => {})
    const { cells, problems, repairs } = read(2, cellsOfTable(targets, raw))
    return { cells, problems: problems.map(({ code, column }) => [code, column]), repairs }
  }

  test('gets its degrees, and is told', () => {
    const { cells, problems, repairs } = point(names, 'Rue', '1', '558987,26', '6853954.53', '', '')
    expect(cells).toMatchObject({ x: '558987.26', long: '1.081148', lat: '48.770269' })
    expect(problems).toEqual([])
    const before = '558987.26 6853954.53'
    expect(repairs).toEqual([
      { rule: 'nombre', column: 'x', line: 2, before: '558987,26', after: '558987.26' },
      { rule: 'lambert', column: 'long', line: 2, before, after: '1.081148' },
      { rule: 'lambert', column: 'lat', line: 2, before, after: '48.770269' },
    ])
  })

  test.each([
    ['has its longitude', ['558987.26', '6853954.53', '1.1', ''], ['lat']],
    ['has its latitude', ['558987.26', '6853954.53', '', '48.7'], ['long']],
    ['is overseas', ['340000', '7660000', '', ''], ['long', 'lat']],
    ['is a half of one', ['558987.26', '', '', ''], ['y', 'long', 'lat']],
  ])('stays without them when it %s', (_, raw, missing) => {
    const { problems, repairs } = point(names, 'Rue', '1', ...raw)
    expect(problems).toEqual(missing.map((name) => ['valeur_manquante', name]))
    expect(repairs).toEqual([])
  })

  test('gets them in a file that has no column of degrees, and none from half a point', () => {
    const raw = ['Rue', '1', '558987.26', '6853954.53']
    const { cells, problems } = point(['toponyme', 'numero', 'x', 'y'], ...raw)
    expect(cells).toMatchObject({ long: '1.081148', lat: '48.770269' })
    expect(problems).toEqual([])
    const half = point(['toponyme', 'numero', 'x'], ...raw)
    expect(Object.keys(half.cells)).toEqual(['toponyme', 'numero', 'x'])
  })
})
