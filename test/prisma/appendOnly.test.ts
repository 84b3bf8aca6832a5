import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db, Tx } from '../../src/db/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

/** SQLSTATE `restrict_violation`. */
const REFUSED = { code: '23001' }

/** Tables whose rows change only with a redaction, and a column of each. */
const REDACTABLE = [
  ['event_detail', 'detail'],
  ['change_set', 'payload'],
  ['original', 'payload'],
  ['report_example', 'value'],
] as const

/** A log in which every table has rows: the births of one first name cannot be read. */
async function givenLog(db: Db): Promise<void> {
  const { path } = await givenDataset(db, 'prenoms')
  const text = prenomsCsv([['F', 'Zoé', 2, 2020]]).replace(',2,', ',deux,')
  const { outcome } = await publishText(db, path, text)
  expect(outcome).toBe('published')
}

/** Runs in a transaction that is always undone. */
async function undone(db: Db, work: (tx: Tx) => Promise<void>): Promise<void> {
  const end = new Error('undone')
  const transaction = db.transaction().execute(async (tx) => {
    await work(tx)
    throw end
  })
  await expect(transaction).rejects.toBe(end)
}

let position = 1_000_000

async function recordEvent(db: Db | Tx, type: string): Promise<void> {
  position += 1
  await db
    .insertInto('public.event')
    .values({
      position,
      tick: BigInt(position),
      dataset_id: position,
      stream_version: 1,
      type,
      recorded_at: new Date(),
      leaf: Buffer.alloc(0),
      leaf_hash: Buffer.alloc(0),
    })
    .execute()
}

function table(name: string) {
  return sql.table(`public.${name}`)
}

async function update(db: Db | Tx, name: string, column: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${table(name)} set ${sql.ref(column)} = ${sql.ref(column)}`.execute(db)
  return Number(numAffectedRows)
}

async function remove(db: Db | Tx, name: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${table(name)}`.execute(db)
  return Number(numAffectedRows)
}

describe('an event', () => {
  test('is never updated, deleted nor truncated', async ({ db }) => {
    await givenLog(db)
    await expect(update(db, 'event', 'type')).rejects.toMatchObject(REFUSED)
    await expect(remove(db, 'event')).rejects.toMatchObject(REFUSED)
    await expect(sql`truncate public.event`.execute(db)).rejects.toMatchObject(REFUSED)
  })

  test('is not updated by a redaction either', async ({ db }) => {
    const redaction = db.transaction().execute(async (tx) => {
      await recordEvent(tx, 'RecordsRedacted')
      await update(tx, 'event', 'leaf')
    })
    await expect(redaction).rejects.toMatchObject(REFUSED)
  })
})

describe.for(REDACTABLE)('%s', ([name, column]) => {
  test('refuses an update and a delete', async ({ db }) => {
    await givenLog(db)
    await expect(update(db, name, column)).rejects.toMatchObject(REFUSED)
    await expect(remove(db, name)).rejects.toMatchObject(REFUSED)
  })

  test('accepts them in a transaction that records a redaction', async ({ db }) => {
    await givenLog(db)
    await undone(db, async (tx) => {
      await recordEvent(tx, 'RecordsRedacted')
      expect(await update(tx, name, column)).toBeGreaterThan(0)
      expect(await remove(tx, name)).toBeGreaterThan(0)
    })
  })

  test('refuses them in a transaction that records another event', async ({ db }) => {
    await givenLog(db)
    const work = db.transaction().execute(async (tx) => {
      await recordEvent(tx, 'VersionPublished')
      await remove(tx, name)
    })
    await expect(work).rejects.toMatchObject(REFUSED)
  })

  test('refuses them after the transaction of a redaction', async ({ db }) => {
    await givenLog(db)
    await recordEvent(db, 'RecordsRedacted')
    await expect(update(db, name, column)).rejects.toMatchObject(REFUSED)
    await expect(remove(db, name)).rejects.toMatchObject(REFUSED)
  })
})

test.for(['event_detail', 'change_set', 'original'])(
  '%s is not truncated, even by a redaction',
  async (name, { db }) => {
    const redaction = db.transaction().execute(async (tx) => {
      await recordEvent(tx, 'RecordsRedacted')
      await sql`truncate ${table(name)}`.execute(tx)
    })
    await expect(redaction).rejects.toMatchObject(REFUSED)
  },
)
