/** A point, in Lambert 93 metres and in WGS 84 degrees. */
export interface Place {
  readonly x: string
  readonly y: string
  readonly long: string
  readonly lat: string
}

// The territory lies at sea, a hundred kilometres off any coast, so that no real house is there. The degrees of
// a metre come from the projection at the origin, and are right to ten centimetres a kilometre away.
const ORIGIN = { x: 824_526.49, y: 6_101_121.31, long: 4.5, lat: 42 }
const LONG_BY = { east: 1.204_273e-5, north: 2.287_96e-7 }
const LAT_BY = { east: -1.706_67e-7, north: 8.982_803e-6 }

/** The place so many metres east and north of the centre of the territory. */
export function placeAt(east: number, north: number): Place {
  return {
    x: (ORIGIN.x + east).toFixed(2),
    y: (ORIGIN.y + north).toFixed(2),
    long: (ORIGIN.long + LONG_BY.east * east + LONG_BY.north * north).toFixed(7),
    lat: (ORIGIN.lat + LAT_BY.east * east + LAT_BY.north * north).toFixed(7),
  }
}
