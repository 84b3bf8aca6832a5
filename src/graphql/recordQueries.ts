import { type AsOf, comparable } from '../history/index.ts'
import { stateOf } from './asOf.ts'
import type { Builder } from './builder.ts'
import { columnsAsked } from './columnsAsked.ts'
import { type RecordListTypes, recordArguments, recordPage } from './recordLists.ts'
import type { Refs } from './types/refs.ts'
import { readWhere } from './where.ts'

/** For each kind whose columns are its own, its list and its differences. */
export function recordQueries(
  builder: Builder,
  refs: Refs,
  lists: readonly RecordListTypes[],
): void {
  for (const types of lists) {
    const { kind, where, connection } = types
    builder.queryField(kind.name, (t) =>
      t.field({
        type: connection,
        description: `${kind.title}, de toutes les collectivités, à l’état demandé.`,
        args: {
          asOf: t.arg({ type: refs.asOf, description: 'L’état ; le dernier par défaut.' }),
          ...recordArguments(t.arg, types),
        },
        resolve: async (_root, args, context, info) => {
          const atHead = args.asOf == null && info.operation.selectionSet.selections.length === 1
          const stateFor = (pin?: AsOf) => stateOf(context, args.asOf, pin)
          const columns = columnsAsked(kind, info)
          return await recordPage(context, kind, kind.typeName, args, stateFor, { atHead, columns })
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
            filter: readWhere(kind, where),
          }),
      }),
    )
  }
}
