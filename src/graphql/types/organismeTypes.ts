import type { Kind } from '../../datasets/index.ts'
import { type NameSeen, stateKey } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import { columnsAsked } from '../columnsAsked.ts'
import { namesOf, roleFilter, rolesOf } from '../organisme.ts'
import { type RecordListTypes, recordArguments, recordPage } from '../recordLists.ts'
import type { Refs } from './refs.ts'

/** What the datasets say of one body: its names, and the records in which it plays a part. */
export function organismeTypes(
  builder: Builder,
  refs: Refs,
  kinds: readonly Kind[],
  lists: readonly RecordListTypes[],
): void {
  const name = builder.objectRef<NameSeen>('NomVu').implement({
    description: 'Un nom que des enregistrements donnent à un organisme.',
    fields: (t) => ({
      nom: t.exposeString('nom', { description: 'Le nom, tel que publié.' }),
      count: t.exposeInt('count', { description: 'Combien d’enregistrements le portent.' }),
    }),
  })
  refs.organisme.implement({
    description:
      'Une personne morale, par son SIREN : ce qu’elle donne et reçoit, tous jeux réunis. Les rapprochements se font par les neuf premiers chiffres des SIRET publiés.',
    fields: (t) => ({
      siren: t.field({ type: 'SIREN', description: 'SIREN.', resolve: ({ siren }) => siren }),
      noms: t.field({
        type: [name],
        description: 'Noms que les jeux lui donnent, les plus fréquents d’abord.',
        resolve: async (organisme, _args, context) => [
          ...(await namesOf(context, kinds, organisme)),
        ],
      }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description: 'La collectivité qu’elle est, s’il y en a une.',
        resolve: async ({ siren, state }, _args, { loaders }) =>
          (await loaders.collectivite.siren.load({ state, key: siren })) ?? null,
      }),
      datasets: t.field({
        type: [refs.dataset],
        description: 'Jeux qu’elle publie.',
        resolve: async ({ siren, state }, _args, { loaders }) => [
          ...(await loaders.datasetsOf.load({ state, key: siren })),
        ],
      }),
      state: t.field({
        type: refs.state,
        description: 'L’état dont tout cela est.',
        resolve: ({ state }) => state,
      }),
      ...Object.fromEntries(
        rolesOf(kinds).flatMap(({ kind, role }) => {
          const types = lists.find((list) => list.kind === kind)
          if (types === undefined) return []
          const field = t.field({
            type: types.connection,
            description: role.description,
            args: recordArguments(t.arg, types),
            resolve: async ({ siren, state }, args, context, info) => {
              const list = `Organisme:${siren}.${role.field} ${stateKey(state)}`
              const only = [roleFilter(role, siren)]
              return await recordPage(context, kind, list, args, async () => state, {
                within: only,
                columns: columnsAsked(kind, info),
              })
            },
          })
          return [[role.field, field]]
        }),
      ),
    }),
  })
}
