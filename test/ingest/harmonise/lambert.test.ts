import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { degreesOf } from '../../../src/ingest/harmonise/lambert.ts'
import { sharedFolder, testShared } from '../../shared.ts'

type Point = Readonly<Record<'x' | 'y' | 'long' | 'lat', string>>

/** Points that a real file gives both ways. */
function pointsOf(file: string): readonly Point[] {
  const text = readFileSync(join(sharedFolder ?? '', 'data/bal', file), 'utf8')
  const [header = '', ...lines] = text.replace('\ufeff', '').trim().split(/\r?\n/)
  const names = header.split(';')
  return lines.flatMap((line) => {
    const cells = line.split(';')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    const point = { x: cell('x'), y: cell('y'), long: cell('long'), lat: cell('lat') }
    return point.x === '' ? [] : [point]
  })
}

function gaps(points: readonly Point[], name: 'long' | 'lat'): readonly number[] {
  return points.map((point) => Number(degreesOf(point.x, point.y)?.[name]) - Number(point[name]))
}

function widest(differences: readonly number[]): number {
  return Math.max(...differences.map(Math.abs))
}

describe('degreesOf', () => {
  testShared(
    'finds the degrees that the files of the BAN publish, to their six decimals',
    async () => {
      const points = pointsOf('ban-plateforme-adresses-21286_cocorico.legacy.csv')
      expect(points).toHaveLength(34)
      expect(widest(gaps(points, 'long'))).toBeLessThanOrEqual(1.1e-7)
      expect(widest(gaps(points, 'lat'))).toBeLessThanOrEqual(1.1e-7)
    },
  )

  testShared('finds those of a whole town, to the half-metre at which it rounds them', async () => {
    const points = pointsOf('bruz-35047-bal-v1.3.csv')
    expect(points).toHaveLength(5843)
    const half = 0.25 / 111_000
    expect(widest(gaps(points, 'long'))).toBeLessThan(1e-6)
    expect(widest(gaps(points, 'lat'))).toBeLessThan(half * 1.05)
    // The gaps are those of rounding: they go both ways, and leave nothing on the whole.
    for (const name of ['long', 'lat'] as const) {
      const all = gaps(points, name)
      expect(Math.abs(all.reduce((sum, gap) => sum + gap, 0) / all.length)).toBeLessThan(1e-8)
    }
  })

  test.each([
    // Guadeloupe, Réunion, Mayotte and Guyane, in their own projections.
    ['656000.00', '1797000.00'],
    ['340000.00', '7660000.00'],
    ['520000.00', '8590000.00'],
    ['350000.00', '545000.00'],
    // Lambert II étendu, the former one.
    ['600000.00', '2430000.00'],
    // Degrees, and nothing.
    ['-1.5', '48.1'],
    ['0', '0'],
  ])('does not take %s %s for mainland France', (x, y) => {
    expect(degreesOf(x, y)).toBeUndefined()
  })
})
