import { type RawBuilder, sql } from 'kysely'

/**
 * A `bigint[]` parameter, from texts: the driver types an array by its first element, as if it were that
 * element, and only leaves texts to the server.
 */
export function bigintArray(values: readonly bigint[]): RawBuilder<readonly bigint[]> {
  return sql`${values.map(String)}::bigint[]`
}
