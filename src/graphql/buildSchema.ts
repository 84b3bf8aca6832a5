import type { GraphQLSchema } from 'graphql'
import { KINDS, type Kind } from '../datasets/index.ts'
import { createBuilder } from './builder.ts'
import { mutations } from './mutations.ts'
import { catalogueQueries, recordQueries } from './queries.ts'
import { addScalars } from './scalars.ts'
import { changeTypes } from './types/changeTypes.ts'
import { datasetTypes } from './types/datasetTypes.ts'
import { diffTypes } from './types/diffTypes.ts'
import { recordTypes } from './types/recordTypes.ts'
import { createRefs } from './types/refs.ts'
import { versionTypes } from './types/versionTypes.ts'

/** The whole schema, derived from the kinds it serves. */
export function buildSchema(kinds: readonly Kind[] = KINDS): GraphQLSchema {
  const builder = createBuilder()
  addScalars(builder)
  const refs = createRefs(builder, kinds)
  datasetTypes(refs, kinds)
  const reportTypes = versionTypes(builder, refs, kinds)
  recordTypes(builder, refs, kinds)
  changeTypes(builder, refs)
  diffTypes(builder, refs)
  catalogueQueries(builder, refs, kinds)
  recordQueries(builder, refs, kinds)
  mutations(builder, refs, kinds, reportTypes)
  return builder.toSchema()
}
