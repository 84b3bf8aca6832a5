import { collectivites } from '../../datasets/index.ts'
import type { RecordRow } from '../../history/index.ts'
import type { Builder } from '../builder.ts'
import { type Refs, recordOf } from './refs.ts'

/** Inhabitants from which a collectivité must publish its data, if it has enough agents too (CRPA L312-1-1). */
const THRESHOLD = 3_500

type Duty = 'unknown' | 'below' | 'reached'

/** What a collectivité is beside its record in the reference: its datasets, and whether it must publish. */
export function collectiviteTypes(builder: Builder, refs: Refs): void {
  const status = builder.enumType('PublicationDutyStatus', {
    description: 'Ce que la population dit de l’obligation de publier.',
    values: {
      POPULATION_REACHED: {
        value: 'reached',
        description: 'Le seuil de population est atteint ; celui d’agents n’est pas connu ici.',
      },
      NOT_CONCERNED: { value: 'below', description: 'Le seuil de population n’est pas atteint.' },
      UNKNOWN: { value: 'unknown', description: 'La population n’est pas connue.' },
    } as const,
  })
  const duty = builder.objectRef<{ readonly duty: Duty }>('PublicationDuty').implement({
    description:
      'L’obligation de publier ses données (CRPA, article L. 312-1-1) : à partir de 3 500 habitants et de 50 agents.',
    fields: (t) => ({
      status: t.field({ type: status, description: 'Ce qui est su.', resolve: ({ duty }) => duty }),
      explanation: t.string({
        description: 'La même chose, en français.',
        resolve: ({ duty }) => EXPLANATIONS[duty],
      }),
    }),
  })
  builder.objectFields(recordOf(refs.records, collectivites), (t) => ({
    datasets: t.field({
      type: [refs.dataset],
      description: 'Jeux qu’elle publie, dans l’ordre de leur déclaration.',
      resolve: async ({ state, values: { siren } }, _args, { loaders }) =>
        typeof siren === 'string'
          ? [...(await loaders.datasetsOf.load({ state, key: siren }))]
          : [],
    }),
    publicationDuty: t.field({
      type: duty,
      description: 'Si elle doit publier ses données, pour autant qu’on le sache.',
      resolve: (row) => ({ duty: dutyOf(row) }),
    }),
  }))
}

function dutyOf({ values: { population } }: RecordRow): Duty {
  if (typeof population !== 'number') return 'unknown'
  return population >= THRESHOLD ? 'reached' : 'below'
}

const EXPLANATIONS: Readonly<Record<Duty, string>> = {
  reached:
    'Elle a au moins 3 500 habitants : elle doit publier si elle emploie aussi 50 agents ou plus, ce que le référentiel ne dit pas.',
  below: 'Elle a moins de 3 500 habitants : elle publie si elle le veut.',
  unknown: 'Sa population n’est pas connue : l’obligation ne peut pas être dite.',
}
