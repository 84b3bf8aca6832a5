import SchemaBuilder from '@pothos/core'
import type { Context } from './context.ts'

/** What Pothos must know of our types. */
export interface SchemaTypes {
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    Decimal: { Input: string; Output: string }
    SIREN: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    LocalDate: { Input: string; Output: string }
    URL: { Input: URL; Output: string }
    JSON: { Input: unknown; Output: unknown }
    File: { Input: File; Output: never }
    ID: { Input: string; Output: string }
  }
}

/** A builder of its own for each schema: two can live in one process, and no import has an effect. */
export function createBuilder() {
  return new SchemaBuilder<SchemaTypes>({ defaultFieldNullability: false })
}

export type Builder = ReturnType<typeof createBuilder>

/** Our types as Pothos completes them: what its generic builders and references are made of. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>
