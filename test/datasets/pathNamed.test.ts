import { describe, expect, test } from 'vitest'
import { libreKind, pathNamed } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'

describe('pathNamed', () => {
  test.each([
    ['annee', 'annee'],
    ['ANNEE', 'annee'],
    ['Annee', undefined],
    ['constructor', undefined],
  ])('of %s is %s', (name, path) => {
    expect(pathNamed(prenoms, name)).toBe(path)
  })

  test.each([
    ['id', 'idMarche'],
    ['acheteur.id', 'acheteurId'],
    ['titulaires', 'titulaires'],
    ['titulaires.id', 'titulaires.idTitulaire'],
    ['titulaires.idTitulaire', 'titulaires.idTitulaire'],
  ])('of %s, in a kind of objects, is %s', (name, path) => {
    expect(pathNamed(marches, name)).toBe(path)
  })

  test('of a dataset with its own columns is by their names alone', () => {
    const kind = libreKind({ fields: [{ name: 'c2' }, { name: 'nom' }] })
    expect(pathNamed(kind, 'nom')).toBe('c2')
    expect(pathNamed(kind, 'c2')).toBe('c1')
    expect(pathNamed(kind, 'c1')).toBe(undefined)
  })
})
