import {
  collectivites,
  type Kind,
  PROBLEMS,
  type ProblemCode,
  publishedName,
  readableKey,
} from '../../datasets/index.ts'
import { type RecordRow, storedCells } from '../../history/index.ts'
import type { Builder, Types } from '../builder.ts'
import { reading } from '../columnsAsked.ts'
import type { Context } from '../context.ts'
import { globalId } from '../globalIds.ts'
import { lifeOf } from '../lifeOf.ts'
import { columnFields, describeColumn, listOf, objectTypes } from './columnFields.ts'
import { type Refs, recordOf } from './refs.ts'

/** Of what reads ids, ticks and problems, which every row has. */
const NONE = reading(() => [])

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
        extensions: NONE,
        resolve: ({ kind, datasetId, id }) => globalId(kind.typeName, datasetId, id),
      }),
      recordId: t.string({
        description: 'Identifiant de l’enregistrement, le même toute sa vie.',
        extensions: NONE,
        resolve: ({ kind, datasetId, recordId }) =>
          globalId(`${kind.typeName}Record`, datasetId, recordId),
      }),
      key: t.string({
        description: 'Ce qui le distingue dans son jeu, lisible.',
        extensions: reading(({ keys }) => keys.flat().flatMap(({ of }) => of)),
        resolve: keyOf,
      }),
      rank: t.exposeInt('rank', {
        description: 'Son rang parmi les vrais doublons, depuis 0.',
        extensions: NONE,
      }),
      collectivite: t.field({
        type: refs.collectivite,
        nullable: true,
        description: 'La collectivité dont il parle, quand elle est connue.',
        extensions: reading((kind) =>
          kind.name === collectivites.name ? undefined : Object.values(kind.about ?? {}),
        ),
        resolve: async (row, _args, context) => (await collectiviteOf(context, row)) ?? null,
      }),
      dataset: t.field({
        type: refs.dataset,
        description: 'Le jeu dont il fait partie.',
        extensions: NONE,
        resolve: async ({ state, datasetId }, _args, { loaders }) =>
          present(await loaders.dataset.load({ state, key: datasetId })),
      }),
      since: t.field({
        type: refs.version,
        description: 'La version qui lui a donné cette valeur.',
        extensions: NONE,
        resolve: async ({ state, fromTick }, _args, { loaders }) =>
          present(await loaders.versionByTick.load({ state, key: fromTick })),
      }),
      until: t.field({
        type: refs.version,
        nullable: true,
        description:
          'La version qui a mis fin à cette valeur ; vide si elle est en vigueur à cet état.',
        extensions: NONE,
        resolve: async ({ state, toTick }, _args, { loaders }) =>
          toTick === null
            ? null
            : ((await loaders.versionByTick.load({ state, key: toTick })) ?? null),
      }),
      problems: t.field({
        type: [problem],
        description: 'Ce qui n’allait pas dans sa ligne, quand cette valeur a été publiée.',
        extensions: NONE,
        resolve: ({ kind, problems }) => problems.map((found) => ({ ...found, kind })),
      }),
      history: t.field({
        type: [refs.revision],
        description: 'Sa vie jusqu’à cet état, de la plus ancienne étape à la plus récente.',
        extensions: NONE,
        resolve: async ({ kind, state, datasetId, recordId }, _args, { loaders }) =>
          lifeOf(await loaders.history(kind).load({ state, key: { datasetId, recordId } })),
      }),
    }),
  })
  for (const kind of kinds) {
    if (kind.storage === 'json') continue
    const objects = objectTypes(builder, kind)
    recordOf(refs.records, kind).implement({
      description: `${kind.description} Modèle ${kind.schemas.at(-1)?.name ?? kind.name}, versions ${kind.schemas.at(0)?.version} à ${kind.schemas.at(-1)?.version}.`,
      interfaces: [refs.node, refs.record],
      fields: (t) => ({
        ...columnFields(kind, (name, type) => {
          const of = objects.get(name)
          const description = describeColumn(kind, name)
          const extensions = reading(() => [name])
          if (of !== undefined) {
            return t.field({
              type: [of],
              nullable: true,
              description,
              extensions,
              resolve: ({ values }) => listOf(values[name] ?? null),
            })
          }
          // The table's type and the scalar's are chosen together, in SQL_TYPE and OUTPUT.
          if (kind.columns[name]?.type === 'liste') {
            return t.field({
              type: [type as 'String'],
              nullable: true,
              description,
              extensions,
              resolve: ({ values }) => (values[name] ?? null) as string[] | null,
            })
          }
          return t.field({
            type: type as 'String',
            nullable: true,
            description,
            extensions,
            resolve: ({ values }) => (values[name] ?? null) as string | null,
          })
        }),
        ...linkFields(t, refs, kind),
      }),
    })
  }
}

/** The fields of records that are probably of one family. */
function linkFields(t: RecordFields, refs: Refs, kind: Kind) {
  return Object.fromEntries(
    (kind.links ?? []).map((link) => [
      link.field,
      t.field({
        type: [recordOf(refs.records, kind)],
        description: link.description,
        extensions: reading(() => [...link.same, link.differs]),
        resolve: async (row, _args, { loaders }) => [
          ...(await loaders.linked(kind, link).load(row)),
        ],
      }),
    ]),
  )
}

type RecordFields = PothosSchemaTypes.ObjectFieldBuilder<Types, RecordRow>

/** The key of a record, as a person reads it. */
export function keyOf({ kind, values }: RecordRow): string {
  return readableKey(kind, storedCells(kind, values))
}

/** A row always has its dataset and the version that made it: their absence is a bug. */
export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a row without its dataset or version')
  return value
}

/** A record of the reference is about itself. */
async function collectiviteOf({ loaders }: Context, row: RecordRow) {
  const { kind, state, values } = row
  if (kind.name === collectivites.name) return row
  const [[by, column] = []] = Object.entries(kind.about ?? {})
  const code = values[column ?? '']
  return by !== undefined && typeof code === 'string'
    ? await loaders.collectivite[by === 'siren' ? 'siren' : 'insee'].load({ state, key: code })
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
          description:
            'Ligne du fichier, l’en-tête étant la ligne 1 ; rang de l’enregistrement dans un document.',
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
