import { type Kind, publicName } from '../../datasets/index.ts'
import {
  type ChangeKind,
  countChanges,
  type DiffQuery,
  type DiffSummary,
  diffSummary,
  listChanges,
  type State,
  stateKey,
  type TotalChange,
} from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { writeCursor } from '../cursors.ts'
import { sentenceOf } from '../diffSentence.ts'
import { columnOfName } from '../ligneWhere.ts'
import { forwardArguments, readPage } from '../pageArguments.ts'
import { present } from './recordTypes.ts'
import { connectionOf, type Refs } from './refs.ts'

/** One summary for all the fields of a difference that need it. */
const summaries = new WeakMap<DiffQuery, Promise<DiffSummary>>()

function summaryOf({ db }: Context, diff: DiffQuery): Promise<DiffSummary> {
  const summary = summaries.get(diff) ?? diffSummary(db, diff)
  summaries.set(diff, summary)
  return summary
}

/** Differences between two states. */
export function diffTypes(builder: Builder, refs: Refs): void {
  const summary = builder
    .objectRef<{ readonly summary: DiffSummary; readonly kind: Kind }>('DiffSummary')
    .implement({
      description: 'Une différence en nombres, et en une phrase.',
      fields: (t) => ({
        added: t.int({ description: 'Ajoutés.', resolve: ({ summary }) => summary.added }),
        removed: t.int({ description: 'Retirés.', resolve: ({ summary }) => summary.removed }),
        changed: t.int({ description: 'Modifiés.', resolve: ({ summary }) => summary.changed }),
        unchanged: t.int({
          description: 'Inchangés.',
          resolve: ({ summary }) => summary.unchanged,
        }),
        sentence: t.string({
          description: 'La même chose, en français.',
          resolve: ({ summary, kind }) => sentenceOf(kind, summary),
        }),
      }),
    })
  const total = totalType(builder)
  const state =
    (side: 'from' | 'to') =>
    (diff: DiffQuery): State =>
      diff[side]
  refs.diff.implement({
    description:
      'Ce qui sépare deux états, parmi les enregistrements qui répondent au filtre avant ou après.',
    fields: (t) => ({
      from: t.field({ type: refs.state, description: 'L’état de départ.', resolve: state('from') }),
      to: t.field({ type: refs.state, description: 'L’état d’arrivée.', resolve: state('to') }),
      summary: t.field({
        type: summary,
        description: 'Combien d’ajouts, de retraits et de modifications.',
        resolve: async (diff, _args, context) => ({
          summary: await summaryOf(context, diff),
          kind: diff.kind,
        }),
      }),
      totals: t.field({
        type: [total],
        description: 'Chaque somme expliquée : avant + ajouts − retraits + modifications = après.',
        resolve: async (diff, _args, context) =>
          (await summaryOf(context, diff)).totals.map((total) => ({
            ...total,
            column: publicName(diff.kind, total.column),
          })),
      }),
      changes: t.field({
        type: refs.changes,
        description: 'Les changements, un à un.',
        args: {
          kinds: t.arg({ type: [refs.changeKind], description: 'Ceux-là seulement.' }),
          field: t.arg.string({ description: 'Ceux qui touchent ce champ seulement.' }),
          ...forwardArguments(t.arg),
        },
        resolve: async (diff, args, context) => await changePage(context, diff, args),
      }),
    }),
  })
}

function totalType(builder: Builder) {
  return builder.objectRef<TotalChange>('TotalChange').implement({
    description: 'Comment une somme a bougé. Les enregistrements sans valeur n’y comptent pas.',
    fields: (t) => ({
      field: t.string({ description: 'Champ sommé.', resolve: ({ column }) => column }),
      before: t.field({
        type: 'Decimal',
        description: 'Somme avant.',
        resolve: ({ before }) => before,
      }),
      added: t.field({
        type: 'Decimal',
        description: 'Somme des ajouts.',
        resolve: ({ added }) => added,
      }),
      removed: t.field({
        type: 'Decimal',
        description: 'Somme des retraits.',
        resolve: ({ removed }) => removed,
      }),
      changed: t.field({
        type: 'Decimal',
        description: 'Ce que les modifications ajoutent, ou retranchent.',
        resolve: ({ changed }) => changed,
      }),
      after: t.field({
        type: 'Decimal',
        description: 'Somme après.',
        resolve: ({ after }) => after,
      }),
    }),
  })
}

async function changePage(
  { db }: Context,
  diff: DiffQuery,
  args: {
    kinds?: readonly ChangeKind[] | null | undefined
    field?: string | null | undefined
    first?: number | null | undefined
    after?: string | null | undefined
  },
) {
  // A cursor of other states is of another list.
  const list = `${diff.kind.typeName}.changes ${stateKey(diff.from)} ${stateKey(diff.to)}`
  const { size, cursor } = readPage(list, args)
  const [datasetId, recordId] = cursor?.ids ?? []
  const selection = {
    ...(args.kinds ? { kinds: args.kinds } : {}),
    // An unknown name is told as such where columns are checked.
    ...(args.field ? { column: columnOfName(diff.kind, args.field) } : {}),
  }
  const rows = await listChanges(db, diff, {
    size,
    ...selection,
    ...(datasetId && recordId
      ? { after: { datasetId: Number(datasetId), recordId: BigInt(recordId) } }
      : {}),
  })
  return connectionOf(rows.slice(0, size), {
    state: diff.to,
    towards: 'end',
    hasMore: rows.length > size,
    resumed: cursor !== undefined,
    cursorOf: (change) => {
      const row = present(change.after ?? change.before)
      return writeCursor({
        list,
        pin: { position: diff.to.position },
        ids: [String(row.datasetId), String(row.recordId)],
      })
    },
    total: () => countChanges(db, diff, selection),
  })
}
