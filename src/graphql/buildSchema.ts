import type { GraphQLSchema } from 'graphql'
import { KINDS, type Kind } from '../datasets/index.ts'
import { createBuilder } from './builder.ts'
import { ligneQueries } from './ligneQueries.ts'
import { mutations } from './mutations.ts'
import { catalogueQueries } from './queries.ts'
import { recordListTypes } from './recordLists.ts'
import { recordQueries } from './recordQueries.ts'
import { addScalars } from './scalars.ts'
import { changeTypes } from './types/changeTypes.ts'
import { collectiviteTypes } from './types/collectiviteTypes.ts'
import { datasetTypes } from './types/datasetTypes.ts'
import { diffTypes } from './types/diffTypes.ts'
import { organismeTypes } from './types/organismeTypes.ts'
import { recordTypes } from './types/recordTypes.ts'
import { createRefs } from './types/refs.ts'
import { versionTypes } from './types/versionTypes.ts'
import { conditionTypes } from './where.ts'

/** The whole schema, derived from the kinds it serves. */
export function buildSchema(kinds: readonly Kind[] = KINDS): GraphQLSchema {
  const builder = createBuilder()
  addScalars(builder)
  const refs = createRefs(builder, kinds)
  datasetTypes(refs, kinds)
  const reportTypes = versionTypes(builder, refs, kinds)
  recordTypes(builder, refs, kinds)
  collectiviteTypes(builder, refs)
  changeTypes(builder, refs)
  diffTypes(builder, refs)
  catalogueQueries(builder, refs, kinds)
  const lists = recordListTypes(builder, refs, kinds, conditionTypes(builder))
  recordQueries(builder, refs, lists)
  ligneQueries(builder, refs, kinds)
  organismeTypes(builder, refs, kinds, lists)
  mutations(builder, refs, kinds, reportTypes)
  return builder.toSchema()
}
