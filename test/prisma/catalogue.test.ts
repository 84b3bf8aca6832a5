import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { allTablesOf, type IndexKey, KINDS, type Table } from '../../src/datasets/index.ts'
import { test } from '../database.ts'
import { type CatalogueIndex, columnsOf, indexesOf } from './catalogue.ts'

const TABLES = KINDS.flatMap(allTablesOf)

/** Operator classes that are not their type's own. */
const OPERATORS = { trigrams: ['gin_trgm_ops'], json: ['jsonb_path_ops'], items: [] } as const

/** The indexes that a table asks for, primary key included, as the catalogue would say them. */
function askedIndexes({ name, primaryKey, indexes }: Table): readonly CatalogueIndex[] {
  const primary: CatalogueIndex = {
    name: `${name}_pkey`,
    method: 'btree',
    unique: true,
    primary: true,
    deferred: false,
    keys: primaryKey,
    include: [],
    operators: [],
  }
  const others = indexes.map(
    ({ name, unique, deferred, using, columns, include }): CatalogueIndex => ({
      name,
      method: using === undefined ? 'btree' : 'gin',
      unique: unique ?? false,
      primary: false,
      deferred: deferred ?? false,
      keys: columns.map(written),
      include: include ?? [],
      operators: OPERATORS[using ?? 'items'],
    }),
  )
  return [primary, ...others].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function written(key: IndexKey): string {
  return typeof key === 'string' ? key : `left(${key.startOf}, 100)`
}

/** Without the quotes that PostgreSQL puts around its own words and around capitals. */
function bare(index: CatalogueIndex): CatalogueIndex {
  const names = (all: readonly string[]) => all.map((name) => name.replaceAll('"', ''))
  return { ...index, keys: names(index.keys), include: names(index.include) }
}

describe('the migrated tables of the kinds', () => {
  test.for(TABLES)(
    '$name has the columns that its kind asks for, and no other',
    async (table, { db }) => {
      const asked = table.columns.map(({ name, type, nullable, collate }) => ({
        name,
        type,
        nullable,
        collation: collate ?? null,
      }))
      expect(await columnsOf(db, 'lecture', table.name)).toEqual(asked)
    },
  )

  test.for(TABLES)(
    '$name has the indexes that its kind asks for, and no other',
    async (table, { db }) => {
      const found = (await indexesOf(db, 'lecture', table.name)).map(bare)
      expect(found).toEqual(askedIndexes(table))
      expect(found.length).toBeGreaterThan(2)
    },
  )

  test('are the only ones of their schema beside those of the log', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'lecture' order by 1`.execute(db)
    const log = ['dataset', 'dataset_total', 'kind_head', 'publisher', 'version']
    expect(rows.map(({ name }) => name).toSorted()).toEqual(
      [...TABLES.map(({ name }) => name), ...log].toSorted(),
    )
  })

  test('let two records exchange key and rank in one transaction', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select conname as name from pg_constraint
      where contype = 'u' and condeferrable and condeferred order by 1`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual(
      KINDS.map(({ table }) => `${table}_current_key`).toSorted(),
    )
  })
})
