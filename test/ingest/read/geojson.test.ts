import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../src/ingest/read/decodeText.ts'
import { featureTree } from '../../../src/ingest/read/geojson.ts'
import { readJson } from '../../../src/ingest/read/readJson.ts'
import type { TreeRecord } from '../../../src/ingest/read/tree.ts'
import { sharedFile } from '../../real/rawCsv.ts'
import { testShared } from '../../shared.ts'
import { cutAt } from './pieces.ts'

const POINT = { type: 'Point', coordinates: ['3.858602730988903', '43.572704175727083'] }

describe('featureTree', () => {
  test('gives the properties of a point, its id and its coordinates, as they are written', () => {
    const properties = { LIBEL: 'Musée Fabre', QUARTIER: '4', BIS: null }
    expect(featureTree({ type: 'Feature', id: '0', properties, geometry: POINT })).toEqual({
      id: '0',
      LIBEL: 'Musée Fabre',
      QUARTIER: '4',
      BIS: null,
      long: '3.858602730988903',
      lat: '43.572704175727083',
    })
  })

  test('leaves properties that have these names as they are', () => {
    const properties = { ID: 'a', Long: '3.9', x: '1' }
    expect(featureTree({ type: 'Feature', id: '0', properties, geometry: POINT })).toEqual(
      properties,
    )
  })

  test.for([
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          ['3', '43'],
          ['4', '44'],
        ],
      },
    ],
    ['nothing', null],
    ['a longitude that is none', { type: 'Point', coordinates: ['771000.5', '43.6'] }],
    ['a latitude that is none', { type: 'Point', coordinates: ['3.9', '6279000.2'] }],
    ['coordinates that are texts', { type: 'Point', coordinates: ['est', 'nord'] }],
    ['no coordinates', { type: 'Point', coordinates: [] }],
  ] as const)('adds nothing for %s', ([, geometry]) => {
    expect(featureTree({ type: 'Feature', properties: { a: '1' }, geometry })).toEqual({ a: '1' })
  })

  test('gives a record that is no feature back', () => {
    const record = { type: 'Marché', properties: { a: '1' } }
    expect(featureTree(record)).toBe(record)
    expect(featureTree({ type: 'Feature', properties: null, geometry: null })).toEqual({})
  })

  testShared('gives the 1 024 public buildings of Montpellier, each with its place', async () => {
    const bytes = sharedFile('equipements/montpellier-etablissements-publics.geojson')
    const text = decodeText(cutAt(bytes, [1000, 500_000]), 'utf-8')
    const batches = await Array.fromAsync(readJson(text, new Set(['features'])))
    const trees = batches.flat().map((record) => featureTree(asRecord(record).tree))
    const { features } = JSON.parse(bytes.toString())
    expect(trees).toHaveLength(1024)
    expect(trees.map(({ LIBEL, long, lat }) => [LIBEL, Number(long), Number(lat)])).toEqual(
      // The numbers of JavaScript: what the file writes beyond them is in the texts.
      features.map((feature: { properties: { LIBEL: string }; geometry: { coordinates: [] } }) => [
        feature.properties.LIBEL,
        ...feature.geometry.coordinates,
      ]),
    )
    expect(trees[0]).toMatchObject({ long: '3.858602730988903', lat: '43.572704175727083' })
  })
})

function asRecord(record: TreeRecord | { readonly brokenAfter: number }): TreeRecord {
  if ('brokenAfter' in record) throw new Error(`broken after ${record.brokenAfter}`)
  return record
}
