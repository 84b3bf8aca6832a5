import { MillesimeError } from '../errors.ts'
import { type AsOf, resolveState, type State, stateKey, stateOfHead } from '../history/index.ts'
import type { Builder } from './builder.ts'
import type { Context } from './context.ts'
import { readVersionId } from './globalIds.ts'

/** The `AsOf` argument as GraphQL gives it: exactly one of its fields. */
export interface AsOfInput {
  readonly position?: number | null
  readonly knownAt?: Date | null
  readonly publishedAt?: {
    readonly at: Date
    readonly position?: number | null | undefined
  } | null
  readonly version?: string | null
}

/** The input type by which every root names the state it is about. */
export function asOfInput(builder: Builder) {
  const publishedAt = builder.inputType('PublishedAt', {
    description:
      'Ce que les publieurs avaient mis en ligne à un instant, d’après leurs propres dates.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', required: true, description: 'L’instant.' }),
      position: t.int({
        description: 'Position du journal depuis laquelle on regarde ; la dernière par défaut.',
      }),
    }),
  })
  return builder.inputType('AsOf', {
    description: 'L’état demandé. Sans lui, le dernier ; toute réponse dit et fixe le sien.',
    isOneOf: true,
    fields: (t) => ({
      position: t.int({
        description: 'Position exacte du journal : la même réponse pour toujours.',
      }),
      knownAt: t.field({
        type: 'DateTime',
        description: 'Ce que ce journal savait à cet instant.',
      }),
      publishedAt: t.field({
        type: publishedAt,
        description: 'Ce qui était en ligne à cet instant chez les publieurs.',
      }),
      version: t.id({ description: 'Une version d’un jeu ; la réponse se limite à ce jeu.' }),
    }),
  })
}

/**
 * The state a request is about: the one asked for, else its cursor's, else the head.
 *
 * @throws MillesimeError `CURSOR_INVALID` when the cursor is of another state than the one asked for
 */
export async function stateOf(
  context: Context,
  asked: AsOfInput | null | undefined,
  cursorPin?: AsOf,
): Promise<State> {
  const head = await context.head()
  if (cursorPin === undefined) {
    return asked ? await resolveState(context.db, head, readAsOf(asked)) : stateOfHead(head)
  }
  const pinned = await resolveState(context.db, head, cursorPin)
  if (asked) {
    const wanted = readAsOf(asked)
    // An instant of publication is pinned by the first page: the next ones look from where it did.
    const again =
      'publishedAt' in wanted && wanted.position === undefined
        ? { ...wanted, position: pinned.position }
        : wanted
    const state = await resolveState(context.db, head, again)
    if (stateKey(state) !== stateKey(pinned)) {
      throw new MillesimeError(
        'CURSOR_INVALID',
        'Ce curseur est d’un autre état que celui demandé.',
      )
    }
  }
  return pinned
}

function readAsOf({ position, knownAt, publishedAt, version }: AsOfInput): AsOf {
  if (version != null) return readVersionId(version)
  if (knownAt != null) return { knownAt }
  if (publishedAt != null) {
    const { at, position } = publishedAt
    return { publishedAt: at, ...(position == null ? {} : { position }) }
  }
  return { position: position ?? 0 }
}
