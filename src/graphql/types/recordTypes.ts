import {
  type Column,
  type Kind,
  PROBLEMS,
  type ProblemCode,
  readableKey,
} from '../../datasets/index.ts'
import { type RecordRow, storedCells } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { globalId } from '../globalIds.ts'
import { lifeOf } from '../lifeOf.ts'
import type { Refs } from './refs.ts'

type OutputName = 'String' | 'Int' | 'Boolean' | 'Decimal' | 'LocalDate'

/** The scalar that each type of column is shown as. */
const OUTPUT: Readonly<Record<Column['type'], OutputName>> = {
  texte: 'String',
  code: 'String',
  siret: 'String',
  choix: 'String',
  periode: 'String',
  date: 'LocalDate',
  annee: 'Int',
  entier: 'Int',
  decimal: 'Decimal',
  booleen: 'Boolean',
}

/** The scalar of a column of a kind, stored or derived. */
export function outputOf(kind: Kind, name: string): OutputName {
  const column = kind.columns[name]
  if (column !== undefined) return OUTPUT[column.type]
  return kind.derived[name]?.as === 'annee' ? 'Int' : 'String'
}

/** What the API says of a column: title, meaning, unit, published name. */
export function describeColumn(kind: Kind, name: string): string {
  const column = kind.columns[name]
  if (column === undefined) {
    const derived = kind.derived[name]
    return `${derived?.title ?? name}. ${derived?.description ?? ''} Calculé depuis ${derived?.of ?? ''}.`
  }
  const unit = column.unit ? ` Unité : ${column.unit}.` : ''
  return `${column.title}. ${column.description}${unit} Colonne publiée : ${column.published}.`
}

/** The interface of all records, and the type of each kind. */
export function recordTypes(builder: Builder, refs: Refs, kinds: readonly Kind[]): void {
  const problem = problemType(builder, refs)
  refs.record.implement({
    description:
      'Un enregistrement d’un jeu, de quelque modèle qu’il soit, tel qu’un état le montre.',
    interfaces: [refs.node],
    resolveType: ({ kind }) => kind.typeName,
    fields: (t) => ({
      id: t.id({
        description:
          'Identifiant de cette valeur de l’enregistrement : une autre valeur en a un autre.',
        resolve: ({ kind, datasetId, id }) => globalId(kind.typeName, datasetId, id),
      }),
      recordId: t.string({
        description: 'Identifiant de l’enregistrement, le même toute sa vie.',
        resolve: ({ kind, datasetId, recordId }) =>
          globalId(`${kind.typeName}Record`, datasetId, recordId),
      }),
      key: t.string({
        description: 'Ce qui le distingue dans son jeu, lisible.',
        resolve: keyOf,
      }),
      rank: t.exposeInt('rank', { description: 'Son rang parmi les vrais doublons, depuis 0.' }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description: 'La collectivité dont il parle, quand elle est connue.',
        resolve: async (row, _args, context) => (await collectiviteOf(context, row)) ?? null,
      }),
      dataset: t.field({
        type: refs.dataset,
        description: 'Le jeu dont il fait partie.',
        resolve: async ({ state, datasetId }, _args, { loaders }) =>
          present(await loaders.dataset.load({ state, key: datasetId })),
      }),
      since: t.field({
        type: refs.version,
        description: 'La version qui lui a donné cette valeur.',
        resolve: async ({ state, fromTick }, _args, { loaders }) =>
          present(await loaders.versionByTick.load({ state, key: fromTick })),
      }),
      until: t.field({
        type: refs.version,
        nullable: true,
        description:
          'La version qui a mis fin à cette valeur ; vide si elle est en vigueur à cet état.',
        resolve: async ({ state, toTick }, _args, { loaders }) =>
          toTick === null
            ? null
            : ((await loaders.versionByTick.load({ state, key: toTick })) ?? null),
      }),
      problems: t.field({
        type: [problem],
        description: 'Ce qui n’allait pas dans sa ligne, quand cette valeur a été publiée.',
        resolve: ({ kind, problems }) => problems.map((found) => ({ ...found, kind })),
      }),
      history: t.field({
        type: [refs.revision],
        description: 'Sa vie jusqu’à cet état, de la plus ancienne étape à la plus récente.',
        resolve: async ({ kind, state, datasetId, recordId }, _args, { loaders }) =>
          lifeOf(await loaders.history(kind).load({ state, key: { datasetId, recordId } })),
      }),
    }),
  })
  for (const kind of kinds) {
    refs.records.get(kind.name)?.implement({
      description: `${kind.description} Modèle ${kind.schemas.at(-1)?.name ?? kind.name}, versions ${kind.schemas.at(0)?.version} à ${kind.schemas.at(-1)?.version}.`,
      interfaces: [refs.node, refs.record],
      fields: (t) =>
        Object.fromEntries(
          [...Object.keys(kind.columns), ...Object.keys(kind.derived)].map((name) => [
            name,
            t.field({
              type: outputOf(kind, name),
              nullable: true,
              description: describeColumn(kind, name),
              // The table's type and the scalar's are chosen together, in SQL_TYPE and OUTPUT.
              resolve: ({ values }) => (values[name] ?? null) as string | null,
            }),
          ]),
        ),
    })
  }
}

/** The key of a record, as a person reads it. */
export function keyOf({ kind, values }: RecordRow): string {
  return readableKey(kind, storedCells(kind, values))
}

/** A row always has its dataset and the version that made it: their absence is a bug. */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a row without its dataset or version')
  return value
}

async function collectiviteOf({ loaders }: Context, { kind, state, values }: RecordRow) {
  if ('siren' in kind.about) {
    const siren = values[kind.about.siren]
    return typeof siren === 'string'
      ? await loaders.collectiviteBySiren.load({ state, key: siren })
      : undefined
  }
  const insee = values[kind.about.insee]
  return typeof insee === 'string'
    ? await loaders.collectiviteByInsee.load({ state, key: insee })
    : undefined
}

function problemType(builder: Builder, refs: Refs) {
  return builder
    .objectRef<{
      readonly code: ProblemCode
      readonly column?: string
      readonly line: number
      readonly value?: string
      readonly kind: Kind
    }>('Problem')
    .implement({
      description: 'Ce qui n’allait pas dans une ligne publiée.',
      fields: (t) => ({
        code: t.exposeString('code', { description: 'Code stable du problème.' }),
        severity: t.field({
          type: refs.severity,
          description: 'Sa gravité.',
          resolve: ({ code }) => PROBLEMS[code][0],
        }),
        column: t.string({
          nullable: true,
          description: 'Colonne concernée, sous son nom publié.',
          resolve: ({ column, kind }) => publishedName(kind, column),
        }),
        line: t.exposeInt('line', {
          nullable: true,
          description: 'Ligne du fichier, l’en-tête étant la ligne 1.',
        }),
        value: t.string({
          nullable: true,
          description: 'La valeur telle que publiée.',
          resolve: ({ value }) => value ?? null,
        }),
        explanation: t.string({
          description: 'Ce que cela veut dire.',
          resolve: ({ code }) => PROBLEMS[code][1],
        }),
      }),
    })
}

/** The published name of one of a kind's columns; ours when it is derived or the kind is unknown. */
export function publishedName(
  kind: Kind | undefined,
  column: string | null | undefined,
): string | null {
  return column == null ? null : (kind?.columns[column]?.published ?? column)
}
