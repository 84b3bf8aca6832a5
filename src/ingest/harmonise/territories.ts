import proj4 from 'proj4'

type Point = readonly [number, number]

/** A French territory: a box of degrees around it, and the legal projection of its points. */
export interface Territory {
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number]
  /** Metres of a longitude and latitude; absent where several projections are legal. */
  readonly metresOf?: (degrees: Point) => Point
}

/** EPSG:2154, the legal projection of mainland France. @source https://epsg.io/2154 */
export const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs'

/** EPSG:3163. @source https://epsg.io/3163 */
const LAMBERT_NC =
  '+proj=lcc +lat_0=-21.5 +lon_0=166 +lat_1=-20.6666666666667 +lat_2=-22.3333333333333 +x_0=400000 +y_0=300000 +ellps=GRS80 +units=m +no_defs'

/** Boxes are the areas of use of these systems. @source https://epsg.io, by their numbers */
const TERRITORIES: readonly Territory[] = [
  { box: [-9.86, 41.15, 10.38, 51.56], metresOf: projected(LAMBERT_93) },
  // EPSG:5490, Guadeloupe, Martinique, Saint-Martin and Saint-Barthélemy; 2972, Guyane.
  { box: [-63.66, 14.08, -57.52, 18.54], metresOf: projected(utm('20')) },
  { box: [-54.61, 2.11, -49.41, 8.88], metresOf: projected(utm('22')) },
  // EPSG:2975, La Réunion; 4471, Mayotte; 4467, Saint-Pierre-et-Miquelon.
  { box: [51.83, -24.72, 58.24, -18.28], metresOf: projected(utm('40 +south')) },
  { box: [43.68, -14.49, 46.7, -11.33], metresOf: projected(utm('38 +south')) },
  { box: [-57.1, 43.41, -55.9, 47.37], metresOf: projected(utm('21')) },
  // EPSG:3163, New Caledonia; French Polynesia, and Wallis and Futuna, are of several zones.
  { box: [156.25, -26.45, 174.28, -14.83], metresOf: projected(LAMBERT_NC) },
  { box: [-158.13, -31.24, -131.97, -4.52] },
  { box: [-179.49, -15.94, -174.27, -9.84] },
]

/** The territory that a longitude and latitude are in; undefined where there is none. */
export function territoryAt([long, lat]: Point): Territory | undefined {
  return TERRITORIES.find(
    ({ box: [west, south, east, north] }) =>
      long >= west && long <= east && lat >= south && lat <= north,
  )
}

function utm(zone: string): string {
  return `+proj=utm +zone=${zone} +ellps=GRS80 +units=m +no_defs`
}

function projected(projection: string): NonNullable<Territory['metresOf']> {
  const { forward } = proj4('EPSG:4326', projection)
  return ([long, lat]) => {
    const [east, north] = forward([long, lat])
    return [east, north]
  }
}
