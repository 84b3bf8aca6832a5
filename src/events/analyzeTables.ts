import { sql } from 'kysely'
import { allTablesOf, type Kind } from '../datasets/index.ts'
import type { Tx } from '../db/index.ts'

/**
 * Tells PostgreSQL's planner what the tables of some kinds have become. It looks by itself within a minute or so; until
 * then it would take a dataset that has just been loaded for a row or two, and read all of it again and again. Waits
 * for nobody: two loads that waited for each other, here and for the head, would never end.
 */
export async function analyzeTables(tx: Tx, kinds: readonly Kind[]): Promise<void> {
  const tables = kinds.flatMap((kind) => allTablesOf(kind).map(({ name }) => sql.table(name)))
  await sql`analyze (skip_locked) ${sql.join(tables)}`.execute(tx)
}
