import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type IndexKey, KINDS, type Table, tablesOf } from '../../src/datasets/index.ts'
import { test } from '../database.ts'
import { type CatalogueIndex, columnsOf, indexesOf } from './catalogue.ts'

const TABLES = KINDS.flatMap((kind) => Object.values(tablesOf(kind)))

/** The indexes that a table asks for, primary key included, as the catalogue would say them. */
function askedIndexes({ name, indexes }: Table): readonly CatalogueIndex[] {
  const primary: CatalogueIndex = {
    name: `${name}_pkey`,
    method: 'btree',
    unique: true,
    primary: true,
    deferred: false,
    keys: ['dataset_id', 'id'],
    include: [],
    operators: [],
  }
  const others = indexes.map(
    ({ name, unique, deferred, using, columns, include }): CatalogueIndex => ({
      name,
      method: using ?? 'btree',
      unique: unique ?? false,
      primary: false,
      deferred: deferred ?? false,
      keys: columns.map(written),
      include: (include ?? []).map(quoted),
      operators: using === 'gin' ? ['gin_trgm_ops'] : [],
    }),
  )
  return [primary, ...others].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function written(key: IndexKey): string {
  return typeof key === 'string' ? quoted(key) : `"left"(${quoted(key.startOf)}, 100)`
}

/** As PostgreSQL quotes a name: only where it must. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`
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
      const found = await indexesOf(db, 'lecture', table.name)
      expect(found).toEqual(askedIndexes(table))
      expect(found.length).toBeGreaterThan(8)
    },
  )

  test('are the only ones of their schema beside those of the log', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'lecture' order by 1`.execute(db)
    const log = ['collectivite', 'dataset', 'kind_head', 'version']
    expect(rows.map(({ name }) => name).toSorted()).toEqual(
      [...TABLES.map(({ name }) => name), ...log].toSorted(),
    )
  })

  test('let two records exchange key and rank in one transaction', async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select conname as name from pg_constraint
      where contype = 'u' and condeferrable and condeferred order by 1`.execute(db)
    expect(rows.map(({ name }) => name)).toEqual(['prenom_current_key', 'subvention_current_key'])
  })
})
