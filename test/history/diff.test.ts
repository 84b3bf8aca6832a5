import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { prenoms } from '../../src/datasets/prenoms.ts'
import {
  type AsOf,
  type ChangeRow,
  comparable,
  countChanges,
  type Db,
  diffSummary,
  EVERYTHING,
  type Filter,
  readHead,
  resolveState,
} from '../../src/history/index.ts'
import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { filtersOf, holds } from './filterModel.ts'
import { createModel, stepsOf } from './model.ts'
import { hundredths, type Line, lineOf, MODEL_KINDS, type ModelKind } from './modelKinds.ts'
import { allChanges } from './pages.ts'

describe.each(MODEL_KINDS)('a difference of $name restricted by a filter', (kind) => {
  test('holds a change when before or after satisfies it, and its totals add up', async ({
    db,
  }) => {
    const model = createModel(db, kind)
    await model.publishAll(fc.sample(stepsOf(kind, 8), { seed: 3, numRuns: 1 })[0] ?? [])
    const versions = await model.publishAll(
      fc.sample(stepsOf(kind, 16), { seed: 2, numRuns: 1 })[0] ?? [],
    )
    const at = fc.constantFrom(...versions.map(({ position }) => position))
    const size = fc.integer({ min: 1, max: 3 })
    const property = fc.asyncProperty(filtersOf(kind), at, at, size, async (filter, a, b, size) => {
      const query = await between(db, kind, { position: a }, { position: b }, filter)
      const all = await allChanges(db, { ...query, filter: EVERYTHING }, 1_000)
      const held = all.flatMap((change) => expectedOf(kind, filter, change))
      const found = await allChanges(db, query, 1_000)
      expect(found.map((change) => summaryOf(kind, change))).toEqual(
        held.map(({ matchesBefore, matchesAfter, change }) => ({
          ...summaryOf(kind, change),
          matchesBefore,
          matchesAfter,
        })),
      )
      expect(await allChanges(db, query, size)).toEqual(found)
      expect(await countChanges(db, query, {})).toBe(found.length)
      const summary = await diffSummary(db, query)
      const within = (lines: readonly Line[]) => lines.filter((line) => holds(kind, filter, line))
      const [before, after] = [a, b].map((position) => within(model.linesAt({ position })))
      const sum = (lines: readonly Line[] = []) =>
        hundredths(lines.map((line) => line[kind.measure]))
      const [total] = summary.totals
      expect(total).toMatchObject({ column: kind.measure })
      const read = (text: string | undefined) => hundredths([text])
      expect(read(total?.before)).toBe(sum(before))
      expect(read(total?.after)).toBe(sum(after))
      for (const which of ['added', 'removed', 'changed'] as const) {
        const these = held.filter(({ change }) => change.kind === which)
        const come = these.flatMap(({ change, matchesAfter }) =>
          matchesAfter && change.after ? [lineOf(kind, change.after.values)] : [],
        )
        const gone = these.flatMap(({ change, matchesBefore }) =>
          matchesBefore && change.before ? [lineOf(kind, change.before.values)] : [],
        )
        const moved = which === 'removed' ? sum(gone) : sum(come) - sum(gone)
        expect(read(total?.[which])).toBe(moved)
        expect(summary[which]).toBe(these.length)
      }
      const touched = held.filter(({ matchesBefore }) => matchesBefore)
      expect(summary.unchanged).toBe((before?.length ?? 0) - touched.length)
    })
    await fc.assert(property, { seed: 1, numRuns: 60 })
  })
})

describe('a difference', () => {
  test('drops a value that went and came back, and keeps the one that stayed', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    for (const count of [1, 5, 1]) {
      await publishText(
        db,
        path,
        prenomsCsv([
          ['F', 'Lou', count, 2020],
          ['M', 'Ali', count > 1 ? 7 : 6, 2020],
        ]),
      )
    }
    await publishText(
      db,
      path,
      prenomsCsv([
        ['F', 'Lou', 1, 2020],
        ['M', 'Ali', 8, 2020],
      ]),
    )
    const [kind] = MODEL_KINDS
    if (kind === undefined) throw new Error('no kind')
    const at = (version: number) => ({ datasetId: id, version })
    const back = await between(db, kind, at(1), at(3), EVERYTHING)
    expect(await allChanges(db, back, 10)).toEqual([])
    expect(await diffSummary(db, back)).toMatchObject({ changed: 0, unchanged: 2 })
    const later = await between(db, kind, at(1), at(4), EVERYTHING)
    expect(
      (await allChanges(db, later, 10)).map((change) => summaryOf(kind, change)),
    ).toMatchObject([
      { kind: 'changed', before: { enfantPrenom: 'Ali' }, after: { nombreOccurrences: '8' } },
    ])
  })

  test('with what was online holds the datasets that were not online at all', async () => {
    const { db, drop } = await createDatabase()
    const online = await givenDataset(db, 'prenoms')
    const late = await givenDataset(db, 'prenoms')
    // What was online came into the log after what was not yet.
    const lou = prenomsCsv([['F', 'Lou', 2, 2020]])
    await publishText(db, late.path, lou, { publishedAt: new Date('2022-01-01') })
    await publishText(db, online.path, lou, { publishedAt: new Date('2021-01-01') })
    const head = await readHead(db)
    const then = await resolveState(db, head, { publishedAt: new Date('2021-06-01') })
    const now = await resolveState(db, head, { position: head.position })
    const query = { kind: prenoms, from: then, to: now, filter: EVERYTHING }
    const come = await allChanges(db, query, 10)
    const gone = await allChanges(db, { ...query, from: now, to: then }, 10)
    await drop()
    expect(come.map(({ kind, after }) => [kind, after?.datasetId])).toEqual([['added', late.id]])
    expect(gone.map(({ kind, before }) => [kind, before?.datasetId])).toEqual([
      ['removed', late.id],
    ])
  })

  test('of two versions of different datasets is refused', async ({ db }) => {
    const states = []
    for (const prenom of ['Lou', 'Ali']) {
      const { path, id } = await givenDataset(db, 'prenoms')
      await publishText(db, path, prenomsCsv([['F', prenom, 1, 2020]]))
      states.push(await resolveState(db, await readHead(db), { datasetId: id, version: 1 }))
    }
    const [from, to] = states
    if (from === undefined || to === undefined) throw new Error('two states')
    expect(() => comparable({ kind: prenoms, from, to, filter: EVERYTHING })).toThrow(
      expect.objectContaining({ code: 'STATE_MISMATCH' }),
    )
  })
})

async function between(db: Db, kind: ModelKind, a: AsOf, b: AsOf, filter: Filter) {
  const head = await readHead(db)
  const from = await resolveState(db, head, a)
  const to = await resolveState(db, head, b)
  return comparable({ kind: kind.kind, from, to, filter })
}

/** The change, with which of its sides a filter holds; nothing when it holds neither. */
function expectedOf(kind: ModelKind, filter: Filter, change: ChangeRow) {
  const [matchesBefore, matchesAfter] = [change.before, change.after].map(
    (side) => side !== undefined && holds(kind, filter, lineOf(kind, side.values)),
  )
  if (!matchesBefore && !matchesAfter) return []
  return [{ change, matchesBefore: matchesBefore ?? false, matchesAfter: matchesAfter ?? false }]
}

function summaryOf(kind: ModelKind, { before, after, ...change }: ChangeRow) {
  const side = (row: typeof before) =>
    row && { datasetId: row.datasetId, recordId: row.recordId, ...lineOf(kind, row.values) }
  return { ...change, before: side(before), after: side(after) }
}
