import type { QuotedValue, VersionRow } from '../../history/index.ts'
import type { FileReport, Outcome, Preview } from '../../ingest/index.ts'
import type { Builder } from '../builder.ts'
import type { Refs } from './refs.ts'
import type { createReportTypes } from './reportTypes.ts'

type Of<Name extends Outcome['outcome']> = Extract<Outcome, { readonly outcome: Name }>

/** What becomes of a deposit: each case its own type, since all are expected. */
export function publishResult(
  builder: Builder,
  refs: Refs,
  { reading, report }: ReturnType<typeof createReportTypes>,
) {
  const published = builder.objectRef<Of<'published'>>('VersionPublished').implement({
    description: 'Le fichier est publié.',
    fields: (t) => ({
      version: t.field({
        type: refs.version,
        description: 'La version qu’il est devenu.',
        resolve: ({ version }): VersionRow => version,
      }),
    }),
  })
  const unchanged = builder.objectRef<Of<'unchanged'>>('VersionUnchanged').implement({
    description: 'Ce fichier est déjà celui de la version en vigueur : rien n’est écrit.',
    fields: (t) => ({
      version: t.field({
        type: refs.version,
        description: 'La version en vigueur.',
        resolve: ({ version }) => version,
      }),
    }),
  })
  const preview = builder.objectRef<Preview>('DepositPreview').implement({
    description: 'Ce qu’un fichier changerait.',
    fields: (t) => ({
      added: t.exposeInt('added', { description: 'Enregistrements ajoutés.' }),
      removed: t.exposeInt('removed', { description: 'Retirés.' }),
      changed: t.exposeInt('changed', { description: 'Modifiés.' }),
      unchanged: t.exposeInt('unchanged', { description: 'Inchangés.' }),
    }),
  })
  const reportField = {
    type: report,
    description: 'Ce qui ne va pas, ligne à ligne, et ce qui serait réparé.',
  } as const
  const reportOf = ({ file }: { readonly file: FileReport }) => ({
    kind: file.kind,
    columns: file.reading?.columns ?? [],
    report: file.report,
    examples: async (): Promise<readonly QuotedValue[]> => file.examples,
  })
  const previewed = builder.objectRef<Of<'dry-run'>>('DepositPreviewed').implement({
    description: 'Le fichier est lisible ; rien n’est écrit, puisque c’est un essai.',
    fields: (t) => ({
      preview: t.field({
        type: preview,
        description: 'Ce qu’il changerait.',
        resolve: ({ preview }) => preview,
      }),
      reading: t.field({
        type: reading,
        nullable: true,
        description: 'Comment il a été compris.',
        resolve: ({ file }) => file.reading ?? null,
      }),
      report: t.field({ ...reportField, resolve: reportOf }),
    }),
  })
  const refused = builder.objectRef<Of<'refused'>>('DepositRefused').implement({
    description: 'Le fichier ne peut pas être publié ; rien n’est écrit.',
    fields: (t) => ({
      reading: t.field({
        type: reading,
        nullable: true,
        description: 'Comment il a été compris ; vide s’il ne l’a pas été.',
        resolve: ({ file }) => file.reading ?? null,
      }),
      report: t.field({ ...reportField, resolve: reportOf }),
    }),
  })
  const conflict = builder.objectRef<Of<'conflict'>>('VersionConflict').implement({
    description: 'Une autre version a été publiée entre-temps ; rien n’est écrit.',
    fields: (t) => ({
      current: t.exposeInt('current', { description: 'Numéro de la version en vigueur.' }),
    }),
  })
  const types = {
    published: 'VersionPublished',
    unchanged: 'VersionUnchanged',
    'dry-run': 'DepositPreviewed',
    refused: 'DepositRefused',
    conflict: 'VersionConflict',
  } as const
  return builder.unionType('PublishResult', {
    description: 'Ce que devient un fichier envoyé.',
    types: [published, unchanged, previewed, refused, conflict],
    resolveType: ({ outcome }) => types[outcome],
  })
}
