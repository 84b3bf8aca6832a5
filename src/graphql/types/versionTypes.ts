import { type Kind, kindOfDataset } from '../../datasets/index.ts'
import { MillesimeError } from '../../errors.ts'
import type { Reading, Report } from '../../events/index.ts'
import { afterVersion, EVERYTHING, resolveState, type VersionRow } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { globalId } from '../globalIds.ts'
import { present } from './recordTypes.ts'
import type { Refs } from './refs.ts'
import { createReportTypes, type ReportNode } from './reportTypes.ts'

/** Versions of datasets. */
export function versionTypes(builder: Builder, refs: Refs, kinds: readonly Kind[]) {
  const reportTypes = createReportTypes(builder, refs)
  refs.version.implement({
    description: 'Un dépôt accepté : numéroté, daté, immuable.',
    interfaces: [refs.node],
    fields: (t) => ({
      id: t.id({
        description: 'Identifiant.',
        resolve: ({ datasetId, number }) => globalId('Version', datasetId, number),
      }),
      number: t.exposeInt('number', { description: 'Numéro dans son jeu, depuis 1.' }),
      position: t.exposeInt('position', {
        description: 'Position de son événement dans le journal.',
      }),
      recordedAt: t.field({
        type: 'DateTime',
        description: 'Quand ce journal l’a enregistrée.',
        resolve: ({ recordedAt }) => recordedAt,
      }),
      publishedAt: t.field({
        type: 'DateTime',
        description: 'Quand son publieur dit l’avoir mise en ligne.',
        resolve: ({ publishedAt }) => publishedAt,
      }),
      dataset: t.field({
        type: refs.dataset,
        description: 'Son jeu.',
        resolve: async ({ state, datasetId }, _args, { loaders }) =>
          present(await loaders.dataset.load({ state, key: datasetId })),
      }),
      scope: t.exposeString('scope', {
        description:
          '« complet » : ce que le fichier n’a plus est retiré. « increment » : rien ne l’est.',
      }),
      rowsRead: t.exposeInt('rowsRead', { description: 'Lignes du fichier reçu, en-tête exclu.' }),
      recordCount: t.exposeInt('recordCount', {
        description: 'Enregistrements du jeu après elle, quel que soit son périmètre.',
      }),
      added: t.exposeInt('added', { description: 'Enregistrements qu’elle a ajoutés.' }),
      removed: t.exposeInt('removed', { description: 'Enregistrements qu’elle a retirés.' }),
      changed: t.exposeInt('changed', { description: 'Enregistrements qu’elle a modifiés.' }),
      note: t.exposeString('note', { nullable: true, description: 'Ce que son publieur en dit.' }),
      reading: t.field({
        type: reportTypes.reading,
        description: 'Comment son fichier a été compris.',
        // What `events` wrote of the same type.
        resolve: ({ reading }) => reading as Reading,
      }),
      report: t.field({
        type: reportTypes.report,
        description: 'Ce qui n’allait pas, et ce qui a été réparé.',
        resolve: async (version, _args, { loaders }): Promise<ReportNode> => {
          const { report, reading, state, datasetId, position } = version
          const dataset = present(await loaders.dataset.load({ state, key: datasetId }))
          return {
            kind: kindOfDataset(dataset, kinds),
            columns: (reading as Reading).columns,
            report: report as Report,
            examples: () => loaders.examples.load({ state, key: position }),
          }
        },
      }),
      diff: t.field({
        type: refs.diff,
        description: 'Ce qu’elle change par rapport à une autre version du jeu.',
        args: {
          from: t.arg.int({
            description:
              'Numéro de l’autre version ; la précédente par défaut, 0 pour le jeu vide.',
          }),
        },
        resolve: async (version, { from }, context) => await diffOf(context, version, kinds, from),
      }),
    }),
  })
  return reportTypes
}

async function diffOf(
  context: Context,
  version: VersionRow,
  kinds: readonly Kind[],
  from: number | null | undefined,
) {
  const { datasetId, number, state } = version
  const head = await context.head()
  const dataset = present(await context.loaders.dataset.load({ state, key: datasetId }))
  const kind = kindOfDataset(dataset, kinds)
  // A state does not know the versions that came after it.
  const other = { datasetId, number: from ?? 0 }
  if (
    other.number > number &&
    (await context.loaders.version.load({ state, key: other })) === undefined
  ) {
    throw new MillesimeError('VERSION_UNKNOWN')
  }
  const stateAfter = (version: number) =>
    resolveState(context.db, head, afterVersion(datasetId, version))
  return {
    kind,
    from: await stateAfter(from ?? number - 1),
    to: await stateAfter(number),
    filter: EVERYTHING,
  }
}
