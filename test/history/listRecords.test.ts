import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { subventions } from '../../src/datasets/subventions.ts'
import {
  type AsOf,
  countRecords,
  type Db,
  diffSummary,
  EVERYTHING,
  type Filter,
  listRecords,
  type Order,
  type RecordRow,
  readHead,
  resolveState,
  type State,
  stateOfHead,
  sumRecords,
} from '../../src/history/index.ts'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'
import { columnsOf, compareOn, filtersOf, holds } from './filterModel.ts'
import { createModel, type Model, stepsOf } from './model.ts'
import { csvOf, type Line, lineOf, MODEL_KINDS, type ModelKind, textOf } from './modelKinds.ts'
import { allRecords } from './pages.ts'

describe.each(MODEL_KINDS)('records of $name', (kind) => {
  test('come in pages of any size, from either end, in every order, at every state', async ({
    db,
  }) => {
    const { states } = await givenStates(db, kind)
    const property = fc.asyncProperty(
      fc.nat(states.length - 1),
      orders(kind),
      fc.constantFrom('end' as const, 'start' as const),
      fc.integer({ min: 1, max: 7 }),
      fc.oneof(fc.constant(EVERYTHING), filtersOf(kind)),
      async (n, order, towards, size, filter) => {
        const known = states[n]
        if (known === undefined) return
        const state = await resolveState(db, await readHead(db), known.asOf)
        const all = await wholeOf(db, kind, state)
        expect(textsOf(kind, all)).toEqual(known.lines.map((line) => textOf(kind, line)).toSorted())
        const expected = all
          .filter((row) => holds(kind, filter, lineOf(kind, row.values)))
          .toSorted((a, b) => compareRows(kind, order, a, b))
        const page = { filter, size, towards, ...(order && { order }) }
        const found = await allRecords(db, kind.kind, state, page)
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        expect(await countRecords(db, kind.kind, state, filter)).toBe(expected.length)
      },
    )
    await fc.assert(property, { seed: 1, numRuns: 60 })
  })

  test('stay where they are between two pages, whatever is published meanwhile', async ({ db }) => {
    const { model, states } = await givenStates(db, kind)
    const lines = states.at(-1)?.lines ?? []
    const property = fc.asyncProperty(orders(kind), fc.nat(), async (order, n) => {
      const head = await readHead(db)
      const latest = { asOf: { position: head.position } }
      const { asOf } = [latest, ...states][n % 3] ?? latest
      const state = await resolveState(db, head, asOf)
      const all = (await wholeOf(db, kind, state)).toSorted((a, b) =>
        compareRows(kind, order, a, b),
      )
      const page = { filter: EVERYTHING, towards: 'end' as const, ...(order && { order }) }
      const first = await listRecords(db, kind.kind, state, { ...page, size: 5 })
      await model.publishAll([{ ...NO_STEP, adds: lines.slice(0, 9), order: n }])
      await republish(db, kind, model)
      const from = first.rows.at(-1)
      const rest = await listRecords(db, kind.kind, state, {
        ...page,
        size: 999,
        ...(from && { from }),
      })
      const ids = [...first.rows, ...rest.rows].map(({ id }) => id)
      expect(ids).toEqual(all.map(({ id }) => id))
      expect(rest.rows.every(({ toTick }) => toTick === null)).toBe(true)
    })
    await fc.assert(property, { seed: 1, numRuns: 8 })
  })

  test('are those of the head that a request pinned, even read after a publication', async ({
    db,
  }) => {
    const { model } = await givenStates(db, kind)
    const head = await readHead(db)
    const state = stateOfHead(head)
    const lines = model.linesAt({ position: head.position })
    const query = { kind: kind.kind, from: state, to: state, filter: EVERYTHING }
    const summary = await diffSummary(db, query)
    const sums = await sumRecords(db, kind.kind, state, EVERYTHING)
    const rows = await wholeOf(db, kind, state)
    await republish(db, kind, model)
    const moved = await wholeOf(db, kind, stateOfHead(await readHead(db)))
    expect(textsOf(kind, moved)).not.toEqual(textsOf(kind, rows))
    expect(await wholeOf(db, kind, state)).toEqual(rows)
    expect(textsOf(kind, rows)).toEqual(lines.map((line) => textOf(kind, line)).toSorted())
    expect(await countRecords(db, kind.kind, state, EVERYTHING)).toBe(lines.length)
    expect(await sumRecords(db, kind.kind, state, EVERYTHING)).toEqual(sums)
    expect(await diffSummary(db, query)).toEqual(summary)
    expect(summary).toMatchObject({ added: 0, removed: 0, changed: 0, unchanged: lines.length })
  })
})

describe('a filter', () => {
  const [, kind] = MODEL_KINDS
  const objets = (rows: readonly RecordRow[]) =>
    rows.map(({ values }) => values['objet']).toSorted()

  async function givenObjets(
    db: Db,
    texts: readonly string[],
  ): Promise<(filter: Filter) => Promise<unknown[]>> {
    const { path, id } = await givenDataset(db, 'subventions')
    if (kind === undefined) throw new Error('no kind')
    await publishText(
      db,
      path,
      csvOf(
        kind,
        texts.map((objet) => ({ nomBeneficiaire: 'B', objet })),
      ),
    )
    const state = await resolveState(db, await readHead(db), { datasetId: id, version: 1 })
    return async (filter) => {
      const page = { filter, size: 100, towards: 'end' } as const
      const found = objets((await listRecords(db, subventions, state, page)).rows)
      // The same rows in any order: with one, those without a value are read apart, or not at all.
      for (const direction of ['asc', 'desc'] as const) {
        const ordered = { ...page, order: { column: 'objet', direction } }
        expect(objets((await listRecords(db, subventions, state, ordered)).rows)).toEqual(found)
      }
      return found
    }
  }

  test('of no value is nothing, of no condition everything, and its contrary the rest', async ({
    db,
  }) => {
    const found = await givenObjets(db, ['a', 'b', ''])
    const objet = (op: 'in' | 'notIn', value: readonly string[]) => ({ op, column: 'objet', value })
    expect(await found(objet('in', []))).toEqual([])
    expect(await found({ op: 'or', filters: [] })).toEqual([])
    expect(await found({ op: 'and', filters: [] })).toEqual(['a', 'b', null])
    expect(await found(objet('notIn', []))).toEqual(['a', 'b', null])
    expect(await found(objet('notIn', ['A']))).toEqual(['b', null])
    expect(await found({ op: 'ne', column: 'objet', value: 'À' })).toEqual(['b', null])
    expect(await found({ op: 'not', filter: { op: 'eq', column: 'objet', value: 'a' } })).toEqual([
      'b',
      null,
    ])
    expect(await found({ op: 'isNull', column: 'objet', value: true })).toEqual([null])
    expect(await found({ op: 'isNull', column: 'objet', value: false })).toEqual(['a', 'b'])
  })

  test('takes the signs of patterns and of arrays as they are', async ({ db }) => {
    const texts = ['100 %', '100 x', 'a_b', 'axb', 'c\\d', 'cd', '{a,b}', 'null', '"q"', "l'eau"]
    const found = await givenObjets(db, texts)
    const contains = (value: string) => found({ op: 'contains', column: 'objet', value })
    expect(await contains('%')).toEqual(['100 %'])
    expect(await contains('_')).toEqual(['a_b'])
    expect(await contains('\\')).toEqual(['c\\d'])
    expect(await contains('L’EAU')).toEqual(["l'eau"])
    for (const text of texts) {
      expect(await found({ op: 'in', column: 'objet', value: [text, 'zz'] })).toEqual([text])
      expect(await found({ op: 'eq', column: 'objet', value: text })).toEqual([text])
      expect(await found({ op: 'startsWith', column: 'objet', value: text })).toEqual([text])
    }
  })

  test('compares the whole of a text that is too long for its index', async ({ db }) => {
    const start = `${'🎻 musique '.repeat(9)}à l’école des Brumes`
    const texts = [`${start}, un`, `${start}, deux`, start]
    expect(start.length).toBeGreaterThan(100)
    const found = await givenObjets(db, texts)
    for (const text of texts) {
      expect(await found({ op: 'eq', column: 'objet', value: text.toUpperCase() })).toEqual([text])
      expect(await found({ op: 'in', column: 'objet', value: [text] })).toEqual([text])
    }
  })

  test('of likeness holds what pg_trgm finds alike', async ({ db }) => {
    const texts = ['Réparation du toit', 'Achat d’instruments', 'Reparations de toitures', 'Voyage']
    const found = await givenObjets(db, texts)
    const { rows } = await sql<{ texts: string[] }>`
      select array_agg(distinct objet order by objet) as texts from lecture.subvention_current
      where objet = any(${texts}::text[]) and word_similarity('reparation toit', objet_pli) >= 0.6`.execute(
      db,
    )
    const alike = await found({ op: 'similar', column: 'objet', value: 'RÉPARATION TOIT' })
    expect(alike).toEqual(rows[0]?.texts.toSorted())
    expect(alike).toContain('Réparation du toit')
    expect(alike).not.toContain('Voyage')
  })

  test('or an order on a column that has no index is refused', async ({ db }) => {
    const state = stateOfHead(await readHead(db))
    const page = { filter: EVERYTHING, size: 1, towards: 'end' } as const
    const refused = { code: 'FILTER_INVALID' }
    const filter = { op: 'eq', column: 'referenceDecision', value: 'x' } as const
    await expect(listRecords(db, subventions, state, { ...page, filter })).rejects.toMatchObject(
      refused,
    )
    const order = { column: 'id', direction: 'asc' } as const
    await expect(listRecords(db, subventions, state, { ...page, order })).rejects.toMatchObject(
      refused,
    )
  })
})

interface Known {
  readonly asOf: AsOf
  readonly lines: readonly Line[]
}

const NO_STEP = {
  dataset: 0,
  scope: 'complet',
  drops: [],
  copies: [],
  edits: [],
  adds: [],
  back: [],
  order: 0,
  days: 0,
} as const

/** The model of each kind: it must know every dataset of the file's database. */
const models = new Map<string, Model>()

/** States of each form over a random log, the last of which is the head. */
async function givenStates(db: Db, kind: ModelKind) {
  const model = models.get(kind.name) ?? createModel(db, kind)
  models.set(kind.name, model)
  const steps = fc.sample(stepsOf(kind, 14), { seed: 8, numRuns: 1 })[0] ?? []
  const versions = await model.publishAll(
    steps.map((step) => ({ ...step, drops: step.drops.slice(1) })),
  )
  const states = versions
    .slice(-4)
    .flatMap(({ datasetId, number, position, publishedAt, lines }): Known[] => [
      { asOf: { publishedAt, position }, lines: model.linesAt({ position, online: publishedAt }) },
      { asOf: { datasetId, version: number }, lines },
      { asOf: { position }, lines: model.linesAt({ position }) },
    ])
  return { model, states }
}

/** Changes, removes and adds something in every dataset that the model knows. */
async function republish(db: Db, kind: ModelKind, model: Model): Promise<void> {
  const { position } = await readHead(db)
  for (const { datasetId, lines } of model.datasetsAt(position)) {
    const changed = lines.slice(1).map((line) => ({ ...line, [kind.measure]: '7' }))
    await model.publishLines(datasetId, [
      ...changed,
      { ...lines[0], annee: '2031', objet: 'Autre' },
    ])
  }
}

function orders(kind: ModelKind): fc.Arbitrary<Order | undefined> {
  const order = fc.record({
    column: fc.constantFrom(...columnsOf(kind)),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  })
  return fc.option(order, { nil: undefined, freq: 8 })
}

function compareRows(
  kind: ModelKind,
  order: Order | undefined,
  a: RecordRow,
  b: RecordRow,
): number {
  const byId = a.id < b.id ? -1 : 1
  if (order === undefined) return byId
  const lines = [lineOf(kind, a.values), lineOf(kind, b.values)] as const
  return compareOn(kind, order, lines) || (order.direction === 'asc' ? byId : -byId)
}

async function wholeOf(db: Db, kind: ModelKind, state: State): Promise<readonly RecordRow[]> {
  const page = { filter: EVERYTHING, size: 9_999, towards: 'end' } as const
  return (await listRecords(db, kind.kind, state, page)).rows
}

function textsOf(kind: ModelKind, rows: readonly RecordRow[]): readonly string[] {
  return rows.map(({ values }) => textOf(kind, lineOf(kind, values))).toSorted()
}
