import { expect, test } from 'vitest'
import { adresses } from '../../../src/datasets/adresses.ts'
import { pointProblem } from '../../../src/ingest/harmonise/point.ts'

const codes = (x: string | undefined, y: string | undefined, long: string, lat: string) =>
  pointProblem(adresses.projected, {
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
    long,
    lat,
  }).map(({ code, column }) => [code, column])

// A point that files of the BAN give both ways.
test.each([
  ['in mainland France', '558987.26', '6853954.53', '1.081148', '48.770269'],
  ['ten metres from its metres at most', '558996', '6853954.53', '1.081148', '48.770269'],
  ['without metres', undefined, undefined, '1.081148', '48.770269'],
  ['without one of its metres', '558987.26', undefined, '1.081148', '48.770269'],
  ['in a territory of several projections', '1', '1', '-149.56', '-17.53'],
])('a point %s is right', (_where, x, y, long, lat) => {
  expect(codes(x, y, long, lat)).toEqual([])
})

test.each([
  ['farther than ten metres', '558999', '6853954.53', '1.081148', '48.770269'],
  ['in the former Lambert', '600000', '2430000', '1.081148', '48.770269'],
])('a point %s is two points', (_where, x, y, long, lat) => {
  expect(codes(x, y, long, lat)).toEqual([['points_differents', 'x']])
})

test('a point whose latitude is in the place of its longitude is nowhere in France', () => {
  expect(codes('558987.26', '6853954.53', '48.770269', '1.081148')).toEqual([
    ['hors_territoire', 'long'],
  ])
})
