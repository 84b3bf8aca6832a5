import { Kysely, type Transaction } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { DB } from './generated.ts'

/** The database: every table under its name, derived ones unqualified, the log's under `public.`. */
export type Db = Kysely<DB>

/** The same inside a transaction. A function that takes a `Tx` opens none of its own. */
export type Tx = Transaction<DB>

export interface DbOptions {
  /** Seen by operators in pg_stat_activity, and by a newer program before it migrates. */
  readonly applicationName: string
  /** Connections at most; 8 unless told. */
  readonly max?: number
  /** Longest statement, in milliseconds; 0, the default, is no limit. */
  readonly statementTimeoutMs?: number
}

const DAY = 1082

const CONNECT = new WeakMap<Db, () => postgres.Sql>()

/**
 * Opens a pool on one database. bigint comes back as `bigint`, a day and a numeric as text, so that
 * nothing is rounded or moved to another time zone. Close it by `db.destroy()`.
 */
export function openDb(url: string, options: DbOptions): Db {
  const db = new Kysely<DB>({
    dialect: new PostgresJSDialect({ postgres: openClient(url, options) }),
  })
  CONNECT.set(db, () => openClient(url, { ...options, max: 1 }))
  return db
}

/** A connection beside the pool of a database, for what Kysely has no word for. Whoever opens it ends it. */
export function connectBeside(db: Db): postgres.Sql {
  const connect = CONNECT.get(db)
  if (connect === undefined) throw new Error('not a database that openDb opened')
  return connect()
}

function openClient(
  url: string,
  { applicationName, max = 8, statementTimeoutMs = 0 }: DbOptions,
): postgres.Sql {
  return postgres(url, {
    max,
    connection: {
      application_name: applicationName,
      search_path: 'lecture,public',
      statement_timeout: statementTimeoutMs,
      // Aggregates and lists are bounded by indexes: compiling them costs more than it saves.
      jit: false,
      // Pages are in memory or on solid disks: told of turning ones, the planner plans every statement anew.
      random_page_cost: 1.1,
    },
    types: {
      bigint: postgres.BigInt,
      day: { to: DAY, from: [DAY], serialize: String, parse: String },
    },
    onnotice: () => {},
  })
}
