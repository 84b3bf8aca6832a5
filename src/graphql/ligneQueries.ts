import { type Kind, kindOfDataset, libre } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import {
  comparable,
  type DatasetRow,
  datasetByPath,
  type Filter,
  type RecordRow,
  type State,
} from '../history/index.ts'
import { type AsOfInput, stateOf } from './asOf.ts'
import type { Builder } from './builder.ts'
import type { Context } from './context.ts'
import { readGlobalId } from './globalIds.ts'
import { columnOfName, ligneInputs, readConditions } from './ligneWhere.ts'
import { readOrder } from './orderBy.ts'
import { pageArguments } from './pageArguments.ts'
import { pageOf } from './recordLists.ts'
import { type Connection, connectionType } from './types/connection.ts'
import { ligneType } from './types/ligneTypes.ts'
import { type Refs, recordOf } from './types/refs.ts'

/** A list of rows knows the kind that its dataset's own schema makes. */
type Lignes = Connection<RecordRow> & { readonly kind: Kind }

/** The rows of a dataset described by its own Table Schema, and their differences. */
export function ligneQueries(builder: Builder, refs: Refs, kinds: readonly Kind[]): void {
  if (!kinds.includes(libre)) return
  const column = ligneType(builder, refs)
  const { where, order } = ligneInputs(builder, refs)
  const connection = connectionType<RecordRow>(
    builder,
    refs,
    libre.typeName,
    recordOf(refs.records, libre),
    (t) => ({
      columns: t.field({
        type: [column],
        description: 'Colonnes du jeu, dans l’ordre de son schéma : de quoi lire les valeurs.',
        // Made below, with the kind of its dataset.
        resolve: (lignes) => Object.values((lignes as Lignes).kind.columns),
      }),
    }),
  )
  const dataset = {
    required: true,
    description: 'Le jeu, par son identifiant ou par son chemin « SIREN/nom-court ».',
  } as const
  builder.queryField('lignes', (t) =>
    t.field({
      type: connection,
      description: 'Lignes d’un jeu décrit par son propre schéma de table.',
      args: {
        asOf: t.arg({ type: refs.asOf, description: 'L’état ; le dernier par défaut.' }),
        dataset: t.arg.id(dataset),
        where: t.arg({ type: [where], description: 'Conditions, réunies par « et ».' }),
        orderBy: t.arg({
          type: [order],
          description: 'Tri, une seule colonne ; l’ordre de publication par défaut.',
        }),
        ...pageArguments(t.arg),
      },
      resolve: async (_root, args, context): Promise<Lignes> => {
        const at = await datasetAt(context, kinds, args.dataset, args.asOf)
        const filters = [only(at.dataset), ...readConditions(at.kind, args.where)]
        const order = readOrder(
          args.orderBy?.map(({ column, direction }) => ({
            field: columnOfName(at.kind, column),
            direction,
          })),
        )
        const name = `Ligne ${at.dataset.id}`
        const asked = { name, args, order, filter: { op: 'and', filters } as const }
        const page = await pageOf(context, at.kind, asked, (pin) =>
          stateOf(context, args.asOf, pin),
        )
        return { ...page, kind: at.kind }
      },
    }),
  )
  builder.queryField('lignesDiff', (t) =>
    t.field({
      type: refs.diff,
      description: 'Ce qui sépare deux états d’un jeu décrit par son propre schéma de table.',
      args: {
        dataset: t.arg.id(dataset),
        from: t.arg({ type: refs.asOf, required: true, description: 'L’état de départ.' }),
        to: t.arg({ type: refs.asOf, required: true, description: 'L’état d’arrivée.' }),
        where: t.arg({ type: [where], description: 'Conditions, tenues avant ou après.' }),
      },
      resolve: async (_root, { dataset, from, to, where }, context) => {
        const at = await datasetAt(context, kinds, dataset, to)
        return comparable({
          kind: at.kind,
          from: await stateOf(context, from),
          to: await stateOf(context, to),
          filter: { op: 'and', filters: [only(at.dataset), ...readConditions(at.kind, where)] },
        })
      },
    }),
  )
}

function only({ id }: DatasetRow): Filter {
  return { op: 'dataset', datasetId: id }
}

/**
 * A dataset of the kind libre, as a state knows it.
 *
 * @throws MillesimeError `DATASET_UNKNOWN`; `FILTER_INVALID` for a dataset that follows another kind
 */
async function datasetAt(
  context: Context,
  kinds: readonly Kind[],
  name: string,
  asOf: AsOfInput | null | undefined,
): Promise<{ readonly dataset: DatasetRow; readonly kind: Kind }> {
  const state = await stateOf(context, asOf)
  const dataset = await findDataset(context, state, name)
  if (dataset === undefined) {
    throw new MillesimeError('DATASET_UNKNOWN', `Le jeu « ${name} » n’est pas déclaré.`, { name })
  }
  const kind = kindOfDataset(dataset, kinds)
  if (kind.name !== libre.name) {
    throw new MillesimeError(
      'FILTER_INVALID',
      `Le jeu « ${name} » suit le modèle ${kind.name} : le lire par « ${kind.name} ».`,
      { kind: kind.name },
    )
  }
  return { dataset, kind }
}

async function findDataset({ db, loaders }: Context, state: State, name: string) {
  if (name.includes('/')) return await datasetByPath(db, state, name)
  const { type, parts } = readGlobalId(name)
  return type === 'Dataset'
    ? await loaders.dataset.load({ state, key: Number(parts[0]) })
    : undefined
}
