import { MillesimeError } from '../errors.ts'

/** The largest numbers that the log's two widths of ids hold. */
const LARGEST = { id: 2n ** 31n - 1n, wideId: 2n ** 63n - 1n } as const

/**
 * Whether texts are ids that the log may have: a dataset's or its own number first, then ones that may be
 * wide. Asked of the database, any other would be an error.
 */
export function areIds(texts: readonly string[], then: keyof typeof LARGEST = 'wideId'): boolean {
  return texts.every(
    (text, i) => /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST[i === 0 ? 'id' : then],
  )
}

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
    !areIds(parts, type === 'Version' ? 'id' : 'wideId')
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
