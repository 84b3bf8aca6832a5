import { describe, expect, test } from 'vitest'
import { adresses } from '../../../src/datasets/adresses.ts'
import { equipements } from '../../../src/datasets/equipements.ts'
import { type Column, columnsAt, type Kind } from '../../../src/datasets/index.ts'
import { marches } from '../../../src/datasets/marches.ts'
import { subventions } from '../../../src/datasets/subventions.ts'
import { readCell } from '../../../src/ingest/harmonise/readCell.ts'
import type { RawCell } from '../../../src/ingest/rawCells.ts'

function read(kind: Kind, name: string, raw: RawCell | undefined, column = kind.columns[name]) {
  if (column === undefined) throw new Error(name)
  const { value, problems, repairs } = readCell(kind, name, column satisfies Column, raw)
  return [
    value,
    problems.map(({ code, column }) => [code, column]),
    repairs.map(({ rule, after }) => [rule, after]),
  ]
}

describe('a list', () => {
  test.each([
    ['350047000AS0562|350047000AS0671', ['350047000AS0562', '350047000AS0671']],
    [' 350047000AS0671 |350047000AS0562||350047000AS0671', ['350047000AS0562', '350047000AS0671']],
    ['350047000AS0562', ['350047000AS0562']],
  ])('in a table, « %s » is a set without order', (text, value) => {
    expect(read(adresses, 'cadParcelles', text)).toEqual([value, [], []])
  })

  test('of choices writes each as the model does, and tells those that it does not have', () => {
    expect(read(marches, 'techniques', ['concours', 'Troc', 'Accord-cadre'])).toEqual([
      ['Accord-cadre', 'Concours', 'Troc'],
      [['hors_liste', 'techniques']],
      [['casse', 'Concours']],
    ])
  })

  test('tells the items that have not the form of its column, and keeps them', () => {
    expect(read(adresses, 'cadParcelles', '350047000AS0562|35047AS562')).toEqual([
      ['350047000AS0562', '35047AS562'],
      [['format_invalide', 'cadParcelles']],
      [],
    ])
  })

  test('loses an item that no list can hold, and says so', () => {
    const long = '9'.repeat(101)
    expect(read(adresses, 'cadParcelles', `350047000AS0562|${long}|B\0`)).toEqual([
      ['350047000AS0562'],
      [
        ['code_illisible', 'cadParcelles'],
        ['caractere_invalide', 'cadParcelles'],
      ],
      [],
    ])
    expect(read(marches, 'techniques', ['\ud800'])).toEqual([
      undefined,
      [['caractere_invalide', 'techniques']],
      [],
    ])
  })

  test('keeps the items that have not its form, and tells of each', () => {
    expect(read(adresses, 'cadParcelles', '350047000AS0562|AS0671|AS672')).toEqual([
      ['350047000AS0562', 'AS0671', 'AS672'],
      [
        ['format_invalide', 'cadParcelles'],
        ['format_invalide', 'cadParcelles'],
      ],
      [],
    ])
  })

  test('is as long as the cell that writes it', () => {
    expect(read(equipements, 'erpType', 'W;L;R;N;X')).toEqual([['L', 'N', 'R', 'W', 'X'], [], []])
    expect(read(equipements, 'erpType', 'W;L;R;N;X;Y')[1]).toEqual([['trop_long', 'erpType']])
  })

  test('that is empty is no value', () => {
    for (const empty of ['', ' | ', undefined]) {
      expect(read(adresses, 'cadParcelles', empty)).toEqual([undefined, [], []])
    }
  })
})

describe('objects', () => {
  const name = 'modifications'

  test('have their cells read as their columns, with the paths of their problems', () => {
    const raw = [{ idModification: '1', montant: '10.50', dureeMois: 'un an' }, { montant: '' }]
    const column = { ...marches.columns.modifications, required: false }
    const [value, problems] = read(marches, name, raw, column)
    expect(value).toEqual([{ idModification: 1, montant: '10.5' }])
    expect(problems).toContainEqual(['entier_illisible', 'modifications.dureeMois'])
  })

  test.each(['[]', '', undefined, '[{}]'])('written %s are no value', (raw) => {
    expect(read(marches, name, raw)[0]).toBeUndefined()
  })

  test('may be JSON in a cell, their numbers exact', () => {
    const json = '[{"id":1,"montant":12345678901234567890.10}]'
    expect(read(marches, name, json)[0]).toEqual([
      { idModification: 1, montant: '12345678901234567890.1' },
    ])
  })

  test('without a name of their own are told', () => {
    expect(read(marches, 'titulaires', ['Toits de la Vasme'])).toEqual([
      undefined,
      [['objets_illisibles', 'titulaires']],
      [],
    ])
  })

  test('deeper than any real document are told', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}{}${']'.repeat(levels)}`
    expect(read(marches, name, nested(90))).toEqual([undefined, [], []])
    expect(read(marches, name, nested(100))[1]).toEqual([['objets_illisibles', name]])
    expect(read(marches, name, nested(50_000))[1]).toEqual([['objets_illisibles', name]])
  })

  test('without any cell that can be read still tell those', () => {
    expect(read(marches, name, [{ dureeMois: 'un an' }, { montant: '' }])).toEqual([
      undefined,
      [['entier_illisible', 'modifications.dureeMois']],
      [],
    ])
  })

  test.each(['à venir', '{"a":', '12'])('written « %s » are told', (raw) => {
    expect(read(marches, name, raw)).toEqual([undefined, [['objets_illisibles', name]], []])
  })
})

describe('one value', () => {
  test('given several times is told, and left empty', () => {
    expect(read(marches, 'objet', ['a', 'b'])).toEqual([
      undefined,
      [['valeurs_multiples', 'objet']],
      [],
    ])
    expect(read(marches, 'objet', ['a'])).toEqual(['a', [], []])
  })

  test('of a document may be a boolean, which is no repair', () => {
    expect(read(marches, 'marcheInnovant', false)).toEqual([false, [], []])
    expect(read(marches, 'marcheInnovant', 'false')).toEqual([false, [], [['booleen', 'false']]])
  })

  test('of a standard with its own words is no repair in them', () => {
    expect(read(adresses, 'certificationCommune', '1')).toEqual([true, [], []])
    expect(read(adresses, 'certificationCommune', 'oui')).toEqual([true, [], [['booleen', 'true']]])
  })

  test.each([
    ['-1.7454643349932766', '-1.7454643', true],
    ['48.02828205', '48.0282821', true],
    ['-0.00000004', '0', true],
    ['-9.99999995', '-10', true],
    ['1.58834', '1.58834', false],
    ['48,8', '48.8', false],
  ])('of coordinates, %s is %s, seven decimals at most', (text, value, isRounded) => {
    const [found, , repairs] = read(adresses, 'long', text)
    expect(found).toBe(value)
    expect(JSON.stringify(repairs).includes('arrondi')).toBe(isRounded)
  })
})

describe('a text that earlier programs damaged', () => {
  test('is put right when all of it was read in the wrong encoding, whatever its column', () => {
    const { nomBeneficiaire, nature } = subventions.columns
    const read = (column: Column, raw: string) => readCell(subventions, 'c', column, raw)
    expect(read(nomBeneficiaire, 'ComitÃ© des fÃªtes ')).toEqual({
      value: 'Comité des fêtes',
      problems: [],
      repairs: ['mojibake', 'espaces'].map((rule) => ({
        rule,
        column: 'c',
        before: 'ComitÃ© des fÃªtes ',
        after: 'Comité des fêtes',
      })),
    })
    const { value, repairs } = read(nature, 'en numÃ©raire')
    expect(value).toBe('aide en numéraire')
    expect(repairs.map(({ rule }) => rule)).toEqual(['mojibake', 'synonyme'])
  })

  test('is kept when characters are lost, which is told beside what follows from it', () => {
    expect(read(subventions, 'nature', 'aide en num\ufffdraire')).toEqual([
      'aide en num\ufffdraire',
      [
        ['caractere_perdu', 'nature'],
        ['hors_liste', 'nature'],
      ],
      [],
    ])
    expect(read(subventions, 'montant', '12 \ufffd')[1]).toEqual([['nombre_illisible', 'montant']])
  })

  test('keeps its kinds of spaces, which are changes when a publisher changes them', () => {
    for (const text of ['04\u202f77\u00a049', '04 77 49']) {
      expect(read(subventions, 'objet', text)).toEqual([text, [], []])
    }
  })
})

test('a question that is not asked is no value, and is not missing', () => {
  expect(read(subventions, 'notificationUE', 'Sans objet')).toEqual([
    undefined,
    [],
    [['sans_objet', '']],
  ])
  expect(read(subventions, 'notificationUE', '')[1]).toEqual([
    ['valeur_manquante', 'notificationUE'],
  ])
})

describe('the version of a model', () => {
  test('asks what it asks, and nothing of a column that it does not have', () => {
    const of = (version: string, name: string) => {
      const schema = marches.schemas.find((one) => one.version === version)
      return schema && columnsAt(marches, schema, 'Marché')[name]
    }
    const long = 'x'.repeat(300)
    expect(read(marches, 'objet', long, of('1.5.0', 'objet'))[1]).toEqual([['trop_long', 'objet']])
    expect(read(marches, 'objet', long, of('2.0.4', 'objet'))[1]).toEqual([])
    // 1.x has a uid of a given form, and 2.x none at all.
    expect(read(marches, 'uid', 'court', of('1.5.0', 'uid'))[1]).toEqual([
      ['format_invalide', 'uid'],
    ])
    expect(read(marches, 'uid', 'court', of('2.0.4', 'uid'))[1]).toEqual([])
  })
})
