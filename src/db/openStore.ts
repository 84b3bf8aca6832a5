import postgres from 'postgres'
import { MillesimeError } from '../errors.ts'
import { openCluster } from './embedded/openCluster.ts'
import { migrate } from './migrate.ts'
import { type Db, type DbOptions, openDb } from './openDb.ts'

/** Where the log is: in a PostgreSQL of one's own, or in the embedded one under a folder. */
export type StoreLocation = { readonly url: string } | { readonly home: string }

/** An open log. `close` leaves it; the last process out of an embedded one stops it. */
export interface Store {
  readonly db: Db
  readonly close: () => Promise<void>
}

const DATABASE = 'millesime'

/** Opens the log, starting and creating what is not there, and applies the migrations it lacks. */
export async function openStore(location: StoreLocation, options: DbOptions): Promise<Store> {
  if ('url' in location) {
    await migrate(location.url).catch((error: unknown) => {
      throw unreachable(error)
    })
    const db = openDb(location.url, options)
    return { db, close: () => db.destroy() }
  }
  const cluster = await openCluster(location.home, { applicationName: options.applicationName })
  try {
    await createDatabase(cluster.url('postgres'))
    const url = cluster.url(DATABASE)
    await migrate(url)
    const db = openDb(url, options)
    const close = async () => {
      await db.destroy()
      await cluster.close()
    }
    return { db, close }
  } catch (error) {
    await cluster.close()
    throw error
  }
}

/** A server that does not answer is no bug; what it refuses to say is not told: it may hold the password. */
function unreachable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isConnection = /^(E[A-Z]+|CONNECT\w+|CONNECTION_\w+|28\w{3}|3D000|57P03|53300)$/.test(code)
  if (!isConnection) return error
  return new MillesimeError(
    'DATABASE_UNAVAILABLE',
    `La base de DATABASE_URL ne répond pas ou refuse la connexion (${code}).`,
    { code },
  )
}

/** `create database` knows no `if not exists`: two first starts may both try. */
async function createDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const known = await client`select from pg_database where datname = ${DATABASE}`
    if (known.length === 0) await client.unsafe(`create database ${DATABASE}`)
  } catch (error) {
    const code = error instanceof postgres.PostgresError ? error.code : ''
    if (code !== '42P04' && code !== '23505') throw error
  } finally {
    await client.end()
  }
}
