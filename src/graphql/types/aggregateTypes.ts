import type { Kind } from '../../datasets/index.ts'
import type { Aggregates, MeasureBounds, MeasureSum, RecordRow } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import { describeColumn } from './columnFields.ts'
import type { ConnectionFields } from './connection.ts'

/** One measure: its bounds are read when a field asks for them. */
interface DecimalAggregates extends MeasureSum {
  readonly bounds: () => Promise<MeasureBounds>
}

/** The field `aggregates` of the lists of a kind: exact, over the whole list and not the page. */
export function aggregateFields(builder: Builder) {
  const decimals = builder.objectRef<DecimalAggregates>('DecimalAggregates').implement({
    description: 'Une colonne de nombres en une fois. Ce qui est vide n’y compte pas pour zéro.',
    fields: (t) => ({
      sum: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'Somme exacte ; vide si rien n’a de valeur.',
        resolve: ({ sum }) => sum,
      }),
      min: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'La plus petite valeur.',
        resolve: async ({ bounds }) => (await bounds()).min,
      }),
      max: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'La plus grande valeur.',
        resolve: async ({ bounds }) => (await bounds()).max,
      }),
      nulls: t.exposeInt('nulls', { description: 'Enregistrements sans valeur.' }),
    }),
  })
  return (kind: Kind) => {
    const all = builder.objectRef<Aggregates>(`${kind.typeName}Aggregates`).implement({
      description: 'Une liste entière en nombres.',
      fields: (t) => ({
        count: t.exposeInt('count', { description: 'Nombre d’enregistrements.' }),
        ...Object.fromEntries(
          kind.measures.map((name) => [
            name,
            t.field({
              type: decimals,
              description: describeColumn(kind, name),
              resolve: ({ measures, bounds }) => ({
                ...(measures[name] ?? { sum: null, nulls: 0 }),
                bounds: async () => (await bounds())[name] ?? { min: null, max: null },
              }),
            }),
          ]),
        ),
      }),
    })
    return (t: ConnectionFields<RecordRow>) => ({
      aggregates: t.field({
        type: all,
        description: 'Sommes et bornes de la liste entière, exactes.',
        resolve: async ({ aggregates }) =>
          (await aggregates?.()) ?? { count: 0, measures: {}, bounds: async () => ({}) },
      }),
    })
  }
}
