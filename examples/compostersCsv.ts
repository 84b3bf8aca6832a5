import Papa from 'papaparse'
import { COMPOSTERS_SCHEMA, type Composter } from './composters.ts'

/** How the publisher writes what it does not know. */
const UNKNOWN = 'NC'

/** A file of the shared composters, in the order of their schema. */
export function compostersCsv(composters: readonly Composter[]): string {
  const fields = COMPOSTERS_SCHEMA.fields.map(({ name }) => name)
  const data = composters.map(
    ({ id, nom, commune, place, bins, volume, opened, made, open, state }) => [
      id,
      nom,
      commune,
      place.long,
      place.lat,
      bins,
      volume ?? UNKNOWN,
      opened ?? UNKNOWN,
      made ?? UNKNOWN,
      open ? 'oui' : 'non',
      state,
    ],
  )
  return `${Papa.unparse({ fields, data }, { newline: '\n' })}\n`
}
