import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import { describe, expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import type { DB } from '../../src/db/index.ts'
import { test as base } from '../database.ts'
import { type Api, apiOf } from './api.ts'

interface Counted extends Api {
  /** Number of SQL statements that a query needs, and its data. */
  readonly count: (
    query: string,
  ) => Promise<{ readonly statements: number; readonly data: unknown }>
}

/** The demonstration, read through a connection that counts statements. */
const test = base.extend<{ $file: { api: Counted } }>({
  api: [
    async ({ database }, use) => {
      await publishExamples(database.db)
      const client = postgres(database.url, {
        connection: { search_path: 'lecture,public' },
        types: {
          bigint: postgres.BigInt,
          day: { to: 1082, from: [1082], serialize: String, parse: String },
        },
        onnotice: () => {},
      })
      let executed = 0
      const db = new Kysely<DB>({
        dialect: new PostgresJSDialect({ postgres: client }),
        log: ({ level }) => {
          if (level === 'query') executed += 1
        },
      })
      const api = apiOf(db)
      const count = async (query: string) => {
        executed = 0
        const data = await api.read(query)
        return { statements: executed, data }
      }
      await use({ ...api, count })
      await db.destroy()
    },
    { scope: 'file' },
  ],
})

const RELATIONS = `
  dataset {
    publisher { nom datasets { path } }
    current { report { problems { examples { value } } } }
    versions(first: 2) { totalCount nodes { number dataset { path } } }
  }
  collectivite { nom }
  since { number } until { number }
  problems { code }
  history { kind version { number } record { key } }`

/** What every row of the list has, and the number of statements it needs. */
const lists = [
  [
    'subventions now',
    (first: number) => `{ subventions(first: ${first}) { nodes { ${RELATIONS} } } }`,
    10,
  ],
  [
    'prénoms at an older state, sorted',
    (first: number) => `{ prenoms(first: ${first}, asOf: { position: 18 },
      orderBy: [{ field: NOMBRE_OCCURRENCES, direction: DESC }]) { totalCount nodes { ${RELATIONS} } } }`,
    13,
  ],
  [
    'subventions online at an instant',
    (first: number) => `{ subventions(first: ${first},
      asOf: { publishedAt: { at: "2025-01-01T00:00:00Z" } }) { nodes { ${RELATIONS} } } }`,
    12,
  ],
  [
    'changes',
    (first: number) => `{ subventionsDiff(from: { position: 2 }, to: { position: 11 }) {
      changes(first: ${first}) { nodes { before { ${RELATIONS} } after { ${RELATIONS} } } } } }`,
    23,
  ],
] as const

describe('the number of SQL statements', () => {
  test.for(lists)('does not grow with rows: %s', async ([, query, most], { api }) => {
    const [one, ten, fifty] = [
      await api.count(query(1)),
      await api.count(query(10)),
      await api.count(query(50)),
    ]
    // Rows there are: otherwise equal counts would say nothing.
    expect(JSON.stringify(fifty.data).length).toBeGreaterThan(10 * JSON.stringify(one.data).length)
    expect([one.statements, ten.statements]).toEqual([fifty.statements, fifty.statements])
    expect(fifty.statements).toBeLessThanOrEqual(most)
  })

  test('is one for a page of the head: both are read at once', async ({ api }) => {
    const page = 'subventions(first: 50) { state { position } nodes { montant } }'
    const [now, past, both] = [
      await api.count(`{ ${page} }`),
      await api.count(`{ ${page.replace('(', '(asOf: { position: 8 }, ')} }`),
      await api.count(`{ a: ${page} b: ${page} }`),
    ]
    // The head and the position, then the page; the head, then two pages.
    expect([now.statements, past.statements, both.statements]).toEqual([1, 3, 3])
    const { subventions: alone } = now.data as Record<string, unknown>
    expect(both.data).toEqual({ a: alone, b: alone })
  })

  test('does not grow with the ids asked for', async ({ api }) => {
    const { data } = await api.count(
      '{ prenoms(first: 20) { nodes { id dataset { id current { id } } } } }',
    )
    const ids = [...new Set(JSON.stringify(data).match(/(?<="id":")[^"]+/g))]
    const nodes = (some: readonly string[]) =>
      `{ nodes(ids: ${JSON.stringify(some)}) { id ... on Record { since { number } } } }`
    // Twenty records, their dataset and its version.
    expect(ids).toHaveLength(22)
    const [few, all] = [await api.count(nodes(ids.slice(0, 3))), await api.count(nodes(ids))]
    expect(all.statements).toBe(few.statements)
  })

  test('does not grow with the reports of a page of versions', async ({ api }) => {
    const query = (
      first: number,
    ) => `{ datasets(first: 4) { nodes { versions(first: ${first}) { nodes {
      number dataset { publisher { nom } } report { problems { examples { value } } repairs { examples { repaired } } } } } } } }`
    const [one, five] = [await api.count(query(1)), await api.count(query(5))]
    expect(one.statements).toBe(five.statements)
  })
})
