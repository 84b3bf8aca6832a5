import {
  EVERYTHING,
  type Filter,
  listRecords,
  type Page,
  type State,
} from '../src/history/index.ts'
import type { Base } from './bench.ts'
import { KIND } from './states.ts'

/** A shape of list query, and pages of it with other values. */
export interface Shape {
  readonly label: string
  readonly pages: readonly Page[]
}

/** Different values of a shape. */
const COUNT = 60

/** First pages of 20, of the shapes that people ask. */
export async function firstPages({ client }: Base): Promise<readonly Shape[]> {
  const some = await client<{ siret: string }[]>`
    select "idBeneficiaire" as siret from subvention_current where "idBeneficiaire" is not null
    group by 1 having count(*) between 2 and 60 order by md5("idBeneficiaire") limit ${COUNT}`
  const heavy = await client<{ siren: string }[]>`
    select "sirenBeneficiaire" as siren from subvention_current where "sirenBeneficiaire" is not null
    group by 1 order by count(*) desc limit 10`
  const amounts = Array.from({ length: COUNT }, (_, i) => String(1_000 + i * 15_013))
  const days = Array.from({ length: COUNT }, (_, i) => `20${15 + (i % 10)}-0${1 + (i % 9)}-15`)
  return [
    {
      label: 'of a beneficiary, by amount',
      pages: some.map(({ siret }) =>
        first({ op: 'eq', column: 'idBeneficiaire', value: siret }, 'montant'),
      ),
    },
    {
      label: 'of a beneficiary of thousands, by amount',
      pages: heavy.map(({ siren }) =>
        first({ op: 'eq', column: 'sirenBeneficiaire', value: siren }, 'montant'),
      ),
    },
    {
      label: 'up to an amount, by amount',
      pages: amounts.map((value) => first({ op: 'lte', column: 'montant', value }, 'montant')),
    },
    {
      label: 'up to a day, by day',
      pages: days.map((value) =>
        first({ op: 'lte', column: 'dateConvention', value }, 'dateConvention'),
      ),
    },
    { label: 'all, by name', pages: [first(EVERYTHING, 'nomBeneficiaire')] },
  ]
}

function first(filter: Filter, column: string): Page {
  return { filter, order: { column, direction: 'desc' }, size: 20, towards: 'end' }
}

/** Pages of a slice, and slices of a round: what one page takes is less than a clock's noise. */
const SLICE = 6
export const SLICES = 10
export const PAGES_OF_ROUND = `ms for ${SLICE * SLICES} pages`

/** What reads the next pages of a shape each time it is called. */
export function pagesReader(
  { db }: Base,
  stateOf: () => Promise<State>,
  pages: readonly Page[],
): () => Promise<void> {
  let at = 0
  return async () => {
    const state = await stateOf()
    for (let i = 0; i < SLICE; i += 1) {
      const page = pages[at % pages.length]
      at += 1
      if (page !== undefined) await listRecords(db, KIND, state, page)
    }
  }
}
