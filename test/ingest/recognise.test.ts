import { describe, expect, test } from 'vitest'
import { KINDS } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'
import { recognise } from '../../src/ingest/recognise.ts'

const PRENOMS = 'COMMUNE_NOM COLL_INSEE ENFANT_SEXE ENFANT_PRENOM NOMBRE_OCCURRENCES ANNEE'.split(
  ' ',
)

// The header of scdl/subventions 2.0.2, and what 2.1.0 added to it.
const FOURTEEN = (
  'nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire objet montant ' +
  'nature conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention'
).split(' ')
const ADDED = ['rnaBeneficiaire', 'dispositifAide']

const CONTRACT = (
  'id acheteur.id objet montant dateNotification datePublicationDonnees nature codeCPV procedure ' +
  'dureeMois formePrix lieuExecution.code lieuExecution.typeCode'
).split(' ')

function recognised(header: readonly string[]) {
  const result = recognise(header, KINDS)
  if ('refused' in result) throw new Error(`${result.refused}: ${result.names.join()}`)
  const { kind, schema, columns } = result.recognition
  return { kind: kind.name, version: schema.version, columns }
}

describe('recognise', () => {
  test('maps each published name to our column', () => {
    expect(recognised(PRENOMS)).toEqual({
      kind: 'prenoms',
      version: '1.1.6',
      columns: [
        { source: 'COMMUNE_NOM', target: 'communeNom', rule: 'exact' },
        { source: 'COLL_INSEE', target: 'collInsee', rule: 'exact' },
        { source: 'ENFANT_SEXE', target: 'enfantSexe', rule: 'exact' },
        { source: 'ENFANT_PRENOM', target: 'enfantPrenom', rule: 'exact' },
        { source: 'NOMBRE_OCCURRENCES', target: 'nombreOccurrences', rule: 'exact' },
        { source: 'ANNEE', target: 'annee', rule: 'exact' },
      ],
    })
  })

  test('forgives case, accents and spaces around, and says so', () => {
    const header = PRENOMS.with(5, ' année').with(1, 'coll_insee').with(0, ' COMMUNE_NOM ')
    const { columns } = recognised(header)
    expect(columns.at(5)).toEqual({ source: ' année', target: 'annee', rule: 'casse' })
    expect(columns.at(1)).toEqual({ source: 'coll_insee', target: 'collInsee', rule: 'casse' })
    expect(columns.at(0)).toEqual({ source: ' COMMUNE_NOM ', target: 'communeNom', rule: 'exact' })
  })

  test('shows a name that cannot be held with a mark in place of what is lost', () => {
    const { columns } = recognised([...PRENOMS, 'a\0b\ud800'])
    expect(columns.at(-1)).toEqual({ source: 'a\ufffdb\ufffd', target: null, rule: 'ignoree' })
  })

  test.each([
    [['titulaires', 'titulaires/0/id']],
    [['titulaires/0/id', 'titulaires.0.id']],
    [['titulaires/0/id', 'titulaire_id']],
    [['modifications/0/titulaires/0/id', 'modifications']],
  ])('refuses %j, which give the same cells twice', (names) => {
    expect(recognise([...CONTRACT, ...names], [marches])).toMatchObject({
      refused: 'colonne_en_double',
    })
  })

  test('takes the objects of several places', () => {
    const header = [...CONTRACT, 'titulaires/0/id', 'titulaires/1/id']
    expect(recognise(header, [marches])).toHaveProperty('recognition')
  })

  test('leaves out what the model does not know, and guesses nothing', () => {
    const { columns } = recognised([...PRENOMS, 'OBSERVATIONS', 'ANNEES', ''])
    expect(columns.slice(6)).toEqual([
      { source: 'OBSERVATIONS', target: null, rule: 'ignoree' },
      { source: 'ANNEES', target: null, rule: 'ignoree' },
      { source: '', target: null, rule: 'ignoree' },
    ])
  })

  test.each([
    ['the newest of the versions that have these columns', FOURTEEN, '2.0.2'],
    ['the newest of all', [...FOURTEEN, ...ADDED], '2.1.1'],
    [
      'the newest where one of the two new columns is there',
      [...FOURTEEN, 'rnaBeneficiaire'],
      '2.1.1',
    ],
    ['the older where an old column is missing', FOURTEEN.slice(0, -1), '2.0.2'],
  ])('chooses %s', (_which, header, version) => {
    expect(recognised(header)).toMatchObject({ kind: 'subventions', version })
  })

  test('does not depend on the order of the columns', () => {
    const reversed = recognised([...FOURTEEN, ...ADDED].toReversed())
    expect(reversed).toMatchObject({ kind: 'subventions', version: '2.1.1' })
    expect(reversed.columns[0]?.target).toBe('dispositifAide')
  })

  test('refuses a header of no model, naming its columns', () => {
    expect(recognise(['a', '', 'montant'], KINDS)).toEqual({
      refused: 'modele_inconnu',
      names: ['a', 'montant'],
    })
  })

  test('refuses to choose between two models that fit as well', () => {
    const twin = { ...subventions, name: 'jumelle' }
    expect(recognise(FOURTEEN, [subventions, twin])).toEqual({
      refused: 'modele_ambigu',
      names: ['subventions', 'jumelle'],
    })
  })

  test('refuses two columns for one', () => {
    expect(recognise([...PRENOMS, 'Annee'], KINDS)).toEqual({
      refused: 'colonne_en_double',
      names: ['ANNEE : « ANNEE », « Annee »'],
    })
  })

  test('prefers the official name of a column to other names of it, and tells these', () => {
    const result = recognise([' coll_nom', ...PRENOMS, 'CODE_INSEE'], KINDS)
    expect(result).toMatchObject({
      recognition: {
        aside: [
          { source: 'coll_nom', path: 'communeNom' },
          { source: 'CODE_INSEE', path: 'collInsee' },
        ],
        columns: [
          { source: ' coll_nom', target: null, rule: 'ignoree' },
          ...PRENOMS.map((source) => ({ source, rule: 'exact' })),
          { source: 'CODE_INSEE', target: null, rule: 'ignoree' },
        ],
      },
    })
    const named = (...names: readonly string[]) => [...names, ...PRENOMS.slice(1)]
    expect(recognise(named('COLL_NOM'), KINDS)).toMatchObject({ recognition: { aside: [] } })
    expect(recognise(named('COLL_NOM', 'commune'), KINDS)).toMatchObject({
      refused: 'colonne_en_double',
      names: ['COMMUNE_NOM : « COLL_NOM », « commune »'],
    })
  })

  test('leaves both names of a column to the records of a document', () => {
    const result = recognise(['COLL_NOM', ...PRENOMS], KINDS, 'document')
    expect(result).toMatchObject({
      recognition: {
        aside: [],
        columns: [{ target: 'communeNom', rule: 'alias' }, {}, {}, {}, {}, {}, {}],
      },
    })
  })

  test('refuses a file without a column that every key needs, by its published name', () => {
    const names = ['ANNEE']
    const header = PRENOMS.filter((name) => !names.includes(name))
    expect(recognise(header, [prenoms])).toEqual({ refused: 'colonne_de_cle_absente', names })
  })
})

describe('declared columns', () => {
  const declared = (
    header: readonly string[],
    mapping: Readonly<Record<string, string>>,
    constants: Readonly<Record<string, string>> = {},
  ) => {
    const result = recognise(header, [prenoms], 'table', { mapping, constants })
    if ('refused' in result) return result
    const { columns, targets, constants: filled, absent } = result.recognition
    return { columns, paths: targets.map((target) => target?.path), filled, absent }
  }
  const others = PRENOMS.slice(0, 5)

  test('are those of their headers, however these are spaced, whatever they are named', () => {
    const mapping = { 'Millésime du fichier': 'ANNEE' }
    const { columns } = Object(declared([...others, 'Millésime\ndu fichier '], mapping))
    expect(columns.at(-1)).toEqual({
      source: 'Millésime\ndu fichier ',
      target: 'annee',
      rule: 'declaree',
    })
  })

  test('are no longer those of the names that would tell them', () => {
    const header = [...PRENOMS, 'Vraie année']
    const { columns } = Object(declared(header, { 'Vraie année': 'ANNEE' }))
    expect(columns.slice(5)).toEqual([
      { source: 'ANNEE', target: null, rule: 'ignoree' },
      { source: 'Vraie année', target: 'annee', rule: 'declaree' },
    ])
    expect(declared([...PRENOMS, 'Annee'], { Annee: 'annee' })).not.toHaveProperty('refused')
    const both = declared(['COLL_NOM', ...PRENOMS], { COLL_NOM: 'COMMUNE_NOM' })
    expect(both).toMatchObject({
      columns: [
        { source: 'COLL_NOM', target: 'communeNom', rule: 'declaree' },
        { source: 'COMMUNE_NOM', target: null, rule: 'ignoree' },
        ...PRENOMS.slice(1).map((source) => ({ source, rule: 'exact' })),
      ],
    })
  })

  test('may be named as any version or the API does, and no otherwise', () => {
    for (const name of ['ANNEE', 'annee']) {
      expect(Object(declared([...others, 'x'], { x: name })).paths.at(-1)).toBe('annee')
    }
    expect(declared([...others, 'x'], { x: 'Année' })).toMatchObject({
      refused: 'colonne_de_cle_absente',
    })
  })

  test('say what they cannot do: a header that is not there', () => {
    expect(declared(PRENOMS, { Millésime: 'ANNEE' })).toMatchObject({ absent: ['Millésime'] })
  })

  test('make a kind of a file that would not have enough of its columns', () => {
    const mapping = { a: 'ENFANT_PRENOM', b: 'ANNEE' }
    expect(declared(['a', 'b'], mapping)).toMatchObject({ refused: 'colonne_de_cle_absente' })
    expect(declared(['a', 'b'], mapping, { COLL_INSEE: '99901' })).toMatchObject({
      paths: ['enfantPrenom', 'annee', 'collInsee'],
      filled: [{ path: 'collInsee', value: '99901' }],
    })
    expect(declared(['a', 'b'], {}, { COLL_INSEE: '99901' })).toMatchObject({
      refused: 'modele_inconnu',
    })
  })
})
