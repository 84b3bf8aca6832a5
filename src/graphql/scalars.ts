import { GraphQLError, Kind as Node } from 'graphql'
import { GraphQLDateTime, GraphQLJSON, GraphQLLocalDate, GraphQLURL } from 'graphql-scalars'
import type { Builder } from './builder.ts'

const DECIMAL = /^[+-]?\d{1,100}(\.\d{1,100})?$/

/** The scalars of the schema: those of graphql-scalars where they exist. */
export function addScalars(builder: Builder): void {
  builder.addScalarType('DateTime', GraphQLDateTime, {
    description: 'Instant en UTC, à la milliseconde : « 2026-03-12T09:30:00.000Z » (RFC 3339).',
  })
  builder.addScalarType('LocalDate', GraphQLLocalDate, {
    description: 'Jour du calendrier : « 2026-03-12 ».',
    // Ours are days already, as the database writes them.
    serialize: String,
  })
  builder.addScalarType('URL', GraphQLURL, { description: 'Adresse web.' })
  builder.addScalarType('JSON', GraphQLJSON, { description: 'Valeur JSON.' })
  builder.scalarType('Decimal', {
    description: 'Nombre décimal exact, en texte : « 23000.5 ». Jamais un flottant.',
    serialize: (value) => value,
    parseValue: (value) => decimal(String(value)),
    parseLiteral: (node) =>
      node.kind === Node.STRING || node.kind === Node.INT || node.kind === Node.FLOAT
        ? decimal(node.value)
        : decimal(''),
  })
  builder.scalarType('SIREN', {
    description: 'Identifiant d’une personne morale : neuf chiffres.',
    serialize: (value) => value,
    parseValue: (value) => siren(String(value)),
  })
  builder.scalarType('File', {
    description: 'Fichier envoyé avec la requête (GraphQL multipart request).',
    serialize: () => {
      throw new Error('a File is only ever received')
    },
  })
}

function decimal(text: string): string {
  if (!DECIMAL.test(text)) {
    throw new GraphQLError(`Un nombre décimal s’écrit « 23000.5 », pas « ${text} ».`)
  }
  return text
}

function siren(text: string): string {
  if (!/^\d{9}$/.test(text)) throw new GraphQLError(`Un SIREN a neuf chiffres, pas « ${text} ».`)
  return text
}
