import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'

/** The advisory lock in database `postgres` that says who uses the cluster. */
const LOCK = 1_835_626_092

const FIRST_RETAKE_MS = 100
const SLOWEST_RETAKE_MS = 5_000

/** One process's share in a running cluster. */
export interface Lease {
  /**
   * Gives the share back and tells whether nobody else holds one. If so, nobody can take one before
   * `end`: PostgreSQL may be stopped meanwhile. Undefined when PostgreSQL does not answer.
   */
  readonly leave: () => Promise<boolean | undefined>
  readonly end: () => Promise<void>
}

/**
 * Takes a share by a shared session lock on a connection of its own; undefined when the last holder
 * is just leaving.
 *
 * A share lost by a crash of PostgreSQL is taken again in the background, once it has recovered.
 */
export async function takeLease(url: string, applicationName: string): Promise<Lease | undefined> {
  const state = { held: false, leaving: false }
  const sql = postgres(url, {
    max: 1,
    ssl: false,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 5,
    fetch_types: false,
    backoff: () => 0.05,
    connection: { application_name: applicationName },
    onnotice: () => undefined,
    onclose: () => {
      if (!state.held || state.leaving) return
      state.held = false
      void retake(sql, state)
    },
  })
  const end = () => sql.end({ timeout: 1 })
  try {
    state.held = await tryShared(sql)
  } catch (error) {
    await end()
    throw error
  }
  if (state.held) {
    const leave = () => {
      state.leaving = true
      return giveBack(sql)
    }
    return { leave, end }
  }
  await end()
  return undefined
}

async function retake(sql: Sql, state: { held: boolean; leaving: boolean }): Promise<void> {
  for (let pause = FIRST_RETAKE_MS; ; pause = Math.min(pause * 2, SLOWEST_RETAKE_MS)) {
    // Unreferenced: a process that has nothing else to do may end.
    await sleep(pause, undefined, { ref: false })
    if (state.leaving) return
    state.held = await tryShared(sql).catch(() => false)
    if (state.held) return
  }
}

/** Never waits for the lock: it would be granted by the very end of the session that is stopping us. */
async function tryShared(sql: Sql): Promise<boolean> {
  const rows = await sql<{ granted: boolean }[]>`
    select pg_try_advisory_lock_shared(${LOCK}) as granted`
  return rows[0]?.granted === true
}

/** Gives back first: two that leave while each holds its share would both see the other. */
async function giveBack(sql: Sql): Promise<boolean | undefined> {
  try {
    await sql`select pg_advisory_unlock_all()`
    const rows = await sql<{ granted: boolean }[]>`
      select pg_try_advisory_lock(${LOCK}) as granted`
    return rows[0]?.granted === true
  } catch {
    return undefined
  }
}
