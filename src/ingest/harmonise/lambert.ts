import proj4 from 'proj4'
import { LAMBERT_93 } from './territories.ts'

const toDegrees = proj4(LAMBERT_93, 'EPSG:4326')

/** Metres between which mainland France and Corsica lie: the projections of the overseas are elsewhere. */
const MAINLAND = { x: [0, 1_300_000], y: [6_000_000, 7_200_000] } as const

/** The longitude and latitude of a point in Lambert 93, to the centimetre; undefined outside mainland France. */
export function degreesOf(
  x: string,
  y: string,
): { readonly long: string; readonly lat: string } | undefined {
  const [east, north] = [Number(x), Number(y)]
  const isMainland =
    east >= MAINLAND.x[0] &&
    east <= MAINLAND.x[1] &&
    north >= MAINLAND.y[0] &&
    north <= MAINLAND.y[1]
  if (!isMainland) return undefined
  const [long, lat] = toDegrees.forward([east, north])
  return { long: long.toFixed(7), lat: lat.toFixed(7) }
}
