import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type Kind, libreKind, tablesOf } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import {
  type AsOf,
  aggregateRecords,
  countRecords,
  type Db,
  diffSummary,
  EVERYTHING,
  type Filter,
  readHead,
  resolveState,
  type State,
  stateOfHead,
  sumRecords,
} from '../../src/history/index.ts'
import { isOfDatasets } from '../../src/history/totals.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { createModel, stepsOf } from './model.ts'
import { hundredths, MODEL_KINDS } from './modelKinds.ts'

describe('the totals of datasets', () => {
  test.for(MODEL_KINDS)(
    'of random publications of $name are what a scan of every state gives',
    async (kind, { db }) => {
      const model = createModel(db, kind)
      const property = fc.asyncProperty(stepsOf(kind, 6), async (steps) => {
        for (const { datasetId, number, position, publishedAt } of await model.publishAll(steps)) {
          const online = model.linesAt({ position, online: publishedAt })
          const cut = await stateOf(db, { publishedAt, position })
          const sums = await sumRecords(db, kind.kind, cut, EVERYTHING)
          expect(sums.count).toBe(online.length)
          expect(hundredths([sums.sums[kind.measure]])).toBe(
            hundredths(online.map((line) => line[kind.measure])),
          )
          const version = await stateOf(db, { datasetId, version: number })
          for (const state of [cut, version, await stateOf(db, { position })]) {
            for (const filter of filtersOn(datasetId)) {
              await expectSameAsScan(db, kind.kind, state, filter, kind.measure)
            }
          }
        }
        await expectSameAsScan(db, kind.kind, await now(db), EVERYTHING, kind.measure)
      })
      await fc.assert(property, { seed: 3, numRuns: 5 })
      expect(await storedTotals(db, kind.kind)).toEqual(await scannedTotals(db, kind.kind))
    },
  )

  test('are right after a load ahead of the log, and after files whose changed lines alone are read', async ({
    db,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const rows = (length: number, count: number) =>
      Array.from({ length }, (_, i) => ['F', `P${i}`, i % 3 ? i : count, 2020] as const)
    const files = [rows(6_100, 1), rows(6_100, 2), rows(6_000, 2), rows(6_001, 2), rows(10, 2)]
    for (const [i, file] of files.entries()) {
      const everyLine = i % 2 === 1
      const outcome = await publishText(db, path, prenomsCsv(file), { everyLine })
      expect(outcome.outcome).toBe('published')
      const state = await stateOf(db, { datasetId: id, version: i + 1 })
      const sum = file.reduce((total, [, , count]) => total + count, 0)
      const expected = { count: file.length, sums: { nombreOccurrences: String(sum) } }
      expect(await sumRecords(db, prenoms, state, EVERYTHING)).toEqual(expected)
    }
    expect(await storedTotals(db, prenoms)).toEqual(await scannedTotals(db, prenoms))
  })

  test('of a libre dataset are of its own numbers', async ({ db }) => {
    const schema = {
      fields: [{ name: 'id' }, { name: 'poids', type: 'number' }, { name: 'prix', type: 'number' }],
      primaryKey: 'id',
    } as const
    const kind = libreKind(schema)
    const { path, id } = await givenDataset(db, 'libre', '299900019', schema)
    const header = 'id;poids;prix\n'
    await publishText(db, path, `${header}a;0,10;\nb;2.5;\n`)
    await publishText(db, path, `${header}b;-3;0.001\nc;;\n`)
    const filter = { op: 'dataset', datasetId: id } as const
    const totals = async (version: number) => {
      const state = await stateOf(db, { datasetId: id, version })
      await expectSameAsScan(db, kind, state, filter, 'c1')
      const { count, measures } = await aggregateRecords(db, kind, state, filter)
      return { count, measures }
    }
    expect(await totals(1)).toEqual({
      count: 2,
      measures: { c2: { sum: '2.6', nulls: 0 }, c3: { sum: null, nulls: 2 } },
    })
    expect(await totals(2)).toEqual({
      count: 2,
      measures: { c2: { sum: '-3', nulls: 1 }, c3: { sum: '0.001', nulls: 1 } },
    })
  })

  test('answer for every filter that only tells datasets apart, and for no other', () => {
    const dataset = { op: 'dataset', datasetId: 1 } as const
    const column = { op: 'eq', column: 'annee', value: 2020 } as const
    expect(
      [EVERYTHING, dataset, not(dataset), and(and(dataset), not(or()))].every(isOfDatasets),
    ).toBe(true)
    expect(
      [column, not(column), and(dataset, column), or(not(and(column)))].some(isOfDatasets),
    ).toBe(false)
    expect(isOfDatasets({ op: 'some', column: 'titulaires', filter: EVERYTHING })).toBe(false)
  })
})

const and = (...filters: readonly Filter[]): Filter => ({ op: 'and', filters })
const or = (...filters: readonly Filter[]): Filter => ({ op: 'or', filters })
const not = (filter: Filter): Filter => ({ op: 'not', filter })

/** Every record has a value in a column or has none: true of all, but the totals do not know it. */
function scanned(filter: Filter, column: string): Filter {
  const isNull = (value: boolean) => ({ op: 'isNull', column, value }) as const
  return and(filter, or(isNull(true), isNull(false)))
}

function filtersOn(datasetId: number): readonly Filter[] {
  const one = { op: 'dataset', datasetId } as const
  return [EVERYTHING, one, not(one), or(), or(one, { op: 'dataset', datasetId: datasetId + 1 })]
}

async function expectSameAsScan(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
  column: string,
): Promise<void> {
  const scan = scanned(filter, column)
  expect(await countRecords(db, kind, state, filter)).toBe(
    await countRecords(db, kind, state, scan),
  )
  expect(await sumRecords(db, kind, state, filter)).toEqual(await sumRecords(db, kind, state, scan))
  const [known, read] = [
    await aggregateRecords(db, kind, state, filter),
    await aggregateRecords(db, kind, state, scan),
  ]
  expect([known.count, known.measures]).toEqual([read.count, read.measures])
  expect(await known.bounds()).toEqual(await read.bounds())
  const query = { kind, from: state, to: await now(db), filter }
  expect(await diffSummary(db, query)).toEqual(await diffSummary(db, { ...query, filter: scan }))
}

async function stateOf(db: Db, asOf: AsOf): Promise<State> {
  return await resolveState(db, await readHead(db), asOf)
}

async function now(db: Db): Promise<State> {
  return stateOfHead(await readHead(db))
}

/** Every stored total of the datasets of a kind. */
async function storedTotals(db: Db, kind: Kind) {
  const [measure = ''] = kind.measures
  const { rows } = await sql`
    select dataset_id, tick, records::int, (measures -> ${measure}::text ->> 'sum')::numeric::text as sum,
      (measures -> ${measure}::text ->> 'nulls')::int as nulls
    from dataset_total join dataset on id = dataset_id
    where kind = ${kind.name} order by 1, 2`.execute(db)
  expect(rows.length).toBeGreaterThan(1)
  return rows
}

/** The same, of both tables whole at every tick that changed a dataset. */
async function scannedTotals(db: Db, kind: Kind) {
  const [measure = ''] = kind.measures
  const { current, history } = tablesOf(kind)
  const { rows } = await sql`
    with revision as (
      select dataset_id, from_tick, null::bigint as to_tick, ${sql.ref(measure)} as measure
      from ${sql.table(current.name)}
      union all
      select dataset_id, from_tick, to_tick, ${sql.ref(measure)} from ${sql.table(history.name)}
    ), moment as (
      select dataset_id, from_tick as tick from revision
      union select dataset_id, to_tick from revision where to_tick is not null
    )
    select dataset_id, tick, count(from_tick)::int as records,
      trim_scale(coalesce(sum(measure), 0)::numeric)::text as sum,
      (count(from_tick) - count(measure))::int as nulls
    from moment left join revision using (dataset_id)
    where from_tick <= tick and (to_tick is null or to_tick > tick)
    group by dataset_id, tick order by 1, 2`.execute(db)
  return rows
}
