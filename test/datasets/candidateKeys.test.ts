import { describe, expect, test } from 'vitest'
import { type Cells, candidateKeys, readableKey } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'
import { toyKind } from './toyKind.ts'

const grant: Cells = {
  nomAttribuant: 'Aubrelune',
  idAttribuant: '29990003500013',
  dateConvention: '2024-03-04',
  referenceDecision: '2024-12',
  nomBeneficiaire: 'L’Œuvre des Écoles',
  idBeneficiaire: '29990004300017',
  objet: 'Fête  de la MUSIQUE',
  montant: '1234.5',
}

function without(cells: Cells, ...names: readonly string[]): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([name]) => !names.includes(name)))
}

describe('candidateKeys of a grant', () => {
  test('are who gave, when, by which decision, to whom and for what', () => {
    expect(candidateKeys(subventions, grant)).toEqual([
      ['29990003500013', '2024-03-04', '2024-12', '29990004300017', 'fete de la musique'],
    ])
  })

  test('never hold the amount: a corrected amount is a change', () => {
    const other = { ...grant, montant: '99' }
    expect(candidateKeys(subventions, other)).toEqual(candidateKeys(subventions, grant))
    expect(JSON.stringify(candidateKeys(subventions, grant))).not.toContain('1234')
    const named = subventions.keys.flat().flatMap(({ of }) => of)
    expect(named).not.toContain('montant')
  })

  test('name the beneficiary by its RNA number, else by its folded name', () => {
    const anonymous = without(grant, 'idBeneficiaire')
    const numbered = { ...anonymous, rnaBeneficiaire: 'W123456789' }
    expect(candidateKeys(subventions, numbered)[0]?.[3]).toBe('w123456789')
    expect(candidateKeys(subventions, anonymous)[0]?.[3]).toBe("l'oeuvre des ecoles")
    const shouted = { ...anonymous, nomBeneficiaire: "L'OEUVRE DES ECOLES" }
    expect(candidateKeys(subventions, shouted)).toEqual(candidateKeys(subventions, anonymous))
  })

  test('have null for what is empty, which is not the empty text', () => {
    const key = candidateKeys(subventions, without(grant, 'referenceDecision'))[0]
    expect(key?.[2]).toBeNull()
    expect(candidateKeys(subventions, { ...grant, referenceDecision: '' })[0]?.[2]).toBe('')
  })

  test('are none when nothing identifies the row', () => {
    expect(candidateKeys(subventions, { montant: '5', nature: 'aide en nature' })).toEqual([
      undefined,
    ])
  })
})

describe('candidateKeys of a first name', () => {
  const zoe: Cells = { collInsee: '99901', annee: 2020, enfantSexe: 'F', enfantPrenom: 'Zoé' }

  test('are where, when, which sex and which name, to the accent', () => {
    expect(candidateKeys(prenoms, zoe)).toEqual([['99901', 2020, 'F', 'Zoé']])
    expect(candidateKeys(prenoms, { ...zoe, enfantPrenom: 'Zoe' })).not.toEqual(
      candidateKeys(prenoms, zoe),
    )
  })

  test('need no sex', () => {
    expect(candidateKeys(prenoms, without(zoe, 'enfantSexe'))).toEqual([
      ['99901', 2020, null, 'Zoé'],
    ])
  })

  test.each(['collInsee', 'annee', 'enfantPrenom'])('are none without %s', (name) => {
    expect(candidateKeys(prenoms, without(zoe, name))).toEqual([undefined])
  })

  test('take no account of a column that the dataset never had', () => {
    expect(candidateKeys(prenoms, zoe, new Set(['enfantSexe']))).toEqual([
      ['99901', 2020, null, 'Zoé'],
    ])
    expect(candidateKeys(prenoms, zoe, new Set(['annee']))).toEqual([undefined])
  })
})

describe('candidateKeys of a kind with two', () => {
  test('come in the order of the kind, each where the row has it', () => {
    expect(candidateKeys(toyKind, { uid: 'a', nom: 'Halle', ouvert: false })).toEqual([
      ['a'],
      ['halle', false],
    ])
    expect(candidateKeys(toyKind, { nom: 'Halle' })).toEqual([undefined, ['halle', null]])
    expect(candidateKeys(toyKind, { ancien: 'b', ouvert: true })).toEqual([['b'], undefined])
  })

  test('pass to the next column of a component when the first never was', () => {
    const cells: Cells = { uid: 'a', ancien: 'b' }
    expect(candidateKeys(toyKind, cells, new Set(['uid']))).toEqual([['b'], undefined])
  })
})

describe('readableKey', () => {
  test('is the first key of which the row has something, as it is written in the row', () => {
    expect(readableKey(subventions, without(grant, 'referenceDecision', 'idBeneficiaire'))).toBe(
      '29990003500013 · 2024-03-04 · L’Œuvre des Écoles · Fête  de la MUSIQUE',
    )
    expect(readableKey(toyKind, { nom: 'Halle', ouvert: false })).toBe('Halle · false')
    expect(readableKey(toyKind, {})).toBe('')
  })
})
