import { requireScope } from '../access/index.ts'
import { type Kind, readTableSchema, type TableSchema } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import { declareDataset } from '../events/index.ts'
import { datasetByPath, stateOfHead } from '../history/index.ts'
import { blobSource, type Outcome, publish } from '../ingest/index.ts'
import type { Builder } from './builder.ts'
import type { Context } from './context.ts'
import { publishResult } from './types/publishResult.ts'
import { present } from './types/recordTypes.ts'
import type { Refs } from './types/refs.ts'
import type { createReportTypes } from './types/reportTypes.ts'

type ReportTypes = ReturnType<typeof createReportTypes>

/** What is written: datasets declared, versions published. Each needs a token that allows it. */
export function mutations(
  builder: Builder,
  refs: Refs,
  kinds: readonly Kind[],
  reportTypes: ReportTypes,
): void {
  const scope = builder.enumType('Scope', {
    description: 'Ce qu’un fichier prétend couvrir.',
    values: {
      COMPLETE: { value: 'complet', description: 'Tout le jeu : ce qu’il n’a plus est retiré.' },
      INCREMENT: {
        value: 'increment',
        description: 'Des ajouts et des mises à jour : rien n’est retiré.',
      },
    } as const,
  })
  const declaration = declarationInput(builder, refs)
  const result = publishResult(builder, refs, reportTypes)
  builder.mutationType({
    description: 'Ce qui s’écrit. Il faut un jeton : « Authorization: Bearer … ».',
    fields: (t) => ({
      declareDataset: t.field({
        type: refs.dataset,
        description: 'Déclare un jeu de données.',
        args: {
          input: t.arg({ type: declaration, required: true, description: 'La déclaration.' }),
        },
        resolve: async (_root, { input }, context) => {
          const { publisher, slug, kind, title, licence, contact, tableSchema } = input
          const { mapping, constants } = input
          const token = requireScope(context.token, 'declare', publisher.siren)
          const name = String(kind)
          const path = `${publisher.siren}/${slug ?? name}`
          await declareDataset(
            context.db,
            {
              siren: publisher.siren,
              nom: publisher.nom,
              ...(publisher.insee ? { insee: publisher.insee } : {}),
              slug: slug ?? name,
              kind: name,
              title,
              licence,
              ...(contact ? { contact } : {}),
              ...(tableSchema == null ? {} : { tableSchema: checkedSchema(tableSchema) }),
              ...(mapping?.length
                ? { mapping: onceEach(mapping.map(({ source, column }) => [source, column])) }
                : {}),
              ...(constants?.length
                ? { constants: onceEach(constants.map(({ column, value }) => [column, value])) }
                : {}),
            },
            token.id,
            kinds,
          )
          context.forgetHead()
          return present(await datasetByPath(context.db, stateOfHead(await context.head()), path))
        },
      }),
      publishVersion: t.field({
        type: result,
        description: 'Publie un fichier comme version suivante de son jeu, ou dit pourquoi non.',
        args: {
          dataset: t.arg.string({
            required: true,
            description: 'Chemin du jeu : « SIREN/nom-court ».',
          }),
          file: t.arg({ type: 'File', required: true, description: 'Le fichier.' }),
          sheet: t.arg.string({
            description: 'Feuille à lire, si c’est un tableur ; reconnue par défaut.',
          }),
          scope: t.arg({ type: scope, description: 'Ce qu’il couvre ; tout le jeu par défaut.' }),
          publishedAt: t.arg({
            type: 'DateTime',
            description: 'Quand il a été mis en ligne ; maintenant par défaut.',
          }),
          note: t.arg.string({ description: 'Ce qu’il faut en savoir.' }),
          dryRun: t.arg.boolean({ description: 'Lire, vérifier et comparer sans rien écrire.' }),
          expectedVersion: t.arg.int({
            description: 'Numéro de la version qui doit être en vigueur, 0 pour aucune.',
          }),
          idempotencyKey: t.arg.string({
            description: 'Une même clé et un même envoi donnent une même version.',
          }),
        },
        resolve: async (_root, args, context) => await publishFile(context, kinds, args),
      }),
    }),
  })
}

/**
 * Pairs as an object.
 *
 * @throws MillesimeError `DATASET_INVALID` where one name has two values
 */
function onceEach(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const names = pairs.map(([name]) => name)
  const wrong = [...new Set(names.filter((name, i) => names.indexOf(name) < i))].map(
    (name) => `« ${name} » est déclaré deux fois`,
  )
  if (wrong.length === 0) return Object.fromEntries(pairs)
  throw new MillesimeError('DATASET_INVALID', `Déclaration refusée : ${wrong.join(' ; ')}.`, {
    wrong,
  })
}

/** @throws MillesimeError `DATASET_INVALID` with everything that is wrong */
function checkedSchema(value: unknown): TableSchema {
  const schema = readTableSchema(value)
  if (!('wrong' in schema)) return schema
  const { wrong } = schema
  const message = `Déclaration refusée : ${wrong.join(' ; ')}.`
  throw new MillesimeError('DATASET_INVALID', message, { wrong })
}

async function publishFile(
  context: Context,
  kinds: readonly Kind[],
  args: {
    readonly dataset: string
    readonly file: File
    readonly sheet?: string | null | undefined
    readonly scope?: 'complet' | 'increment' | null | undefined
    readonly publishedAt?: Date | null | undefined
    readonly note?: string | null | undefined
    readonly dryRun?: boolean | null | undefined
    readonly expectedVersion?: number | null | undefined
    readonly idempotencyKey?: string | null | undefined
  },
): Promise<Outcome> {
  const { dataset, file, sheet, scope, publishedAt, note, dryRun } = args
  const { expectedVersion, idempotencyKey } = args
  const token = requireScope(context.token, 'publish', dataset.split('/')[0] ?? '')
  const outcome = await publish(
    context.db,
    {
      source: blobSource(file, file.name, sheet ?? undefined),
      dataset,
      token: token.id,
      ...(scope ? { scope } : {}),
      ...(publishedAt ? { publishedAt } : {}),
      ...(note ? { note } : {}),
      ...(dryRun ? { dryRun } : {}),
      ...(expectedVersion == null ? {} : { expectedVersion }),
      ...(idempotencyKey ? { idempotencyKey } : {}),
    },
    kinds,
  )
  context.forgetHead()
  return outcome
}

function declarationInput(builder: Builder, refs: Refs) {
  const publisher = builder.inputType('PublisherInput', {
    description: 'Qui publie.',
    fields: (t) => ({
      siren: t.field({ type: 'SIREN', required: true, description: 'SIREN.' }),
      nom: t.string({ required: true, description: 'Nom.' }),
      insee: t.string({ description: 'Code INSEE, pour une commune.' }),
    }),
  })
  const mapped = builder.inputType('ColumnMapping', {
    description: 'La colonne d’un en-tête que son nom ne dit pas.',
    fields: (t) => ({
      source: t.string({ required: true, description: 'En-tête, tel que dans les fichiers.' }),
      column: t.string({ required: true, description: 'Nom publié de la colonne du modèle.' }),
    }),
  })
  const constant = builder.inputType('ColumnConstant', {
    description: 'La valeur d’une colonne là où les fichiers ne disent rien.',
    fields: (t) => ({
      column: t.string({ required: true, description: 'Nom publié de la colonne du modèle.' }),
      value: t.string({ required: true, description: 'Valeur, comme un fichier l’écrirait.' }),
    }),
  })
  return builder.inputType('DatasetDeclaration', {
    description: 'Un jeu de données à déclarer.',
    fields: (t) => ({
      publisher: t.field({ type: publisher, required: true, description: 'Qui le publie.' }),
      slug: t.string({
        description: 'Nom court, unique chez son publieur ; le modèle par défaut.',
      }),
      kind: t.field({ type: refs.datasetKind, required: true, description: 'Modèle.' }),
      title: t.string({ required: true, description: 'Titre.' }),
      licence: t.string({ required: true, description: 'Licence : « lov2 », « odbl »…' }),
      contact: t.string({ description: 'À qui écrire au sujet du jeu.' }),
      tableSchema: t.field({
        type: 'JSON',
        description: 'Table Schema d’un jeu libre : ses champs, leurs types, sa clé.',
      }),
      mapping: t.field({
        type: [mapped],
        description: 'Colonnes des en-têtes que leur nom ne dit pas.',
      }),
      constants: t.field({
        type: [constant],
        description: 'Valeurs de colonnes que les fichiers n’ont pas, comme un code INSEE.',
      }),
    }),
  })
}
