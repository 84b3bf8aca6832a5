import type { Kind } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import { countDatasets, datasetByPath, listDatasets } from '../history/index.ts'
import { stateOf } from './asOf.ts'
import type { Builder } from './builder.ts'
import { writeCursor } from './cursors.ts'
import { findNode } from './findNode.ts'
import { readGlobalId } from './globalIds.ts'
import { findOrganisme } from './organisme.ts'
import { forwardArguments, readPage } from './pageArguments.ts'
import { connectionOf, type Refs } from './types/refs.ts'
import { nullCondition } from './where.ts'

/** Datasets, collectivités, bodies and nodes. */
export function catalogueQueries(builder: Builder, refs: Refs, kinds: readonly Kind[]): void {
  const asOf = { type: refs.asOf, description: 'L’état ; le dernier par défaut.' } as const
  const datasetWhere = builder.inputType('DatasetWhere', {
    description: 'Conditions sur les jeux, réunies par « et ».',
    fields: (t) => ({
      kind: t.field({ type: refs.datasetKind, description: 'De ce modèle.' }),
      publisher: t.field({ type: 'SIREN', description: 'Publiés par cette collectivité.' }),
    }),
  })
  builder.queryType({
    description: 'Tout se lit à un état du journal : le dernier, ou celui que « asOf » nomme.',
    fields: (t) => ({
      datasets: t.field({
        type: refs.datasets,
        description: 'Jeux de données, dans l’ordre de leur déclaration.',
        args: {
          asOf: t.arg(asOf),
          where: t.arg({ type: datasetWhere, description: 'Conditions.' }),
          ...forwardArguments(t.arg),
        },
        resolve: async (_root, args, context) => {
          const { size, cursor } = readPage('datasets', args)
          const state = await stateOf(context, args.asOf, cursor?.pin)
          if (args.where?.kind === null || args.where?.publisher === null) {
            throw nullCondition('where')
          }
          const filter = {
            ...(args.where?.kind ? { kind: String(args.where.kind) } : {}),
            ...(args.where?.publisher ? { siren: args.where.publisher } : {}),
          }
          const [after] = cursor?.ids ?? []
          const rows = await listDatasets(context.db, state, filter, {
            size,
            ...(after ? { after: Number(after) } : {}),
          })
          return connectionOf(rows.slice(0, size), {
            state,
            towards: 'end',
            hasMore: rows.length > size,
            resumed: cursor !== undefined,
            cursorOf: ({ id }) =>
              writeCursor({ list: 'datasets', pin: state.pin, ids: [String(id)] }),
            total: () => countDatasets(context.db, state, filter),
          })
        },
      }),
      dataset: t.field({
        type: refs.dataset,
        nullable: true,
        description: 'Un jeu par son identifiant, ou par son chemin « SIREN/nom-court ».',
        args: {
          asOf: t.arg(asOf),
          id: t.arg.id({ description: 'Identifiant.' }),
          path: t.arg.string({ description: 'Chemin.' }),
        },
        resolve: async (_root, { asOf, id, path }, context) => {
          const state = await stateOf(context, asOf)
          if (path != null) return (await datasetByPath(context.db, state, path)) ?? null
          if (id == null) throw missingArgument('id', 'path')
          const { type, parts } = readGlobalId(id)
          if (type !== 'Dataset') return null
          return (await context.loaders.dataset.load({ state, key: Number(parts[0]) })) ?? null
        },
      }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description:
          'Une collectivité par son SIREN ou par son code INSEE, ou par l’un de ceux qu’elle a eus.',
        args: {
          asOf: t.arg(asOf),
          siren: t.arg({ type: 'SIREN', description: 'SIREN.' }),
          insee: t.arg.string({ description: 'Code INSEE.' }),
        },
        resolve: async (_root, { asOf, siren, insee }, context) => {
          if (siren == null && insee == null) throw missingArgument('siren', 'insee')
          const state = await stateOf(context, asOf)
          const { collectivite } = context.loaders
          const found =
            siren != null
              ? collectivite.siren.load({ state, key: siren })
              : collectivite.insee.load({ state, key: insee ?? '' })
          return (await found) ?? null
        },
      }),
      organisme: t.field({
        type: refs.organisme,
        nullable: true,
        description:
          'Un organisme, quel qu’il soit, et ce que les jeux en disent ; vide si rien ne le nomme.',
        args: {
          asOf: t.arg(asOf),
          siren: t.arg({ type: 'SIREN', required: true, description: 'SIREN.' }),
        },
        resolve: async (_root, { asOf, siren }, context) =>
          await findOrganisme(context, kinds, await stateOf(context, asOf), siren),
      }),
      node: t.field({
        type: refs.node,
        nullable: true,
        description: 'Un objet par son identifiant ; vide si cet état ne le connaît pas.',
        args: { asOf: t.arg(asOf), id: t.arg.id({ required: true, description: 'Identifiant.' }) },
        resolve: async (_root, { asOf, id }, context) =>
          await findNode(context, kinds, await stateOf(context, asOf), id),
      }),
      nodes: t.field({
        type: [refs.node],
        nullable: { list: false, items: true },
        description: 'Des objets par leurs identifiants, dans le même ordre.',
        args: {
          asOf: t.arg(asOf),
          ids: t.arg.idList({ required: true, description: 'Identifiants.' }),
        },
        resolve: async (_root, { asOf, ids }, context) => {
          const state = await stateOf(context, asOf)
          return await Promise.all(ids.map((id) => findNode(context, kinds, state, id)))
        },
      }),
    }),
  })
}

function missingArgument(one: string, other: string): MillesimeError {
  return new MillesimeError('FILTER_INVALID', `Donner « ${one} » ou « ${other} ».`)
}
