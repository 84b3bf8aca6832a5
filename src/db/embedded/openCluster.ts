import { setTimeout as sleep } from 'node:timers/promises'
import { type ClusterHome, clusterHome } from './clusterHome.ts'
import { codeOf } from './codeOf.ts'
import { type Engine, findEngine } from './engine.ts'
import { type Lease, takeLease } from './lease.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'
import { type ClusterSecrets, ROLE, readSecrets } from './secrets.ts'
import { startServer, stopServer } from './server.ts'
import { tryStartLock } from './startLock.ts'
import { unavailable } from './unavailable.ts'

const OPEN_MS = 30_000
const LEAVE_MS = 5_000
const PAUSE_MS = 25

/** A running PostgreSQL, shared by every process of this machine that opened the same home. */
export interface Cluster {
  /** postgres:// URL (with password) of one database of the cluster. */
  readonly url: (database: string) => string
  /** Leaves the cluster; the last process out stops PostgreSQL. Idempotent. */
  readonly close: () => Promise<void>
}

/**
 * Joins the PostgreSQL of the folder `home`, starting it, or creating it, when there is none.
 *
 * One machine, one home: the folder must not be shared between machines or containers, which do not
 * see each other's processes. `applicationName` is what the others read in `pg_stat_activity`.
 *
 * @throws MillesimeError DATABASE_UNAVAILABLE when it does not serve within 30 s.
 */
export async function openCluster(
  home: string,
  options: { readonly applicationName: string },
): Promise<Cluster> {
  const place = await clusterHome(home)
  const engine = await findEngine(place)
  const deadline = Date.now() + OPEN_MS
  while (Date.now() < deadline) {
    const postmaster = await findPostmaster(place)
    if (postmaster === undefined) await startUnlessStarting(place, engine, deadline)
    else if (postmaster.ready) {
      const cluster = await join(place, engine, postmaster, options.applicationName)
      if (cluster !== undefined) return cluster
    }
    // Not the same pause for all: those who wait for one another would go on in step.
    await sleep(PAUSE_MS * (1 + Math.random()))
  }
  throw await unavailable(place, 'Le PostgreSQL embarqué ne répond pas depuis 30 s.')
}

async function startUnlessStarting(
  home: ClusterHome,
  engine: Engine,
  deadline: number,
): Promise<void> {
  const lock = await tryStartLock(home)
  if (lock === undefined) return
  try {
    if ((await findPostmaster(home)) === undefined) await startServer(home, engine, deadline)
  } finally {
    await lock.release()
  }
}

/** Undefined when this PostgreSQL is just stopping. */
async function join(
  home: ClusterHome,
  engine: Engine,
  postmaster: Postmaster,
  applicationName: string,
): Promise<Cluster | undefined> {
  const secrets = await readSecrets(home)
  const lease = await leaseOrRetry(home, urlOf(secrets, postmaster, 'postgres'), applicationName)
  if (lease === undefined) return undefined
  // PostgreSQL writes that it stops before it ends the first session. So whoever got its lock from
  // the end of the session that is stopping it reads that here.
  const now = await findPostmaster(home)
  if (now?.pid !== postmaster.pid || !now.ready) {
    await lease.end()
    return undefined
  }
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= leave(home, engine, lease)
    return closing
  }
  return { url: (database) => urlOf(secrets, postmaster, database), close }
}

async function leaseOrRetry(
  home: ClusterHome,
  url: string,
  applicationName: string,
): Promise<Lease | undefined> {
  try {
    return await takeLease(url, applicationName)
  } catch (error) {
    const wrongPassword = codeOf(error) === '28P01'
    if (!wrongPassword) return undefined
    throw await unavailable(
      home,
      `Le mot de passe de ${home.secrets} n’est pas celui de la base ${home.data} : ` +
        'remettez la copie qui va avec ce dossier.',
      error,
    )
  }
}

async function leave(home: ClusterHome, engine: Engine, lease: Lease): Promise<void> {
  try {
    const deadline = Date.now() + LEAVE_MS
    let alone = await lease.leave()
    // Lost: PostgreSQL recovers from a crash and answers soon, or it is gone.
    while (alone === undefined && Date.now() < deadline && (await findPostmaster(home))) {
      await sleep(PAUSE_MS)
      alone = await lease.leave()
    }
    if (alone === true) await stopServer(home, engine)
  } finally {
    await lease.end()
  }
}

function urlOf({ password }: ClusterSecrets, { port }: Postmaster, database: string): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
