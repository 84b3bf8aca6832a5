import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { test as base } from 'vitest'
import { processAt } from '../../../src/db/embedded/processAt.ts'

/** Another process that has opened a home. */
export interface Member {
  readonly pid: number
  readonly url: string
  /** Lets it leave the cluster; gives its exit code. */
  readonly leave: () => Promise<number | null>
  readonly kill: () => Promise<void>
}

/** Tests with `home`, a folder that does not exist yet; whatever still runs there is killed after. */
export const test = base.extend<{ home: string; join: (home: string) => Promise<Member> }>({
  home: async ({}, use) => {
    const parent = await mkdtemp(join(tmpdir(), 'millesime-'))
    await chmod(parent, 0o755)
    const home = join(parent, 'data')
    await use(home)
    await killPostgres(home)
    await rm(parent, { recursive: true, force: true, maxRetries: 5 })
  },
  join: async ({}, use) => {
    const children: ChildProcess[] = []
    await use((home) => startMember(home, children))
    for (const child of children) child.kill('SIGKILL')
  },
})

async function startMember(home: string, children: ChildProcess[]): Promise<Member> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'member.ts'), home], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const exited = once(child, 'exit')
  const url = await new Promise<string>((done, fail) => {
    createInterface(child.stdout).once('line', done)
    void exited.then(([code]) => fail(new Error(`a member ended with ${code}`)))
  })
  return {
    pid: child.pid ?? 0,
    url,
    leave: async () => {
      child.stdin.end()
      await exited
      return child.exitCode
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The pid in `postmaster.pid`; undefined when PostgreSQL has removed it. */
export async function postmasterPid(home: string): Promise<number | undefined> {
  const text = await readFile(join(home, 'pg', 'postmaster.pid'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number.parseInt(text, 10)
}

/** Kills the PostgreSQL of this home with all its processes at once, as a power cut would. */
export async function killPostgres(home: string): Promise<void> {
  const pid = await postmasterPid(home)
  if (pid === undefined || !(await processAt(pid))?.command?.includes(home)) return
  const shown = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({
    stdout: '',
  }))
  const family = [pid, ...shown.stdout.split('\n').filter(Boolean).map(Number)]
  for (const member of family) kill(member)
  while (await isAlive(pid)) await sleep(10)
}

export async function isAlive(pid: number): Promise<boolean> {
  const found = await processAt(pid)
  return found !== undefined && !found.zombie
}

/** One connection, whose end is the test's to call. */
export function connect(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => undefined })
}

/** Runs one thing on a connection of its own. */
export async function query<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(url)
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
