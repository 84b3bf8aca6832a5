import type { Kind } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import {
  comparable,
  countCollectivites,
  countDatasets,
  countRecords,
  datasetByPath,
  listCollectivites,
  listDatasets,
  listRecords,
  type RecordRow,
} from '../history/index.ts'
import { stateOf } from './asOf.ts'
import type { Builder } from './builder.ts'
import { writeCursor } from './cursors.ts'
import { findNode } from './findNode.ts'
import { readGlobalId } from './globalIds.ts'
import { orderInput, readOrder } from './orderBy.ts'
import { forwardArguments, pageArguments, readPage } from './pageArguments.ts'
import { connectionType } from './types/connection.ts'
import { connectionOf, type Refs } from './types/refs.ts'
import { conditionTypes, nullCondition, readWhere, whereInput } from './where.ts'

/** For each kind, its list and its differences. */
export function recordQueries(builder: Builder, refs: Refs, kinds: readonly Kind[]): void {
  const conditions = conditionTypes(builder)
  for (const kind of kinds) {
    const record = refs.records.get(kind.name)
    if (record === undefined) throw new Error(`no type for ${kind.name}`)
    const where = whereInput(builder, conditions, kind)
    const order = orderInput(builder, refs, kind)
    const connection = connectionType<RecordRow>(builder, refs, kind.typeName, record)
    builder.queryField(kind.name, (t) =>
      t.field({
        type: connection,
        description: `${kind.title}, de toutes les collectivités, à l’état demandé.`,
        args: {
          asOf: t.arg({ type: refs.asOf, description: 'L’état ; le dernier par défaut.' }),
          where: t.arg({ type: where, description: 'Conditions.' }),
          orderBy: t.arg({
            type: [order],
            description: 'Tri, une seule colonne ; l’ordre de publication par défaut.',
          }),
          ...pageArguments(t.arg),
        },
        resolve: async (_root, args, context) => {
          const sort = readOrder(args.orderBy)
          const list = `${kind.typeName} ${sort?.column ?? ''} ${sort?.direction ?? ''}`
          const { size, towards, cursor } = readPage(list, args)
          const state = await stateOf(context, args.asOf, cursor?.pin)
          const filter = readWhere(args.where)
          const [datasetId, id] = cursor?.ids ?? []
          const { rows, hasMore } = await listRecords(context.db, kind, state, {
            filter,
            size,
            towards,
            ...(sort ? { order: sort } : {}),
            ...(datasetId && id ? { from: { datasetId: Number(datasetId), id: BigInt(id) } } : {}),
          })
          return connectionOf(rows, {
            state,
            towards,
            hasMore,
            resumed: cursor !== undefined,
            cursorOf: (row) =>
              writeCursor({ list, pin: state.pin, ids: [String(row.datasetId), String(row.id)] }),
            total: () => countRecords(context.db, kind, state, filter),
          })
        },
      }),
    )
    builder.queryField(`${kind.name}Diff`, (t) =>
      t.field({
        type: refs.diff,
        description: `Ce qui sépare deux états des ${kind.noun.many} de toutes les collectivités.`,
        args: {
          from: t.arg({ type: refs.asOf, required: true, description: 'L’état de départ.' }),
          to: t.arg({ type: refs.asOf, required: true, description: 'L’état d’arrivée.' }),
          where: t.arg({ type: where, description: 'Conditions, tenues avant ou après.' }),
        },
        resolve: async (_root, { from, to, where }, context) =>
          comparable({
            kind,
            from: await stateOf(context, from),
            to: await stateOf(context, to),
            filter: readWhere(where),
          }),
      }),
    )
  }
}

/** Datasets, collectivités and nodes. */
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
      collectivites: t.field({
        type: refs.collectivites,
        description: 'Collectivités qui publient, par SIREN.',
        args: { asOf: t.arg(asOf), ...forwardArguments(t.arg) },
        resolve: async (_root, args, context) => {
          const { size, cursor } = readPage('collectivites', args)
          const state = await stateOf(context, args.asOf, cursor?.pin)
          const [after] = cursor?.ids ?? []
          const rows = await listCollectivites(context.db, state, {
            size,
            ...(after ? { after } : {}),
          })
          return connectionOf(rows.slice(0, size), {
            state,
            towards: 'end',
            hasMore: rows.length > size,
            resumed: cursor !== undefined,
            cursorOf: ({ siren }) =>
              writeCursor({ list: 'collectivites', pin: state.pin, ids: [siren] }),
            total: () => countCollectivites(context.db, state),
          })
        },
      }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description: 'Une collectivité par son SIREN, ou par son code INSEE.',
        args: {
          asOf: t.arg(asOf),
          siren: t.arg({ type: 'SIREN', description: 'SIREN.' }),
          insee: t.arg.string({ description: 'Code INSEE.' }),
        },
        resolve: async (_root, { asOf, siren, insee }, context) => {
          if (siren == null && insee == null) throw missingArgument('siren', 'insee')
          const state = await stateOf(context, asOf)
          const { collectiviteBySiren, collectiviteByInsee } = context.loaders
          const found =
            siren != null
              ? collectiviteBySiren.load({ state, key: siren })
              : collectiviteByInsee.load({ state, key: insee ?? '' })
          return (await found) ?? null
        },
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
