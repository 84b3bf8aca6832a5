import { MillesimeError } from '../errors.ts'

/** A global id: opaque to clients, and free of anything personal. */
export function globalId(type: string, ...parts: readonly (string | number | bigint)[]): string {
  return Buffer.from([type, ...parts].join(':')).toString('base64url')
}

/**
 * The type and parts of a global id.
 *
 * @throws MillesimeError `ID_INVALID`
 */
export function readGlobalId(id: string): {
  readonly type: string
  readonly parts: readonly string[]
} {
  const [type = '', ...parts] = Buffer.from(id, 'base64url').toString().split(':')
  if (
    !/^[A-Z][A-Za-z]+$/.test(type) ||
    parts.length === 0 ||
    !parts.every((part) => /^\d{1,19}$/.test(part))
  ) {
    throw new MillesimeError('ID_INVALID', `« ${id} » n’est pas un identifiant de cette API.`)
  }
  return { type, parts }
}

/**
 * The dataset and number that a version's global id names.
 *
 * @throws MillesimeError `ID_INVALID`
 */
export function readVersionId(id: string): {
  readonly datasetId: number
  readonly version: number
} {
  const { type, parts } = readGlobalId(id)
  const [datasetId, version] = parts.map(Number)
  if (type !== 'Version' || datasetId === undefined || version === undefined) {
    throw new MillesimeError('ID_INVALID', `« ${id} » n’est pas l’identifiant d’une version.`)
  }
  return { datasetId, version }
}
