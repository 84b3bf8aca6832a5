import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { type FileReport, fileSource, publish } from '../../src/ingest/index.ts'
import { NO_ROWS } from '../../src/ingest/rowCounts.ts'
import { test } from '../database.ts'
import { givenDataset, TOKEN } from '../given.ts'
import { everyTable } from '../history/everyTable.ts'
import { type Fixture, KINDS, type Said } from './fixtures/fixture.ts'
import { OTHERS } from './fixtures/others.ts'
import { REFUSED } from './fixtures/refused.ts'
import { ROWS } from './fixtures/rows.ts'
import { SUBVENTIONS } from './fixtures/subventions.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')

const ACCEPTED = [...SUBVENTIONS, ...ROWS, ...OTHERS]

async function deposit(db: Db, { file }: Fixture, dryRun: boolean) {
  const { path } = await givenDataset(db, file.split('/')[0] ?? '', '299900035')
  const before = await everyTable(db)
  const source = fileSource(join(FIXTURES, `${file}.csv`))
  const result = await publish(db, { source, dataset: path, token: TOKEN, dryRun })
  expect(await everyTable(db), 'nothing is written').toEqual(before)
  return result
}

function saidBy({ examples }: FileReport): readonly Said[] {
  return examples.map(({ code, column, line, value, repaired }) => [
    code,
    column,
    line,
    value,
    repaired,
  ])
}

describe('a file that is taken as it is', () => {
  test.for(ACCEPTED)('$file', async (fixture, { db }) => {
    const result = await deposit(db, fixture, true)
    if (result.outcome !== 'dry-run') throw new Error(result.outcome)
    const { file, preview } = result
    expect(saidBy(file)).toEqual(fixture.says)
    expect(file.reading?.encoding).toBe(fixture.encoding ?? 'utf-8')
    expect(file.reading?.delimiter).toBe(fixture.delimiter ?? ';')
    expect(file.reading?.columns).toEqual(expect.arrayContaining([...(fixture.columns ?? [])]))
    const { titles = 0, empty = 0 } = fixture.counts ?? {}
    const rowsRead = preview.added + titles + empty
    expect(file.counts).toEqual({ ...NO_ROWS, titles, empty, rowsRead })
    expect(preview.added).toBeGreaterThan(0)
  })
})

describe('a file that is refused whole, and of which nothing is written', () => {
  test.for(REFUSED)('$file', async (fixture, { db }) => {
    const result = await deposit(db, fixture, false)
    if (result.outcome !== 'refused') throw new Error(result.outcome)
    expect(saidBy(result.file)).toEqual(fixture.says)
    const blocking = result.file.report.problems.filter(({ severity }) => severity === 'bloquant')
    expect(blocking.map(({ code, lines }) => [code, lines])).toEqual(
      fixture.says.map(([code, , line]) => [code, [line]]),
    )
  })
})

test('every fixture is used', () => {
  const files = KINDS.flatMap((kind) =>
    readdirSync(join(FIXTURES, kind)).map((name) => `${kind}/${name.replace('.csv', '')}`),
  )
  const used = [...ACCEPTED, ...REFUSED].map(({ file }) => file)
  expect(used.toSorted()).toEqual(files.toSorted())
})
