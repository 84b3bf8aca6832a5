import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type Db, openDb } from '../../src/db/index.ts'
import type { Deposit, Outcome } from '../../src/ingest/index.ts'
import { createDatabase, test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

/** First key of the advisory lock on a dataset: held here, publishers have compared and wait. */
const DATASET_LOCK = 7_305

const lou = (count: number) => prenomsCsv([['F', 'Lou', count, 2020]])

describe('thirty publications at once', () => {
  test('take gapless positions in the order of their commits, and ever later instants', async ({
    db,
  }) => {
    const datasets = await Promise.all(
      Array.from({ length: 30 }, async () => await givenDataset(db, 'prenoms')),
    )
    let done = false
    const seen = watch()
    const outcomes = await Promise.all(
      datasets.map(async ({ path }, i) => await publishText(db, path, lou(i + 1))),
    )
    done = true
    // Whoever looks at the log finds no gap: a position is never seen before a lower one.
    for (const { events, last } of await seen) expect(events).toBe(last)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(datasets.map(() => 'published'))
    const { rows } = await sql<{ position: number; tick: bigint; at: Date }>`
      select position, tick, recorded_at as at from public.event order by position`.execute(db)
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, i) => i + 1))
    for (const [i, { tick, at }] of rows.entries()) {
      const before = rows[i - 1]
      if (before === undefined) continue
      expect(tick).toBeGreaterThan(before.tick)
      expect(at.getTime()).toBeGreaterThan(before.at.getTime())
    }
    const head = await sql`select position, tick, recorded_at as at from public.log_head`.execute(
      db,
    )
    expect(head.rows).toEqual([rows.at(-1)])

    async function watch() {
      const found: { events: number; last: number }[] = []
      while (!done) {
        const { rows } = await sql<{ events: number; last: number }>`
          select count(*)::int as events, coalesce(max(position), 0) as last
          from public.event`.execute(db)
        found.push(...rows)
      }
      return found
    }
  })
})

describe('ten publications of one dataset at once', () => {
  test('with one idempotency key make one version, which all are told', async ({
    db,
    database,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const outcomes = await atOnce(database.url, id, 10, async () => {
      return await publishText(db, path, lou(1), { idempotencyKey: 'dépôt 1' })
    })
    const told = outcomes.map((one) => ('version' in one ? one.version.position : one.outcome))
    expect(new Set(told).size).toBe(1)
    expect(outcomes[0]).toMatchObject({ version: { number: 1, recordCount: 1 } })
    expect(await versionsOf(db, id)).toEqual([{ number: 1, added: 1, removed: 0, changed: 0 }])
    // And again later, even when another version is in force.
    await publishText(db, path, lou(2))
    const later = await publishText(db, path, lou(1), { idempotencyKey: 'dépôt 1' })
    expect(later).toMatchObject({ outcome: 'published', version: { number: 1 } })
    expect(await versionsOf(db, id)).toHaveLength(2)
  })

  test('that expect a version are one published, and nine told the version now in force', async ({
    db,
    database,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, lou(1))
    const outcomes = await atOnce(database.url, id, 10, async (i) => {
      return await publishText(db, path, lou(i + 2), { expectedVersion: 1 })
    })
    const [published, conflicts] = [of(outcomes, 'published'), of(outcomes, 'conflict')]
    expect(published).toMatchObject([{ version: { number: 2 } }])
    expect(conflicts).toEqual(Array(9).fill({ outcome: 'conflict', current: 2 }))
    expect(await versionsOf(db, id)).toHaveLength(2)
  })

  test('that expect nothing are compared again with what came between', async ({
    db,
    database,
  }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    await publishText(db, path, lou(1))
    const names = ['Ali', 'Zoé', 'Max']
    const outcomes = await atOnce(database.url, id, 3, async (i) => {
      const rows = [['F', 'Lou', 10 + i, 2020] as const, ['M', names[i] ?? '', 1, 2020] as const]
      return await publishText(db, path, prenomsCsv(rows))
    })
    expect(of(outcomes, 'published')).toHaveLength(3)
    // Each version removes the name of the one before it, which none of them had been compared with.
    expect(await versionsOf(db, id)).toEqual([
      { number: 1, added: 1, removed: 0, changed: 0 },
      { number: 2, added: 1, removed: 0, changed: 1 },
      { number: 3, added: 1, removed: 1, changed: 1 },
      { number: 4, added: 1, removed: 1, changed: 1 },
    ])
  })
})

describe('an idempotency key', () => {
  test('is refused with other bytes, another dataset or other options, and nothing is written', async ({
    db,
  }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const other = await givenDataset(db, 'prenoms')
    const key = { idempotencyKey: 'dépôt 2' }
    await publishText(db, path, lou(1), key)
    const { rows: before } = await sql`select * from public.log_head`.execute(db)
    const refused: readonly (readonly [string, number, Partial<Deposit>])[] = [
      [path, 2, {}],
      [other.path, 1, {}],
      [path, 1, { scope: 'increment' }],
      [path, 1, { note: 'autre' }],
      [path, 1, { publishedAt: new Date('2020-01-01') }],
    ]
    for (const [dataset, count, options] of refused) {
      await expect(
        publishText(db, dataset, lou(count), { ...key, ...options }),
      ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
    }
    expect((await sql`select * from public.log_head`.execute(db)).rows).toEqual(before)
    // Another token has keys of its own.
    const mine = await publishText(db, other.path, lou(3), { ...key, token: 'tok_other' })
    expect(mine).toMatchObject({ outcome: 'published', version: { number: 1 } })
  })

  test('used for two datasets at once publishes to one of them', async ({ db }) => {
    const datasets = [await givenDataset(db, 'prenoms'), await givenDataset(db, 'prenoms')]
    const settled = await Promise.allSettled(
      datasets.map(async ({ path }) => {
        return await publishText(db, path, lou(1), { idempotencyKey: 'dépôt 3' })
      }),
    )
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IDEMPOTENCY_CONFLICT' },
    })
    const versions = await Promise.all(datasets.map(async ({ id }) => await versionsOf(db, id)))
    expect(versions.flat()).toHaveLength(1)
  })
})

describe('the log', () => {
  test('refuses that an event, its change set or its original be changed or emptied', async () => {
    const { db, drop } = await createDatabase()
    const { path } = await givenDataset(db, 'prenoms')
    await publishText(db, path, lou(1))
    for (const name of ['event', 'event_detail', 'change_set', 'original']) {
      const table = sql.table(`public.${name}`)
      const column = name === 'event' || name === 'event_detail' ? 'position' : 'chunk'
      await expect(sql`delete from ${table}`.execute(db)).rejects.toThrow()
      await expect(sql`truncate ${table}`.execute(db)).rejects.toThrow()
      await expect(sql`update ${table} set ${sql.ref(column)} = 99`.execute(db)).rejects.toThrow()
    }
    await drop()
  })
})

function of(outcomes: readonly Outcome[], wanted: Outcome['outcome']): readonly Outcome[] {
  return outcomes.filter(({ outcome }) => outcome === wanted)
}

async function versionsOf(db: Db, datasetId: number) {
  const { rows } = await sql`
    select number, added, removed, changed from lecture.version
    where dataset_id = ${datasetId} order by number`.execute(db)
  return rows
}

/** Runs publications that all read and compare before any of them is recorded. */
async function atOnce(
  url: string,
  datasetId: number,
  count: number,
  publish: (i: number) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const holder = openDb(url, { applicationName: 'millesime test holder', max: 1 })
  try {
    let outcomes: Promise<readonly Outcome[]> = Promise.resolve([])
    await holder.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${DATASET_LOCK}, ${datasetId})`.execute(tx)
      outcomes = Promise.all(Array.from({ length: count }, async (_, i) => await publish(i)))
      for (let waiting = 0n; waiting < count; ) {
        const { rows } = await sql<{ waiting: bigint }>`
          select count(*) as waiting from pg_locks
          where locktype = 'advisory' and not granted and objid = ${datasetId}
            and database = (select oid from pg_database where datname = current_database())
        `.execute(tx)
        waiting = rows[0]?.waiting ?? 0n
      }
    })
    return await outcomes
  } finally {
    await holder.destroy()
  }
}
