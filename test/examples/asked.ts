import { savedQueries } from '../../examples/queries.ts'
import type { Api } from '../graphql/api.ts'
import { euros } from '../graphql/raw.ts'
import { type Line, onlineAt } from './published.ts'

/** The saved queries, as GraphiQL opens with them. */
export const QUERIES = savedQueries()

/** Later than every version. */
export const NOW = '2026-12-01T00:00:00+01:00'

/** What a query answers: the caller knows the shape of its own. */
export async function answer<Data>(api: Api, name: string): Promise<Data> {
  const [found] = QUERIES.filter((query) => query.name.endsWith(name))
  if (found === undefined) throw new Error(`no query ${name}`)
  return await api.read<Data>(found.query)
}

/** The grants that were online at an instant. */
export function grantsAt(instant: string): readonly Line[] {
  return ['299900019', '299900035'].flatMap((siren) => onlineAt(`${siren}/subventions`, instant))
}

/** The contracts that were, without the concessions: they have no amount. */
export function contractsAt(instant: string): readonly Line[] {
  return ['299900019', '299900027', '299900043']
    .flatMap((siren) => onlineAt(`${siren}/marches`, instant))
    .filter((line) => line['montant'] !== undefined)
}

/** Amounts in cents. */
export function amounts(lines: readonly Line[]): readonly number[] {
  return lines.map((line) => Math.round((euros(line['montant']) ?? 0) * 100))
}

/** Count, sum and largest, in euros. */
export function summed(lines: readonly Line[]) {
  const cents = amounts(lines)
  const sum = cents.reduce((total, one) => total + one, 0)
  return { count: lines.length, sum: sum / 100, max: Math.max(...cents) / 100 }
}
