import { GraphQLError } from 'graphql'
import { MillesimeError } from '../errors.ts'

/**
 * What a client may be told of an error: an expected failure with its French message, its stable code and its
 * details, or a fault of the request itself. Undefined for anything else, which is a bug and is masked.
 */
export function toGraphqlError(error: unknown): GraphQLError | undefined {
  if (error instanceof MillesimeError) {
    return new GraphQLError(error.message, {
      extensions: { code: error.code, details: error.details },
    })
  }
  if (!(error instanceof GraphQLError)) return undefined
  const { originalError, nodes, path } = error
  if (originalError === undefined || originalError instanceof GraphQLError) return error
  if (!(originalError instanceof MillesimeError)) return undefined
  const { message, code, details } = originalError
  return new GraphQLError(message, {
    ...(nodes ? { nodes } : {}),
    ...(path ? { path } : {}),
    extensions: { code, details },
  })
}
