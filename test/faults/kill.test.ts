import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { readOriginal } from '../../src/events/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

const ROWS = 20_000
const ROUNDS = 12
const PUBLISHER = join(import.meta.dirname, 'publisher.ts')

/** One record in three differs from the round before: two chunks of changes. */
const CHANGED = Math.ceil(ROWS / 3)

function textOf(round: number): string {
  return prenomsCsv(
    Array.from({ length: ROWS }, (_, i) => {
      return ['F', `P${i % 500}`, i % 3 === 0 ? round + 1 : 1, 1900 + Math.floor(i / 500)]
    }),
  )
}

describe('a publication killed at any moment', () => {
  test('has happened whole or not at all, and can be made again', { timeout: 150_000 }, async ({
    database: { db, url },
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'millesime-kill-'))
    const { path, id } = await givenDataset(db, 'prenoms')
    const other = await givenDataset(db, 'prenoms')
    const start = (round: number) => {
      const file = join(folder, `${round}.csv`)
      writeFileSync(file, textOf(round))
      return startPublisher(folder, [url, path, file, keyOf(round)])
    }
    await start(0).ended
    await checkLog(db, id, [0])
    const began = Date.now()
    await start(1).ended
    const durationMs = Date.now() - began
    const made = [0, 1]
    await checkLog(db, id, made)

    for (let round = 2; round < ROUNDS + 2; round += 1) {
      const { child, ended } = start(round)
      const delayMs = (durationMs * (round - 2 + Math.random())) / ROUNDS
      await Promise.race([ended, new Promise((wake) => setTimeout(wake, delayMs))])
      child.kill('SIGKILL')
      await ended
      await backendsGone(db)
      if ((await versionsOf(db, id)) > made.length) made.push(round)
      await checkLog(db, id, made)
      // Nothing that it held is held any more.
      const free = await publishText(db, other.path, prenomsCsv([['M', 'Ali', round, 2020]]))
      expect(free.outcome).toBe('published')
    }
    expect(made.length).toBeLessThan(ROUNDS + 2)

    const lost = ROUNDS + 1
    const retry = start(lost)
    await retry.ended
    expect(retry.child.exitCode).toBe(0)
    if (made.at(-1) !== lost) made.push(lost)
    await checkLog(db, id, made)
    rmSync(folder, { recursive: true })
  })
})

const keyOf = (round: number) => `tour ${round}`

/** Its temporary files go where the test will remove them: a killed process cannot. */
function startPublisher(folder: string, args: readonly string[]) {
  const env = { ...process.env, TMPDIR: folder }
  const child = spawn(process.execPath, [PUBLISHER, ...args], { stdio: 'ignore', env })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { child, ended }
}

/** A backend notices that its client is gone when it next reads or writes: wait for it. */
async function backendsGone(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select pid from pg_stat_activity
      where datname = current_database() and application_name = 'millesime publisher'`.execute(db)
    if (rows.length === 0) return
  }
}

async function versionsOf(db: Db, datasetId: number): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from lecture.version where dataset_id = ${datasetId}`.execute(db)
  return rows[0]?.total ?? 0
}

/** The log and what derives from it hold the rounds that were recorded, whole, and nothing else. */
async function checkLog(db: Db, datasetId: number, made: readonly number[]): Promise<void> {
  const last = made.at(-1) ?? 0
  const { rows: versions } = await sql<{ number: number }>`
    select number, record_count as records, added, removed, changed from lecture.version
    where dataset_id = ${datasetId} order by number`.execute(db)
  expect(versions).toEqual(
    made.map((_, i) => ({
      number: i + 1,
      records: ROWS,
      added: i === 0 ? ROWS : 0,
      removed: 0,
      changed: i === 0 ? 0 : CHANGED,
    })),
  )
  const { rows } = await sql<Record<string, unknown>>`
    select
      (select count(*)::int from public.event) as events,
      (select max(position) from public.event) as last_event,
      (select count(*)::int from public.event_detail) as details,
      (select (h.position, h.tick, h.recorded_at) = (e.position, e.tick, e.recorded_at)
        from public.log_head h, public.event e order by e.position desc limit 1) as head_is_last,
      (select sum("nombreOccurrences")::int from lecture.prenom_current
        where dataset_id = ${datasetId}) as births,
      (select count(*)::int from lecture.prenom_current where dataset_id = ${datasetId})
        as current,
      (select count(*)::int from lecture.prenom_history where dataset_id = ${datasetId})
        as history,
      (select count(*)::int from lecture.prenom_current where from_tick not in
        (select tick from public.event)) as strangers,
      (select stream_version from lecture.dataset where id = ${datasetId}) as stream_version,
      array(select key from public.idempotency order by position) as keys`.execute(db)
  const [found = {}] = rows
  expect(found).toMatchObject({
    last_event: found['events'],
    details: found['events'],
    head_is_last: true,
    births: ROWS + CHANGED * last,
    current: ROWS,
    history: CHANGED * (made.length - 1),
    strangers: 0,
    stream_version: made.length + 1,
    keys: made.map(keyOf),
  })
  const streams = await streamsOf(db, 'event')
  expect(await streamsOf(db, 'change_set')).toEqual(streams)
  expect(await streamsOf(db, 'original')).toEqual(streams)
  const pieces: Buffer[] = []
  for await (const piece of readOriginal(db, { datasetId, streamVersion: made.length + 1 })) {
    pieces.push(piece)
  }
  expect(Buffer.concat(pieces).toString()).toBe(textOf(last))
}

/** The events that published something, as a table of the log knows them. */
async function streamsOf(db: Db, table: 'event' | 'change_set' | 'original') {
  const published = table === 'event' ? sql`where type = 'VersionPublished'` : sql``
  const { rows } = await sql`
    select distinct dataset_id, stream_version from ${sql.table(`public.${table}`)} ${published}
    order by 1, 2`.execute(db)
  return rows
}
