import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import type { Outcome } from '../../src/ingest/index.ts'
import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { everyTable } from '../history/everyTable.ts'

const HEADER = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE'

/** A line as published: several writings of the same cells, cells to repair, cells that cannot be read. */
const PLAIN = fc
  .tuple(
    fc.constantFrom('Aubrelune', '"Aubrelune"', ' Aubrelune', '', '"Aube, ""lune"""'),
    fc.constantFrom('99901', '99901', '99902', '9990'),
    fc.constantFrom('F', 'M', 'f', 'm', ''),
    fc.oneof(
      fc.constantFrom('Zoé', 'Zoe', 'Lou', '"Lou"', 'Émile', ''),
      fc.nat(40).map((n) => `Zoé-${n}`),
    ),
    fc.oneof(fc.nat(9).map(String), fc.constantFrom('1', '03', 'deux', '')),
    fc.constantFrom('2020', '2020', '2021', ' 2021'),
  )
  .map((cells) => cells.join(','))
const ODD = fc.constantFrom(
  '',
  ',,,,,',
  HEADER,
  'Aubrelune,99901,F,Lou,1',
  'a"b,99901,F,Lou,1,2020',
)
const LINE = fc.oneof({ weight: 50, arbitrary: PLAIN }, { weight: 1, arbitrary: ODD })

/** What turns a file into the next one. */
const EDIT = fc.record({
  at: fc.nat(999),
  remove: fc.nat(2),
  add: fc.array(LINE, { maxLength: 2 }),
  // Of equal rows, only the whole file tells which is new: seldom, for that is the other way.
  copy: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.nat(999)),
})
const STEP = fc.record({
  edits: fc.array(EDIT, { maxLength: 4 }),
  reverse: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  end: fc.constantFrom('\n', '\n', '\n', '\r\n', ''),
  increment: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
})
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never
const FIRST = fc.array(PLAIN, { minLength: 10, maxLength: 120 })

function edited(lines: readonly string[], { edits, reverse }: Step): readonly string[] {
  const next = [...lines]
  for (const { at, remove, add, copy } of edits) {
    const copied = copy === null ? [] : [next[copy % Math.max(1, next.length)] ?? '']
    next.splice(at % (next.length + 1), remove, ...add, ...copied)
  }
  return reverse ? next.toReversed() : next
}

function fileOf(lines: readonly string[], { end }: Pick<Step, 'end'>): string {
  const lineEnd = end === '' ? '\n' : end
  return [HEADER, ...lines].join(lineEnd) + end
}

/** Two databases that hash alike. */
async function twoDatabases() {
  const [lines, whole] = [await createDatabase(), await createDatabase()]
  return { lines, whole, drop: async () => await Promise.all([lines.drop(), whole.drop()]) }
}

/** A dataset of the same id and secret in both. */
async function inBoth(lines: Db, whole: Db) {
  const first = await givenDataset(lines, 'prenoms')
  const second = await givenDataset(whole, 'prenoms')
  expect(second.id).toBe(first.id)
  const { rows } = await sql<{ secret: Buffer }>`
    select secret from public.dataset_secret where dataset_id = ${first.id}`.execute(lines)
  await sql`alter table public.dataset_secret disable trigger user`.execute(whole)
  await sql`update public.dataset_secret set secret = ${rows[0]?.secret}
    where dataset_id = ${first.id}`.execute(whole)
  return { lines: first.path, whole: second.path }
}

/** Tables without what the clock and chance decide: instants, seeds and what they salt. */
async function comparableTables(db: Db) {
  const tables = new Map(await everyTable(db))
  for (const name of [
    'public.event',
    'public.event_detail',
    'public.log_head',
    'lecture.dataset',
  ]) {
    tables.delete(name)
  }
  const { rows } = await sql<{ line: string }>`
    select (to_jsonb(v) - 'recorded_at')::text as line from lecture.version v
    order by position`.execute(db)
  return tables.set(
    'lecture.version',
    rows.map(({ line }) => line),
  )
}

function told(outcome: Outcome) {
  const { version, ...rest } = { version: undefined, ...outcome }
  return { ...rest, number: version?.number, added: version?.added, removed: version?.removed }
}

describe('comparing the lines of a file with those of the version in force', () => {
  test('gives the tables, to the byte, and the answers that reading every line gives', {
    timeout: 240_000,
  }, async () => {
    const { lines, whole, drop } = await twoDatabases()
    let day = Date.UTC(2020, 0)
    const property = fc.asyncProperty(
      FIRST,
      fc.array(STEP, { minLength: 5, maxLength: 5 }),
      async (first, steps) => {
        const paths = await inBoth(lines.db, whole.db)
        let current = first
        for (const step of [undefined, ...steps]) {
          const next = step ? edited(current, step) : current
          const text = fileOf(next, step ?? { end: '\n' })
          day += 1000
          const options = {
            publishedAt: new Date(day),
            scope: step?.increment ? 'increment' : 'complet',
          } as const
          const one = await publishText(lines.db, paths.lines, text, options)
          const other = await publishText(whole.db, paths.whole, text, {
            ...options,
            everyLine: true,
          })
          expect(told(one)).toEqual(told(other))
          if (one.outcome !== 'refused') current = [...next]
        }
      },
    )
    await fc.assert(property, { seed: 3, numRuns: 40 })
    const expected = await comparableTables(whole.db)
    const tables = await comparableTables(lines.db)
    for (const [name, rows] of expected) expect(tables.get(name), name).toEqual(rows)
    await drop()
  })

  test('leaves alone what no changed line touches', async ({ db }) => {
    const rows = Array.from({ length: 30 }, (_, i) => ['F', `P${i}`, 1, 2020] as const)
    const next = rows.map(([sex, name, , year], i) => [sex, name, i === 3 ? 2 : 1, year] as const)
    const changedBy = async (options: { readonly everyLine?: boolean }) => {
      const { path, id } = await givenDataset(db, 'prenoms')
      await publishText(db, path, prenomsCsv(rows))
      // Another content than its line has: who reads that line sees a change.
      await sql`update lecture.prenom_current set content_hash = '\\x00'
        where dataset_id = ${id} and "enfantPrenom" = 'P20'`.execute(db)
      return await publishText(db, path, prenomsCsv(next), options)
    }
    expect(await changedBy({})).toMatchObject({ version: { changed: 1 } })
    expect(await changedBy({ everyLine: true })).toMatchObject({ version: { changed: 2 } })
  })

  test('counts the repairs of the lines that it did not read again, and names the first', async ({
    db,
  }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const rows = Array.from({ length: 40 }, (_, i) => ['f', `P${i}`, 1, 2020] as const)
    await publishText(db, path, prenomsCsv(rows))
    // Two lines go, a third needs no repair any more, a new one comes first.
    const left = rows
      .slice(2)
      .map(([sex, ...row]) => [row[0] === 'P9' ? 'F' : sex, ...row] as const)
    const outcome = await publishText(db, path, prenomsCsv([['f', 'Q', 1, 2020], ...left]))
    const { report } = 'file' in outcome && outcome.file ? outcome.file : { report: undefined }
    const lines = Array.from({ length: 21 }, (_, i) => i + 2).filter((line) => line !== 10)
    expect(report?.repairs).toEqual([{ rule: 'casse', column: 'enfantSexe', count: 38, lines }])
  })
})
