import { describe, expect, test } from 'vitest'
import { allTablesOf, type Columns, KINDS, kindOf } from '../../src/datasets/index.ts'

const all = KINDS.flatMap((kind) => [{ id: kind.name, of: kind }, ...objectsIn(kind.name, kind)])
const columns = all.flatMap(({ id, of }) => named(id, of.columns))
const derived = all.flatMap(({ id, of }) => named(id, of.derived))

/** The columns of objects, at any depth, under their path. */
function objectsIn(path: string, of: Columns): readonly { id: string; of: Columns }[] {
  return Object.entries(of.columns).flatMap(([name, { objects }]) => {
    if (objects === undefined) return []
    const id = `${path}.${name}`
    const inner = { columns: objects.columns, derived: objects.derived ?? {} }
    return [{ id, of: inner }, ...objectsIn(id, inner)]
  })
}

function named<C>(path: string, own: Readonly<Record<string, C>>) {
  return Object.entries(own).map(([name, column]) => ({ id: `${path}.${name}`, column }))
}

describe('the kinds', () => {
  test.each([...columns, ...derived])('$id has a title and a sentence in French', ({ column }) => {
    expect(column.title.trim()).not.toBe('')
    expect(column.description).toMatch(/^\p{Lu}.{9,}\.$/u)
    expect(column.description).not.toMatch(/\b(the|of|and|is)\b/i)
  })

  test.each(columns)('$id has a unit if it is a quantity, and only then', ({ column }) => {
    const isQuantity = ['decimal', 'entier', 'coordonnee'].includes(column.type)
    expect(column.unit !== undefined).toBe(isQuantity)
  })

  test('are found by their names, and no other', () => {
    for (const kind of KINDS) expect(kindOf(kind.name)).toBe(kind)
    expect(() => kindOf('jumelages')).toThrow(expect.objectContaining({ code: 'KIND_UNKNOWN' }))
  })

  test('have names of their own', () => {
    for (const names of [
      KINDS.map(({ name }) => name),
      KINDS.map(({ table }) => table),
      KINDS.map(({ typeName }) => typeName),
      KINDS.flatMap((kind) => allTablesOf(kind).map(({ name }) => name)),
    ]) {
      expect(new Set(names).size).toBe(names.length)
    }
  })

  test('have tables and indexes whose names PostgreSQL does not cut', () => {
    for (const kind of KINDS) {
      for (const { name, indexes, columns } of allTablesOf(kind)) {
        for (const one of [{ name }, ...indexes, ...columns]) {
          expect(Buffer.byteLength(one.name), one.name).toBeLessThanOrEqual(63)
        }
        const names = columns.map((column) => column.name)
        expect(new Set(names).size, name).toBe(names.length)
      }
    }
  })
})
