import type { ArgBuilder } from '@pothos/core'
import { MillesimeError } from '../errors.ts'
import type { Types } from './builder.ts'
import { type Cursor, readCursor } from './cursors.ts'

const DEFAULT_SIZE = 50
const LARGEST = 1000

/** The arguments of a page as GraphQL gives them. */
export interface PageInput {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** What a page asks for, once its arguments are understood. */
export interface PageRequest {
  readonly size: number
  readonly towards: 'end' | 'start'
  readonly cursor: Cursor | undefined
}

/** `first` and `after`, for lists that are read one way. */
export function forwardArguments(t: ArgBuilder<Types>) {
  return {
    first: t.int({
      description: `Nombre d’éléments : ${DEFAULT_SIZE} par défaut, ${LARGEST} au plus.`,
    }),
    after: t.string({ description: 'Curseur après lequel reprendre.' }),
  }
}

/** The four arguments of Relay's connections. */
export function pageArguments(t: ArgBuilder<Types>) {
  return {
    ...forwardArguments(t),
    last: t.int({ description: `Nombre d’éléments avant « before » : ${LARGEST} au plus.` }),
    before: t.string({ description: 'Curseur avant lequel s’arrêter.' }),
  }
}

/**
 * Understands the arguments of a page.
 *
 * @param list what the cursors of this list say of themselves
 * @throws MillesimeError `PAGE_INVALID`, `CURSOR_INVALID`
 */
export function readPage(list: string, { first, after, last, before }: PageInput): PageRequest {
  if ((first != null || after != null) && (last != null || before != null)) {
    throw new MillesimeError(
      'PAGE_INVALID',
      'Une page se demande par « first » et « after », ou par « last » et « before », pas les deux.',
    )
  }
  const backwards = last != null || before != null
  const size = (backwards ? last : first) ?? DEFAULT_SIZE
  if (size < 1 || size > LARGEST) {
    throw new MillesimeError('PAGE_INVALID', `Une page a de 1 à ${LARGEST} éléments, pas ${size}.`)
  }
  const cursor = backwards ? before : after
  return {
    size,
    towards: backwards ? 'start' : 'end',
    cursor: cursor == null ? undefined : readCursor(cursor, list),
  }
}
