import type { Kind } from '../../datasets/index.ts'
import { kindOf } from '../../datasets/index.ts'
import type { DatasetRow, VersionRow } from '../../history/index.ts'
import { writeCursor } from '../cursors.ts'
import { nodeTypeName } from '../findNode.ts'
import { globalId } from '../globalIds.ts'
import { forwardArguments, readPage } from '../pageArguments.ts'
import { present } from './recordTypes.ts'
import { connectionOf, type Refs } from './refs.ts'

/** The Node interface, datasets and publishers. */
export function datasetTypes(refs: Refs, kinds: readonly Kind[]): void {
  refs.node.implement({
    description: 'Tout ce qui se retrouve par son identifiant.',
    resolveType: nodeTypeName,
    fields: (t) => ({ id: t.id({ description: 'Identifiant opaque, unique dans toute l’API.' }) }),
  })
  refs.publisher.implement({
    description: 'Qui publie un jeu, tel que sa dernière déclaration connue à cet état le nomme.',
    fields: (t) => ({
      siren: t.field({ type: 'SIREN', description: 'SIREN.', resolve: ({ siren }) => siren }),
      nom: t.exposeString('nom', { description: 'Nom.' }),
      insee: t.exposeString('insee', {
        nullable: true,
        description: 'Code INSEE, pour une commune.',
      }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description: 'La collectivité qu’il est, si le référentiel la connaît.',
        resolve: async ({ state, siren }, _args, { loaders }) =>
          (await loaders.collectivite.siren.load({ state, key: siren })) ?? null,
      }),
      datasets: t.field({
        type: [refs.dataset],
        description: 'Jeux qu’il publie, dans l’ordre de leur déclaration.',
        resolve: async ({ state, siren }, _args, { loaders }) => [
          ...(await loaders.datasetsOf.load({ state, key: siren })),
        ],
      }),
    }),
  })
  refs.dataset.implement({
    description: 'Un jeu de données : ce qu’un publieur publie dans la durée, selon un modèle.',
    interfaces: [refs.node],
    fields: (t) => ({
      id: t.id({ description: 'Identifiant.', resolve: ({ id }) => globalId('Dataset', id) }),
      path: t.string({ description: 'Chemin : « SIREN/nom-court ».', resolve: pathOf }),
      slug: t.exposeString('slug', { description: 'Nom court, unique chez son publieur.' }),
      kind: t.field({
        type: refs.datasetKind,
        description: 'Modèle.',
        resolve: ({ kind }) => kind,
      }),
      kindTitle: t.string({
        description: 'Nom du modèle, en toutes lettres.',
        resolve: ({ kind }) => kindOf(kind, kinds).title,
      }),
      title: t.exposeString('title', { description: 'Titre.' }),
      licence: t.exposeString('licence', { description: 'Licence de réutilisation.' }),
      contact: t.exposeString('contact', {
        nullable: true,
        description: 'À qui écrire au sujet du jeu.',
      }),
      publisher: t.field({
        type: refs.publisher,
        description: 'Qui le publie.',
        resolve: async ({ state, siren }, _args, { loaders }) =>
          present(await loaders.publisher.load({ state, key: siren })),
      }),
      current: t.field({
        type: refs.version,
        nullable: true,
        description: 'La version en vigueur à cet état.',
        resolve: async ({ state, id }, _args, { loaders }) =>
          (await loaders.versionsOf.load({ state, key: { datasetId: id, size: 1 } }))[0] ?? null,
      }),
      version: t.field({
        type: refs.version,
        nullable: true,
        description: 'Une version par son numéro.',
        args: { number: t.arg.int({ required: true, description: 'Numéro, depuis 1.' }) },
        resolve: async ({ state, id }, { number }, { loaders }) =>
          (await loaders.version.load({ state, key: { datasetId: id, number } })) ?? null,
      }),
      versions: t.field({
        type: refs.versions,
        description: 'Versions que cet état connaît, de la plus récente à la plus ancienne.',
        args: forwardArguments(t.arg),
        resolve: async ({ state, id }, args, { loaders }) => {
          const list = `Dataset:${id}.versions`
          const { size, cursor } = readPage(list, args)
          const [after] = cursor?.ids ?? []
          const key = { datasetId: id, size, ...(after ? { after: Number(after) } : {}) }
          const rows = await loaders.versionsOf.load({ state, key })
          return connectionOf(rows.slice(0, size), {
            state,
            towards: 'end',
            hasMore: rows.length > size,
            resumed: cursor !== undefined,
            cursorOf: ({ number }: VersionRow) =>
              writeCursor({ list, pin: state.pin, ids: [String(number)] }),
            total: () => loaders.versionCount.load({ state, key: id }),
          })
        },
      }),
    }),
  })
}

/** `{siren}/{slug}` */
export function pathOf({ siren, slug }: Pick<DatasetRow, 'siren' | 'slug'>): string {
  return `${siren}/${slug}`
}
