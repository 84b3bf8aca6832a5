import { hash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { MillesimeError } from '../errors.ts'

/** One migration at a time, whoever starts first. */
const MIGRATION_LOCK = 7_305_002

const FOLDER = join(import.meta.dirname, '../../prisma/migrations')

interface Migration {
  readonly name: string
  readonly text: string
  readonly checksum: string
}

/**
 * Applies the migrations of `prisma/migrations` that the database lacks, each in one transaction, and
 * records them in Prisma's own table, so that `prisma migrate deploy` sees the same history.
 *
 * @returns the names of those applied now
 * @throws MillesimeError `MIGRATION_INVALID` when an applied file has changed since, or when a server
 *   of another version is at work on this database
 */
export async function migrate(url: string, folder: string = FOLDER): Promise<readonly string[]> {
  // Kysely prepares every statement, and a prepared statement is only one: a file holds many.
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    const done = await appliedMigrations(client)
    const pending = migrationsIn(folder).filter((migration) => !isApplied(migration, done))
    if (pending.length > 0 && done.size > 0) await refuseUnderServer(client)
    for (const migration of pending) await client.begin((tx) => apply(tx, migration))
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

function migrationsIn(folder: string): readonly Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, text, checksum: hash('sha256', text) }
    })
}

async function appliedMigrations(client: postgres.Sql): Promise<ReadonlyMap<string, string>> {
  await client`create table if not exists public._prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`
  const rows = await client<{ name: string; checksum: string }[]>`
    select migration_name as name, checksum from public._prisma_migrations
    where rolled_back_at is null`
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

function isApplied({ name, checksum }: Migration, done: ReadonlyMap<string, string>): boolean {
  const applied = done.get(name)
  if (applied !== undefined && applied !== checksum) {
    throw new MillesimeError(
      'MIGRATION_INVALID',
      `La migration ${name} a été modifiée après avoir été appliquée : rétablir le fichier, en écrire une nouvelle.`,
      { migration: name },
    )
  }
  return applied !== undefined
}

/** A server answers by the tables it was written for: they may not change under it. */
async function refuseUnderServer(client: postgres.Sql): Promise<void> {
  const [server] = await client<{ name: string }[]>`
    select application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'millesime serve%' limit 1`
  if (server !== undefined) {
    throw new MillesimeError(
      'MIGRATION_INVALID',
      `La base doit changer de structure, mais un serveur y travaille (${server.name}) : l’arrêter d’abord.`,
      { server: server.name },
    )
  }
}

async function apply(tx: postgres.TransactionSql, { name, text, checksum }: Migration) {
  await tx.unsafe(text)
  await tx`insert into public._prisma_migrations
    (id, checksum, migration_name, finished_at, applied_steps_count)
    values (${randomUUID()}, ${checksum}, ${name}, now(), 1)`
}
