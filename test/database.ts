import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { test as base, inject } from 'vitest'
import { type Db, openDb } from '../src/db/index.ts'

export interface TestDatabase {
  readonly url: string
  readonly db: Db
  readonly drop: () => Promise<void>
}

/** A database of its own, cloned from the migrated template. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = inject('serverUrl')
  await run(`create database ${name} template template_millesime`)
  const url = server.replace('DATABASE', name)
  const db = openDb(url, { applicationName: 'millesime test', max: 12 })
  return {
    url,
    db,
    drop: async () => {
      await db.destroy()
      await run(`drop database ${name} with (force)`)
    },
  }

  async function run(statement: string) {
    const client = postgres(server.replace('DATABASE', 'postgres'), { max: 1, onnotice: () => {} })
    await client.unsafe(statement)
    await client.end()
  }
}

/** `test` with an empty log, shared by the tests of a file: each declares datasets of its own. */
export const test = base.extend<{ $file: { database: TestDatabase; db: Db } }>({
  database: [
    async ({}, use) => {
      const database = await createDatabase()
      await use(database)
      await database.drop()
    },
    { scope: 'file' },
  ],
  db: [async ({ database }, use) => use(database.db), { scope: 'file' }],
})
