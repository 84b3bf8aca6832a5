import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { readChangeChunks } from '../../src/events/changeSet.ts'
import {
  type AsOf,
  comparable,
  type Db,
  diffSummary,
  EVERYTHING,
  readHead,
  resolveState,
  stateOfHead,
} from '../../src/history/index.ts'
import { test } from '../database.ts'
import { publishText } from '../given.ts'
import { everyTable } from './everyTable.ts'
import { createModel, type Model, type ModelVersion, shuffled, stepsOf } from './model.ts'
import {
  csvOf,
  hundredths,
  type Line,
  lineOf,
  MODEL_KINDS,
  type ModelKind,
  textOf,
} from './modelKinds.ts'
import { allChanges, allRecords } from './pages.ts'

const LENGTH = 7

describe.each(MODEL_KINDS)('random publications of $name', (kind) => {
  // The model must know every dataset of the kind: the tests of a kind share it.
  let shared: Model | undefined
  const modelOf = (db: Db): Model => {
    shared ??= createModel(db, kind)
    return shared
  }
  const texts = (lines: readonly Line[]) => lines.map((line) => textOf(kind, line)).toSorted()

  test('give at every version and position the records that a model in memory has', async ({
    db,
  }) => {
    const model = modelOf(db)
    const property = fc.asyncProperty(stepsOf(kind, LENGTH), async (steps) => {
      for (const version of await model.publishAll(steps)) {
        const { datasetId, number, position, lines } = version
        const expected = texts(lines)
        expect(texts(await foldOf(db, kind, version))).toEqual(expected)
        expect(texts(await linesAt(db, kind, { datasetId, version: number }))).toEqual(expected)
        expect(texts(await linesAt(db, kind, { datasetId, position }))).toEqual(expected)
        const everywhere = texts(model.linesAt({ position }))
        expect(texts(await linesAt(db, kind, { position }))).toEqual(everywhere)
      }
      const { position } = await readHead(db)
      expect(texts(await linesNow(db, kind))).toEqual(texts(model.linesAt({ position })))
    })
    await fc.assert(property, { seed: 1, numRuns: 9 })
  })

  test('differ, between any two states in either order, by what turns one into the other', async ({
    db,
  }) => {
    const model = modelOf(db)
    const two = fc.tuple(fc.nat(99), fc.nat(99))
    const pairs = fc.array(two, { minLength: 8, maxLength: 8 })
    const property = fc.asyncProperty(stepsOf(kind, LENGTH), pairs, async (steps, picks) => {
      const made = await model.publishAll(steps)
      const first = made[0]?.datasetId
      const ofOne = made.filter(({ datasetId }) => datasetId === first)
      const [across, within] = [made.flatMap(statesOf(model)), ofOne.map(stateOf)]
      for (const [i, j] of picks) {
        for (const states of [across, within]) {
          const [a, b] = [states[i % states.length], states[j % states.length]]
          if (a && b) await checkDifference(db, kind, a, b)
        }
      }
    })
    await fc.assert(property, { seed: 1, numRuns: 7 })
  })

  test('are unchanged by the same bytes, and have no change when only the order of lines is another', async ({
    db,
  }) => {
    const model = modelOf(db)
    const property = fc.asyncProperty(stepsOf(kind, 3), fc.nat(), async (steps, order) => {
      const last = (await model.publishAll(steps)).at(-1)
      const dataset = last && model.pathOf(last.datasetId)
      if (last === undefined || dataset === undefined || last.lines.length === 0) return
      const file = csvOf(kind, last.lines)
      await publishText(db, dataset, file)
      const before = await everyTable(db)
      expect((await publishText(db, dataset, file)).outcome).toBe('unchanged')
      expect(await everyTable(db)).toEqual(before)
      const mixed = csvOf(kind, shuffled(last.lines, order))
      const outcome = await publishText(db, dataset, mixed)
      if (mixed === file) expect(outcome.outcome).toBe('unchanged')
      else {
        expect(outcome).toMatchObject({
          outcome: 'published',
          version: { added: 0, removed: 0, changed: 0, recordCount: last.lines.length },
        })
      }
    })
    await fc.assert(property, { seed: 1, numRuns: 4 })
  })
})

/** A state, and the lines it must have. */
interface Known {
  readonly asOf: AsOf
  readonly lines: readonly Line[]
}

function stateOf({ datasetId, number, lines }: ModelVersion): Known {
  return { asOf: { datasetId, version: number }, lines }
}

/** States of every dataset at once: at a position, and what was online when a version was. */
function statesOf(model: Model): (version: ModelVersion) => readonly Known[] {
  return ({ position, publishedAt }) => [
    { asOf: { position }, lines: model.linesAt({ position }) },
    {
      asOf: { publishedAt, position },
      lines: model.linesAt({ position, online: publishedAt }),
    },
  ]
}

async function checkDifference(db: Db, kind: ModelKind, a: Known, b: Known): Promise<void> {
  const head = await readHead(db)
  const query = comparable({
    kind: kind.kind,
    from: await resolveState(db, head, a.asOf),
    to: await resolveState(db, head, b.asOf),
    filter: EVERYTHING,
  })
  const changes = await allChanges(db, query, 1_000)
  const left = a.lines.map((line) => textOf(kind, line))
  for (const { before } of changes) {
    if (before === undefined) continue
    const at = left.indexOf(textOf(kind, lineOf(kind, before.values)))
    expect(at).toBeGreaterThanOrEqual(0)
    left.splice(at, 1)
  }
  const come = changes.flatMap(({ after }) =>
    after ? [textOf(kind, lineOf(kind, after.values))] : [],
  )
  expect([...left, ...come].toSorted()).toEqual(
    b.lines.map((line) => textOf(kind, line)).toSorted(),
  )
  const count = (wanted: string) => changes.filter((change) => change.kind === wanted).length
  const [added, removed, changed] = [count('added'), count('removed'), count('changed')]
  const summary = await diffSummary(db, query)
  expect(summary).toMatchObject({
    added,
    removed,
    changed,
    unchanged: a.lines.length - removed - changed,
  })
  const total = (lines: readonly Line[]) => hundredths(lines.map((line) => line[kind.measure]))
  const [sums] = summary.totals
  const sum = (text: string | undefined) => hundredths([text])
  expect(sum(sums?.before)).toBe(total(a.lines))
  expect(sum(sums?.after)).toBe(total(b.lines))
  expect(sum(sums?.before) + sum(sums?.added) - sum(sums?.removed) + sum(sums?.changed)).toBe(
    total(b.lines),
  )
}

/** The change sets of a dataset's first versions, applied one after the other in the test. */
async function foldOf(db: Db, kind: ModelKind, { datasetId, number }: ModelVersion) {
  const records = new Map<bigint, Line>()
  // The first event of a stream is the declaration.
  for (let streamVersion = 2; streamVersion <= number + 1; streamVersion += 1) {
    for await (const changes of readChangeChunks(db, { datasetId, streamVersion })) {
      for (const { op, recordId, cells } of changes) {
        expect(records.has(recordId)).toBe(op !== 'added')
        if (op === 'removed') records.delete(recordId)
        else records.set(recordId, lineOf(kind, cells))
      }
    }
  }
  return [...records.values()]
}

async function linesAt(db: Db, kind: ModelKind, asOf: AsOf): Promise<readonly Line[]> {
  const state = await resolveState(db, await readHead(db), asOf)
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const rows = await allRecords(db, kind.kind, state, page)
  return rows.map(({ values }) => lineOf(kind, values))
}

/** The head, read from the current table alone, and again as a request that another publication outran. */
async function linesNow(db: Db, kind: ModelKind): Promise<readonly Line[]> {
  const state = stateOfHead(await readHead(db))
  const outrun = { ...state, kindTicks: new Map([[kind.name, state.tick + 1n]]) }
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const rows = await allRecords(db, kind.kind, state, page)
  const again = await allRecords(db, kind.kind, outrun, page)
  expect(again.map(({ id, values }) => ({ id, values }))).toEqual(
    rows.map(({ id, values }) => ({ id, values })),
  )
  return rows.map(({ values }) => lineOf(kind, values))
}
