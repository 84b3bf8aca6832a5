import { describe, expect, test } from 'vitest'
import type { Cells } from '../../src/datasets/index.ts'
import { acrossRows } from '../../src/ingest/acrossRows.ts'
import { toyKind } from '../datasets/toyKind.ts'

/** Lines told, of rows that begin at line 2. */
function told(alone: boolean, rows: readonly Cells[]): readonly number[] {
  const where = { column: 'ouvert', isNot: false } as const
  const check = acrossRows({
    ...toyKind,
    identities: [{ id: 'uid', names: ['nom', 'ancien'], alone, where }],
  })
  return rows.flatMap((cells, i) => check(cells, i + 2)).map(({ line }) => line)
}

describe('an identifier', () => {
  test('of two things is told on each row that is not as the first', () => {
    const rows = [
      { uid: 'a', nom: 'Halle' },
      { uid: 'a', nom: 'Gare' },
      { uid: 'a', nom: 'Halle' },
      { uid: 'a', nom: 'Halle', ancien: 'h' },
      { uid: 'b', nom: 'Gare' },
    ]
    expect(told(false, rows)).toEqual([3, 5])
  })

  test('of a name whose capitals or accents changed is not told', () => {
    expect(
      told(true, [
        { uid: 'a', nom: 'École' },
        { uid: 'a', nom: 'ECOLE' },
      ]),
    ).toEqual([])
  })

  test('of a thing that has another is told only where it should be alone', () => {
    const rows = [{ uid: 'a', nom: 'Halle' }, { uid: 'b', nom: 'Halle' }, { nom: 'Halle' }]
    expect(told(true, rows)).toEqual([3])
    expect(told(false, rows)).toEqual([])
  })

  test('is not compared with that of rows it is not about', () => {
    const rows = [
      { uid: 'a', nom: 'Halle', ouvert: false },
      { uid: 'a', nom: 'Gare' },
    ]
    expect(told(true, rows)).toEqual([])
  })
})
