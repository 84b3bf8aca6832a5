import { MillesimeError } from '../errors.ts'
import { adresses } from './adresses.ts'
import { collectivites } from './collectivites.ts'
import type { Kind } from './defineKind.ts'
import { deliberations } from './deliberations.ts'
import { equipements } from './equipements.ts'
import { libre, libreKind } from './libre.ts'
import { marches } from './marches.ts'
import { prenoms } from './prenoms.ts'
import { subventions } from './subventions.ts'
import type { TableSchema } from './tableSchema.ts'

/** Every kind of dataset, in the order they are shown. */
export const KINDS: readonly Kind[] = [
  deliberations,
  subventions,
  marches,
  adresses,
  equipements,
  prenoms,
  collectivites,
  libre,
]

/** Those that a file is recognised as: the reference is the server's own, and a libre dataset has its columns. */
export const OFFICIAL_KINDS: readonly Kind[] = KINDS.filter(({ schemas }) =>
  schemas.some(({ sha256 }) => sha256 !== ''),
)

/**
 * The kind of that name.
 *
 * @throws MillesimeError `KIND_UNKNOWN`
 */
export function kindOf(name: string, kinds: readonly Kind[] = KINDS): Kind {
  const kind = kinds.find((candidate) => candidate.name === name)
  if (kind === undefined) {
    const known = kinds.map(({ name }) => name).join(', ')
    throw new MillesimeError('KIND_UNKNOWN', `« ${name} » n’est pas un modèle connu : ${known}.`)
  }
  return kind
}

/** Kinds made before: the same object for the same schema, by its JSON. */
const made = new Map<string, Kind>()
const MOST_MADE = 1_000

/**
 * The kind of a dataset: that of its name, or the one that its own Table Schema makes.
 *
 * @throws MillesimeError `KIND_UNKNOWN`
 */
export function kindOfDataset(
  { kind, tableSchema }: { readonly kind: string; readonly tableSchema: TableSchema | null },
  kinds: readonly Kind[],
): Kind {
  if (tableSchema === null) return kindOf(kind, kinds)
  const text = JSON.stringify(tableSchema)
  const known = made.get(text) ?? libreKind(tableSchema)
  if (made.size >= MOST_MADE) made.clear()
  made.set(text, known)
  return known
}
