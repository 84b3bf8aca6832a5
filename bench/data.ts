import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Base } from './bench.ts'
import { checkFilled } from './checkFilled.ts'

/** How many records in force, in how many datasets, of how many versions (from, to). */
export interface DataSize {
  readonly records: number
  readonly datasets: number
  readonly versions: readonly [number, number]
}

const SQL = readFileSync(join(import.meta.dirname, 'fill.sql'), 'utf8')

const TABLES = ['subvention_current', 'subvention_history'] as const

/** Fills an empty database with subventions, their history and the log they would have, and checks it. */
export async function fill(base: Base, { records, datasets, versions }: DataSize): Promise<void> {
  const { client } = base
  const settings = { records, datasets, least: versions[0], most: versions[1] }
  for (const [name, value] of Object.entries(settings)) {
    await client`select set_config(${`bench.${name}`}, ${String(value)}, false)`
  }
  await client.unsafe(
    `set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
  )
  await client.unsafe(SQL)
  for (const table of TABLES) await withoutIndexes(base, table, () => insertRows(base, table))
  await client.unsafe(
    'discard temp; reset work_mem; reset maintenance_work_mem; reset synchronous_commit',
  )
  await client.unsafe('vacuum analyze')
  await client.unsafe('checkpoint')
  await checkFilled(base)
}

async function insertRows({ client }: Base, table: (typeof TABLES)[number]): Promise<void> {
  const columns = await client<{ name: string }[]>`
    select quote_ident(column_name) as name from information_schema.columns
    where table_schema = 'lecture' and table_name = ${table} and column_name in (
      select column_name from information_schema.columns where table_name = 'bench_row')`
  const names = columns.map(({ name }) => name).join(', ')
  const ended = table === 'subvention_history' ? 'is not null' : 'is null'
  await client.unsafe(
    `insert into lecture.${table} (${names}) select ${names} from bench_row where to_tick ${ended} order by id`,
  )
}

/** Indexes made after the rows, three times sooner than with them. */
async function withoutIndexes(
  { client }: Base,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  const constraints = await client<{ name: string; definition: string }[]>`
    select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${`lecture.${table}`}::regclass and contype in ('p', 'u')`
  for (const { name } of constraints) {
    await client.unsafe(`alter table lecture.${table} drop constraint ${name}`)
  }
  const indexes = await client<{ name: string; definition: string }[]>`
    select quote_ident(indexname) as name, indexdef as definition from pg_indexes
    where schemaname = 'lecture' and tablename = ${table}`
  for (const { name } of indexes) await client.unsafe(`drop index lecture.${name}`)
  await work()
  for (const { name, definition } of constraints) {
    await client.unsafe(`alter table lecture.${table} add constraint ${name} ${definition}`)
  }
  for (const { definition } of indexes) await client.unsafe(definition)
}
