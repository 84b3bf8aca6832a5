import { type RawBuilder, sql } from 'kysely'

// The driver types an array by its first element, as if it were that element; text it leaves to the server.

/** A `bigint[]` parameter. */
export function bigintArray(values: readonly bigint[]): RawBuilder<readonly bigint[]> {
  return sql`${values.map(String)}::bigint[]`
}

/** A `bytea[]` parameter. */
export function byteaArray(values: readonly Buffer[]): RawBuilder<readonly Buffer[]> {
  return sql`${values.map((value) => `\\x${value.toString('hex')}`)}::bytea[]`
}
