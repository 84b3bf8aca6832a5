import { MillesimeError } from '../errors.ts'
import type { Kind } from './defineKind.ts'
import { prenoms } from './prenoms.ts'
import { subventions } from './subventions.ts'

/** Every kind of dataset, in the order they are shown. */
export const KINDS: readonly Kind[] = [subventions, prenoms]

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
