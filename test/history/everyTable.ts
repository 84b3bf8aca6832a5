import { sql } from 'kysely'
import type { Db } from '../../src/db/index.ts'

/** What the log itself says: everything else is derived from it. */
export const TRUTH = [
  'event',
  'event_detail',
  'log_head',
  'dataset_secret',
  'change_set',
  'original',
  'report_example',
  'idempotency',
  'token',
] as const

/** Every row of the derived tables, as text, in an order of its own. */
export async function derivedTables(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'lecture' order by table_name`.execute(db)
  return await dump(
    db,
    rows.map(({ name }) => `lecture.${name}`),
  )
}

/** Every row of every table, as text, in an order of its own. */
export async function everyTable(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const truth = await dump(
    db,
    TRUTH.map((name) => `public.${name}`),
  )
  return new Map([...truth, ...(await derivedTables(db))])
}

async function dump(db: Db, names: readonly string[]) {
  const tables = new Map<string, readonly string[]>()
  for (const name of names) {
    const { rows } = await sql<{ line: string }>`
      select t::text as line from ${sql.table(name)} t order by 1`.execute(db)
    tables.set(
      name,
      rows.map(({ line }) => line),
    )
  }
  return tables
}
