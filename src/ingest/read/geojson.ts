import { isList, isObject, type Tree, type TreeRecord } from './tree.ts'

type ObjectTree = TreeRecord['tree']

/**
 * A feature of GeoJSON as a flat record: its properties, its id, and `long` and `lat` when it is a point,
 * unless properties have these names. Other geometries add nothing, and neither do coordinates that
 * are no degrees (Lambert, under an old `crs`): they stay in the original. What is no feature is given back.
 */
export function featureTree(tree: ObjectTree): ObjectTree {
  if (tree['type'] !== 'Feature') return tree
  const { properties, geometry, id } = tree
  const own = isObject(properties) ? properties : {}
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()))
  const isNew = (name: string) => !names.has(name)
  const point = isNew('long') && isNew('lat') ? pointOf(geometry) : {}
  return {
    ...(id !== undefined && id !== null && isNew('id') ? { id } : {}),
    ...own,
    ...point,
  }
}

function pointOf(geometry: Tree | undefined): { readonly [name: string]: Tree } {
  if (!isObject(geometry) || geometry['type'] !== 'Point') return {}
  const { coordinates } = geometry
  if (!isList(coordinates)) return {}
  const [long, lat] = coordinates
  return isDegrees(long, 180) && isDegrees(lat, 90) ? { long, lat } : {}
}

/** Numbers of a document are texts, as they are written. */
function isDegrees(value: Tree | undefined, most: number): value is string {
  return typeof value === 'string' && value !== '' && Math.abs(Number(value)) <= most
}
