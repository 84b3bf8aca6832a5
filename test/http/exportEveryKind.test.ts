import { sql } from 'kysely'
import Papa from 'papaparse'
import { describe, expect } from 'vitest'
import {
  type Cell,
  type Column,
  type ColumnType,
  KINDS,
  type Kind,
  libre,
  libreKind,
  tablesOf,
} from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { EVERYTHING, readHead, type State, stateOfHead } from '../../src/history/index.ts'
import { exportRecords } from '../../src/http/index.ts'
import { test as base } from '../database.ts'
import { allRecords } from '../history/pages.ts'
import { csvOf, slowExport } from './slowExport.ts'

// No file would have these values in every column: they are put in the tables as they are.

const TEXTS = [
  'une, deux',
  'dit « "oui" »',
  '"',
  'deux\nlignes',
  'retour\r\nà la ligne',
  'retour\rseul',
  "l'apostrophe ; la barre | et $1",
  'null',
  '\\N',
  '\\.',
  'e\u0301 𝒳 👩‍👩‍👧',
  '=1+1',
  null,
] as const
const NUMBERS = ['0', '0.1', '-3', '1234567.1234567', null] as const

const AWKWARD: Readonly<Record<ColumnType, readonly (Cell | null)[]>> = {
  texte: TEXTS,
  code: TEXTS,
  siret: TEXTS,
  choix: TEXTS,
  periode: TEXTS,
  date: ['2024-02-29', '0987-01-02', '9999-12-31', null],
  annee: [0, 2024, null],
  entier: [-1, 0, 2_147_483_647, null],
  decimal: [...NUMBERS, '123456789012345678901234567890.0123456789'],
  coordonnee: NUMBERS,
  booleen: [true, false, null],
  liste: [[], ['a'], ['a;b', 'c|d', 'e, "f"', 'g\nh'], ['"'], null],
  objets: [],
}

const ROWS = 60

function awkward(column: Column, row: number): Cell | null {
  if (column.objects === undefined) {
    const values = AWKWARD[column.type]
    return values[row % values.length] ?? null
  }
  if (row % 4 === 0) return null
  const inner = Object.entries(column.objects.columns)
  // Objects are JSON, so their decimals and days are texts; one in three has each cell.
  return Array.from({ length: row % 3 }, (_, i) =>
    Object.fromEntries(
      inner.flatMap(([name, one], j) => {
        const cell = awkward(one, row + i + j)
        return cell === null ? [] : [[name, cell]]
      }),
    ),
  )
}

async function insertAwkward(db: Db, kind: Kind, datasetId: number): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const cells = Object.entries(kind.columns).map(
      ([name, column], j) => [name, awkward(column, i + j)] as const,
    )
    const lists = cells.filter(([name]) => kind.columns[name]?.type === 'liste')
    const hash = `\\x${i.toString(16).padStart(64, '0')}`
    return {
      ...{ id: datasetId * 1_000 + i, dataset_id: datasetId, record_id: i, rank: 0, from_tick: 1 },
      ...{ key_hash: hash, content_hash: hash },
      ...(kind.storage === 'json'
        ? { cells: Object.fromEntries(cells.filter(([, cell]) => cell !== null)), cells_pli: {} }
        : Object.fromEntries(cells.filter(([, cell]) => cell !== null))),
      ...Object.fromEntries(lists.map(([name, cell]) => [name, cell ?? []])),
    }
  })
  const table = sql.table(tablesOf(kind).current.name)
  await sql`insert into ${table} select * from
    jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::text::jsonb)`.execute(db)
}

/** A dataset of its own columns, with words for yes and no that people may choose. */
const OWN = libreKind({
  fields: [
    { name: 'nom, "long"', type: 'string' },
    { name: 'ouvert', type: 'boolean', trueValues: ["c'est, vrai"], falseValues: ['"faux"'] },
    { name: 'surface', type: 'number' },
    { name: 'jour', type: 'date' },
    { name: 'places', type: 'integer' },
  ],
})

const CASES = [...KINDS.filter((kind) => kind !== libre), OWN].map((kind, i) => ({
  name: kind.name,
  kind,
  datasetId: 901 + i,
}))

const test = base.extend<{ $file: { log: Db } }>({
  log: [
    async ({ db }, use) => {
      for (const { kind, datasetId } of CASES) await insertAwkward(db, kind, datasetId)
      await use(db)
    },
    { scope: 'file' },
  ],
})

async function exported(db: Db, kind: Kind, state: State, format: 'csv' | 'ndjson') {
  return (await Array.fromAsync(exportRecords(db, kind, state, format))).join('')
}

describe('exportRecords of awkward values', () => {
  test.for(CASES)('$name: the same bytes as the slow way', async ({ kind, datasetId }, { log }) => {
    const head = stateOfHead(await readHead(log))
    const state: State = { ...head, tick: 1n, rows: { of: 'dataset', datasetId } }
    const rows = await slowExport(log, kind, state)
    expect(rows).toHaveLength(1 + ROWS)
    const csv = await exported(log, kind, state, 'csv')
    expect(csv).toBe(csvOf(rows))
    expect(Papa.parse(csv, { newline: '\n', skipEmptyLines: true }).data).toEqual(rows)
  })

  test.for(CASES)('$name: ndjson has the values of the list', async (one, { log }) => {
    const { kind, datasetId } = one
    const head = stateOfHead(await readHead(log))
    const state: State = { ...head, tick: 1n, rows: { of: 'dataset', datasetId } }
    const all = await allRecords(log, kind, state, { filter: EVERYTHING, size: 9, towards: 'end' })
    const lines = (await exported(log, kind, state, 'ndjson')).trimEnd().split('\n')
    const name = (column: string) =>
      kind.storage === 'json' ? kind.columns[column]?.published : column
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      all.map(({ values }) =>
        Object.fromEntries(
          Object.keys(kind.columns).map((column) => [name(column), values[column] ?? null]),
        ),
      ),
    )
  })
})
