import { describe, expect, test } from 'vitest'
import { KINDS, kindOf, tablesOf } from '../../src/datasets/index.ts'

const columns = KINDS.flatMap((kind) =>
  Object.entries(kind.columns).map(([name, column]) => ({ id: `${kind.name}.${name}`, column })),
)
const derived = KINDS.flatMap((kind) =>
  Object.entries(kind.derived).map(([name, column]) => ({ id: `${kind.name}.${name}`, column })),
)

describe('the kinds', () => {
  test.each([...columns, ...derived])('$id has a title and a sentence in French', ({ column }) => {
    expect(column.title.trim()).not.toBe('')
    expect(column.description).toMatch(/^\p{Lu}.{9,}\.$/u)
    expect(column.description).not.toMatch(/\b(the|of|and|is)\b/i)
  })

  test.each(columns)('$id has a unit if it is a quantity, and only then', ({ column }) => {
    const isQuantity = column.type === 'decimal' || column.type === 'entier'
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
      KINDS.flatMap((kind) => Object.values(tablesOf(kind)).map(({ name }) => name)),
    ]) {
      expect(new Set(names).size).toBe(names.length)
    }
  })

  test('have tables and indexes whose names PostgreSQL does not cut', () => {
    for (const kind of KINDS) {
      for (const { name, indexes, columns } of Object.values(tablesOf(kind))) {
        for (const one of [{ name }, ...indexes, ...columns]) {
          expect(Buffer.byteLength(one.name), one.name).toBeLessThanOrEqual(63)
        }
        const names = columns.map((column) => column.name)
        expect(new Set(names).size, name).toBe(names.length)
      }
    }
  })
})
