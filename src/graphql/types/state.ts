import type { State } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import { permalink } from '../permalink.ts'

/** The state an answer is of. */
export function stateType(builder: Builder) {
  return builder.objectRef<State>('State').implement({
    description: 'L’état dont une réponse est : de quoi la demander encore, à l’identique.',
    fields: (t) => ({
      position: t.exposeInt('position', { description: 'Position du journal.' }),
      knownAt: t.field({
        type: 'DateTime',
        description: 'Instant où cette position a été enregistrée.',
        resolve: ({ knownAt }) => knownAt,
      }),
      publishedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'Instant de publication demandé, s’il y en a un.',
        resolve: ({ publishedAt }) => publishedAt ?? null,
      }),
      permalink: t.field({
        type: 'URL',
        description: 'Adresse de cette requête, fixée à cet état : la même réponse pour toujours.',
        resolve: async (_state, _args, context, info) => await permalink(context, info),
      }),
    }),
  })
}

export type StateRef = ReturnType<typeof stateType>
