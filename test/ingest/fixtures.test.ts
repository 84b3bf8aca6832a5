import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { kindOf, libreKind } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { type FileReport, fileSource, publish } from '../../src/ingest/index.ts'
import { readRows } from '../../src/ingest/readRows.ts'
import { createReporter } from '../../src/ingest/report.ts'
import { NO_ROWS } from '../../src/ingest/rowCounts.ts'
import { understand } from '../../src/ingest/understand.ts'
import { test } from '../database.ts'
import { givenDataset, TOKEN } from '../given.ts'
import { everyTable } from '../history/everyTable.ts'
import { ADRESSES } from './fixtures/adresses.ts'
import { ADRESSES_IN_DOUBT } from './fixtures/adressesInDoubt.ts'
import { DELIBERATIONS } from './fixtures/deliberations.ts'
import { EQUIPEMENTS } from './fixtures/equipements.ts'
import { type Fixture, KINDS, type Said } from './fixtures/fixture.ts'
import { LIBRE, LIBRE_SCHEMA } from './fixtures/libre.ts'
import { MARCHES } from './fixtures/marches.ts'
import { MARCHES_TABLES } from './fixtures/marchesTables.ts'
import { OTHERS } from './fixtures/others.ts'
import { PRENOMS } from './fixtures/prenoms.ts'
import { REFUSED } from './fixtures/refused.ts'
import { ROWS } from './fixtures/rows.ts'
import { SUBVENTIONS } from './fixtures/subventions.ts'
import { SUBVENTIONS_TABLES } from './fixtures/subventionsTables.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')

const ACCEPTED = [
  ...[
    ...ADRESSES,
    ...ADRESSES_IN_DOUBT,
    ...DELIBERATIONS,
    ...EQUIPEMENTS,
    ...LIBRE,
    ...MARCHES,
    ...MARCHES_TABLES,
  ],
  ...[...OTHERS, ...PRENOMS, ...ROWS, ...SUBVENTIONS, ...SUBVENTIONS_TABLES],
]

function nameOf({ file, extension }: Fixture): string {
  return `${file}.${extension ?? 'csv'}`
}

function sourceOf(fixture: Fixture) {
  return fileSource(join(FIXTURES, nameOf(fixture)))
}

async function datasetOf(db: Db, { file }: Fixture): Promise<string> {
  const [kind = ''] = file.split('/')
  const schema = kind === 'libre' ? LIBRE_SCHEMA : undefined
  return (await givenDataset(db, kind, '299900035', schema)).path
}

async function deposit(db: Db, fixture: Fixture, dryRun: boolean) {
  const dataset = await datasetOf(db, fixture)
  const before = await everyTable(db)
  const result = await publish(db, { source: sourceOf(fixture), dataset, token: TOKEN, dryRun })
  expect(await everyTable(db), 'nothing is written').toEqual(before)
  return result
}

/** The records that a file makes. */
async function recordsOf(fixture: Fixture) {
  const [name = ''] = fixture.file.split('/')
  const kind = name === 'libre' ? libreKind(LIBRE_SCHEMA) : kindOf(name)
  const reporter = createReporter()
  const { understood, close } = await understand(sourceOf(fixture), reporter, kind ? [kind] : [])
  if (understood === undefined) throw new Error(`${fixture.file} is not understood`)
  const rows = await Array.fromAsync(readRows(understood, reporter).rows)
  await close()
  return rows.map(({ cells }) => cells)
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
    const { reading } = file
    expect(saidBy(file)).toEqual(fixture.says)
    expect(reading?.encoding).toBe(fixture.encoding ?? 'utf-8')
    const delimiter = fixture.extension === undefined ? ';' : undefined
    expect(reading?.delimiter).toBe(fixture.delimiter ?? delimiter)
    if (fixture.version !== undefined) expect(reading?.schemaVersion).toBe(fixture.version)
    expect(reading?.columns).toEqual(expect.arrayContaining([...(fixture.columns ?? [])]))
    const others = Object.values(fixture.counts ?? {}).reduce((sum, count) => sum + count, 0)
    const rowsRead = preview.added + others
    expect(file.counts).toEqual({ ...NO_ROWS, ...fixture.counts, rowsRead })
    expect(preview.added).toBeGreaterThan(0)
  })
})

describe('the records of a file', () => {
  const told = ACCEPTED.filter(({ cells }) => cells !== undefined)
  test.for(told)('$file', async (fixture) => {
    const { cells = [] } = fixture
    expect((await recordsOf(fixture)).slice(0, cells.length)).toMatchObject(cells)
  })
})

describe('a file that says otherwise the same as another one', () => {
  const alike = ACCEPTED.filter(({ sameAs }) => sameAs !== undefined)
  test.for(alike)('$file is no change', async (fixture, { db }) => {
    const other = ACCEPTED.find(({ file }) => file === fixture.sameAs)
    if (other === undefined) throw new Error(`no fixture ${fixture.sameAs}`)
    const dataset = await datasetOf(db, fixture)
    const first = await publish(db, { source: sourceOf(other), dataset, token: TOKEN })
    const second = await publish(db, { source: sourceOf(fixture), dataset, token: TOKEN })
    expect(first).toMatchObject({ outcome: 'published', version: { number: 1 } })
    expect(second).toMatchObject({
      outcome: 'published',
      version: { number: 2, added: 0, removed: 0, changed: 0 },
    })
  })
})

describe('a file that is refused whole, and of which nothing is written', () => {
  test.for(REFUSED)('$file', async (fixture, { db }) => {
    const result = await deposit(db, fixture, false)
    if (result.outcome !== 'refused') throw new Error(result.outcome)
    expect(saidBy(result.file)).toEqual(fixture.says)
    const blocking = result.file.report.problems.filter(({ severity }) => severity === 'bloquant')
    // Examples are the first ones of each code.
    const once = (lines: readonly number[]) => [...new Set(lines)]
    const codes = Map.groupBy(fixture.says, ([code]) => code)
    expect(blocking.map(({ code, lines }) => [code, once(lines)])).toEqual(
      [...codes].map(([code, says]) => [code, once(says.map(([, , line]) => line))]),
    )
  })
})

test('every fixture is used', () => {
  const files = KINDS.flatMap((kind) =>
    readdirSync(join(FIXTURES, kind)).map((name) => `${kind}/${name}`),
  )
  const used = [...ACCEPTED, ...REFUSED].map(nameOf)
  expect(used.toSorted()).toEqual(files.toSorted())
})
