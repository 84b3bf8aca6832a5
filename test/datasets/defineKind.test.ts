import { describe, expect, test } from 'vitest'
import { defineKind, type Kind } from '../../src/datasets/index.ts'
import { toyKind } from './toyKind.ts'

const { uid } = toyKind.columns
if (uid === undefined) throw new Error('the toy kind has a column uid')

describe('defineKind', () => {
  test('gives a kind back as it was declared, and for good', () => {
    expect(defineKind(toyKind)).toBe(toyKind)
    expect(Object.isFrozen(toyKind)).toBe(true)
  })

  test.each<[string, Partial<Kind>]>([
    ['key', { keys: [[{ of: ['uid', 'absente'] }]] }],
    ['schema', { schemas: toyKind.schemas.map((one) => ({ ...one, columns: ['absente'] })) }],
    ['rule', { rules: [{ rule: 'one-of-required', columns: ['uid', 'absente'] }] }],
    [
      'rule in words',
      {
        rulesInWords: [
          {
            rule: 'mixed-case-value',
            columns: ['uid'],
            where: { column: 'absente', is: 1 },
          },
        ],
      },
    ],
    ['identity', { identities: [{ id: 'uid', names: ['absente'] }] }],
    ['measure', { measures: ['absente'] }],
    ['tie', { tie: ['absente'] }],
    ['derived column', { derived: { siren: { ...siren(), of: 'absente' } } }],
    ['subject', { about: { insee: 'absente' } }],
  ])('refuses a %s of a column that there is not', (_what, over) => {
    expect(() => defineKind({ ...toyKind, ...over })).toThrow('unknown column absente')
  })

  test.each(['id', 'recordId', 'key', 'rank', 'dataset', 'since', 'until', 'problems'])(
    'refuses a column called %s, which is ours',
    (name) => {
      const columns = { ...toyKind.columns, [name]: uid }
      expect(() => defineKind({ ...toyKind, columns })).toThrow(`${name} cannot be a column name`)
    },
  )

  test.each(['COLL_INSEE', 'code_insee', 'numéro', '2e', 'nom complet', ''])(
    'refuses « %s », which is not camelCase in ASCII',
    (name) => {
      const columns = { ...toyKind.columns, [name]: uid }
      expect(() => defineKind({ ...toyKind, columns })).toThrow('cannot be a column name')
    },
  )

  test('refuses a derived column whose name is ours', () => {
    const derived = { ...toyKind.derived, rank: siren() }
    expect(() => defineKind({ ...toyKind, derived })).toThrow('rank cannot be a column name')
  })
})

function siren() {
  return { of: 'siret', as: 'siren', title: 'SIREN', description: 'SIREN.' } as const
}
