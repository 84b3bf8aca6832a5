import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { asAccount } from './account.ts'
import type { ClusterHome } from './clusterHome.ts'
import { createDataIfAbsent } from './createData.ts'
import { type Engine, run } from './engine.ts'
import { freePort } from './freePort.ts'
import { findPostmaster, removeStalePid } from './postmaster.ts'
import { readSecrets, writeSecrets } from './secrets.ts'
import { unavailable } from './unavailable.ts'

/** How long a failing start is tried again: a port may be taken, old backends may be ending. */
const PATIENCE_MS = 5_000

/** Given on the command line at each start, so that an old data directory gets today's. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // No socket: its path is limited to 107 bytes, and a file mode is not a password.
  unix_socket_directories: '',
  max_connections: '60',
  wal_recycle: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What people publish stays out of the log.
  log_statement: 'none',
  log_parameter_max_length_on_error: '0',
} as const

/**
 * Starts PostgreSQL on this home, making its data directory first if need be, and waits until it is
 * ready; to be called under the start lock. It survives this process.
 *
 * @throws MillesimeError DATABASE_UNAVAILABLE when it does not start, or not before `deadline`.
 */
export async function startServer(
  home: ClusterHome,
  engine: Engine,
  deadline: number,
): Promise<void> {
  await createDataIfAbsent(home, engine)
  const patience = Math.min(deadline, Date.now() + PATIENCE_MS)
  for (let pause = 50; ; pause *= 2) {
    if ((await startOnce(home, engine, deadline)) || (await findPostmaster(home))) return
    if (Date.now() + pause > patience) break
    await sleep(pause)
  }
  throw await unavailable(home, 'Le PostgreSQL embarqué n’a pas démarré.')
}

/** Stops PostgreSQL on this home: sessions end, nothing is lost. Waits until it is gone. */
export async function stopServer(home: ClusterHome, engine: Engine): Promise<void> {
  const command = [engine.pgCtl, 'stop', `--pgdata=${home.data}`, '--mode=fast', '--wait']
  const { succeeded, output } = await run(engine, home, command)
  if (succeeded || (await findPostmaster(home)) === undefined) return
  throw await unavailable(home, `Le PostgreSQL embarqué ne s’est pas arrêté. ${output}`)
}

/** True when the server is ready or still recovering at the deadline, false when it ended. */
async function startOnce(home: ClusterHome, engine: Engine, deadline: number): Promise<boolean> {
  await removeStalePid(home)
  const hasEnded = await launch(home, engine, await choosePort(home))
  while (!hasEnded()) {
    const postmaster = await findPostmaster(home)
    if (postmaster?.ready || Date.now() > deadline) return true
    await sleep(10)
  }
  return false
}

async function choosePort(home: ClusterHome): Promise<number> {
  const secrets = await readSecrets(home)
  const port = await freePort(secrets.port)
  if (port !== secrets.port) await writeSecrets(home, { ...secrets, port })
  return port
}

async function launch(home: ClusterHome, engine: Engine, port: number): Promise<() => boolean> {
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ])
  const { file, args, options } = asAccount(engine.account, [
    engine.postgres,
    '-D',
    home.data,
    ...settings,
  ])
  const log = await open(home.log, 'a', 0o600)
  const child = spawn(file, args, {
    ...options,
    cwd: home.root,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  child.unref()
  await log.close()
  return () => ended
}
