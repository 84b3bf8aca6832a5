import { type Anchor, listRecords, type Page, type State } from '../../src/history/index.ts'
import type { Base } from '../bench.ts'
import { interleave, type Measure } from '../measure.ts'
import { PAGES_OF_ROUND, pagesReader, SLICES } from '../pages.ts'
import { KIND, stateNow } from '../states.ts'

const DEPTH = 8_000

export const deepPage: Measure = {
  name: 'deep-page',
  title: 'deep page (row 8 000)',
  reference: 'first page',
  better: 'low',
  must: 1.3,
  goal: 1.1,
  quick: true,
  async run({ size, filled }) {
    const base = await filled(size.data)
    const first: Page = {
      filter: { op: 'gte', column: 'montant', value: '1000' },
      order: { column: 'montant', direction: 'desc' },
      size: 20,
      towards: 'end',
    }
    const state = await stateNow(base)
    const deep = { ...first, from: await rowAt(base, state, first, DEPTH) }
    const now = () => stateNow(base)
    const times = await interleave(
      size.rounds,
      { deep: pagesReader(base, now, [deep]), first: pagesReader(base, now, [first]) },
      SLICES,
    )
    return [
      {
        label: 'by cursor, by amount',
        unit: PAGES_OF_ROUND,
        measured: times.deep,
        reference: times.first,
      },
    ]
  },
}

/** The row at a depth, reached as a client would: page after page. */
async function rowAt(base: Base, state: State, page: Page, depth: number): Promise<Anchor> {
  let from: Anchor | undefined
  for (let seen = 0; seen < depth; seen += 1_000) {
    const large = { ...page, size: 1_000, ...(from ? { from } : {}) }
    const { rows } = await listRecords(base.db, KIND, state, large)
    from = rows.at(-1)
  }
  if (from === undefined) throw new Error(`fewer than ${depth} rows`)
  return from
}
