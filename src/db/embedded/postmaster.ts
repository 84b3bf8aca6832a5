import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterHome } from './clusterHome.ts'
import { processAt } from './processAt.ts'

/** The PostgreSQL that runs on a data directory. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** False while it starts, recovers or stops. */
  readonly ready: boolean
}

/**
 * Finds the PostgreSQL that runs on this home; undefined when none does.
 *
 * A `postmaster.pid` that names a dead process, a zombie or another program counts as none:
 * PostgreSQL itself looks at the pid alone, and would refuse to start for ever.
 */
export async function findPostmaster(home: ClusterHome): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(home), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !(await isPostmasterOf(home, pid))) return undefined
  // pid, folder, start, port, socket folder, address, shared memory, status
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Removes `postmaster.pid` when no PostgreSQL stands behind it; to be called under the start lock. */
export async function removeStalePid(home: ClusterHome): Promise<void> {
  if ((await findPostmaster(home)) === undefined) await rm(pidFile(home), { force: true })
}

function pidFile(home: ClusterHome): string {
  return join(home.data, 'postmaster.pid')
}

async function isPostmasterOf(home: ClusterHome, pid: number): Promise<boolean> {
  const found = await processAt(pid)
  if (found === undefined || found.zombie) return false
  if (found.command === undefined) return true
  if (!found.command.includes('postgres')) return false
  return (await worksIn(home, pid)) ?? found.command.includes(home.data)
}

/**
 * Tells whether the process works in the data directory, as PostgreSQL does all its life: true even
 * after the folder was moved. Undefined when the system does not say (no /proc, or root in a
 * container without CAP_SYS_PTRACE).
 */
async function worksIn(home: ClusterHome, pid: number): Promise<boolean | undefined> {
  const folder = await stat(`/proc/${pid}/cwd`).catch(() => undefined)
  const data = await stat(home.data).catch(() => undefined)
  if (folder === undefined || data === undefined) return undefined
  return folder.dev === data.dev && folder.ino === data.ino
}
