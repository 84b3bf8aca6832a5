import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { type Db, readHead, stateOfHead } from '../../src/history/index.ts'
import { exportRecords } from '../../src/http/exportRecords.ts'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'

/** Three times what sockets and streams hold between PostgreSQL and whoever reads: it must wait for them. */
const ROWS = 4_000
const LONG_NAME = 'Aubrelune'.repeat(500)

async function statementsAtWork(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and state = 'active' and query ilike 'copy %'`.execute(db)
  return rows[0]?.count ?? 0
}

describe('an export that is left before its end', () => {
  test('stops what PostgreSQL was writing', async ({ db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const lines = Array.from({ length: ROWS }, (_, i) => `${LONG_NAME},99901,F,Zoé${i},1,2024`)
    const header = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE'
    await publishText(db, path, [header, ...lines, ''].join('\n'))
    const state = stateOfHead(await readHead(db))
    let pieces = 0
    for await (const _ of exportRecords(db, prenoms, state, 'csv')) {
      pieces += 1
      if (pieces === 3) {
        expect(await statementsAtWork(db)).toBe(1)
        break
      }
    }
    expect(await statementsAtWork(db)).toBe(0)
  })
})
