import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { killPostgres } from '../db/embedded/homes.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The command line, as a person runs it. */
export const MILLESIME = join(ROOT, 'bin/millesime')

/** What `npm start` runs, on this very Node. */
export const START = [process.execPath, join(ROOT, 'src/main.ts')] as const

/** Path of a file of the demonstration. */
export const example = (name: string) => join(ROOT, 'examples/files', name)

/** What a command said and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A server that answers. */
export interface Server {
  readonly pid: number
  readonly url: string
  /** Milliseconds from its start to its first answer. */
  readonly answeredIn: number
  /** What it has said to a person until now. */
  readonly said: () => string
  /** Sends a signal and waits for the end; gives the exit code, null when the signal ended it. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | null>
}

/** A folder for a log, and the processes that use it. */
export interface Place {
  /** Does not exist yet. */
  readonly home: string
  /** Runs `bin/millesime` on that folder. */
  readonly cli: (...args: readonly string[]) => Promise<Ended>
  /** Runs any command on that folder. */
  readonly run: (command: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ended>
  /** Starts a server on that folder and a free port, and waits for its first answer. */
  readonly serve: (command: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Server>
  /** Starts a command on that folder and a free port, and waits for nothing. */
  readonly start: (command: readonly string[]) => Promise<ChildProcess>
  /** Writes a file beside the folder and gives its path. */
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>
}

/** Opens a place for a work; afterwards nothing runs there and nothing is left. */
export async function withPlace(work: (place: Place) => Promise<void>): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), 'millesime-cli-'))
  // PostgreSQL is not root's.
  await chmod(parent, 0o755)
  const home = join(parent, 'data')
  const children = new Set<ChildProcess>()
  const begin = (command: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = start(command, { MILLESIME_DATA: home, ...env })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }
  // Each command compiles the whole project again without it, which takes longer than its work.
  const cache = { NODE_COMPILE_CACHE: join(parent, 'compiled') }
  const run = (command: readonly string[], env?: NodeJS.ProcessEnv) =>
    ended(begin(command, { ...cache, ...env }))
  try {
    await work({
      home,
      run,
      cli: (...args) => run([MILLESIME, ...args]),
      start: async (command) => begin(command, { PORT: String(await freePort()) }),
      serve: async (command, env) => {
        const port = await freePort()
        return await answering(begin(command, { PORT: String(port), ...env }), port)
      },
      file: async (name, content) => {
        const path = join(parent, name)
        await writeFile(path, content)
        return path
      },
    })
  } finally {
    await Promise.all([...children].map(killed))
    await killPostgres(home)
    await rm(parent, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Nothing of this process's settings reaches the command. */
function start([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
  const { PATH, HOME } = process.env
  return spawn(file, args, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function ended(child: ReturnType<typeof start>): Promise<Ended> {
  const exited = once(child, 'exit')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  await exited
  return { code: child.exitCode, stdout, stderr }
}

async function answering(child: ReturnType<typeof start>, port: number): Promise<Server> {
  const url = `http://localhost:${port}`
  const begun = performance.now()
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  child.stdout.resume()
  const exited = once(child, 'exit')
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said.join('')}`)
    await sleep(20)
  }
  const answeredIn = performance.now() - begun
  // It listens just before it says so.
  while (!said.join('').includes('Ctrl-C')) await sleep(10)
  return {
    pid: child.pid ?? 0,
    url,
    answeredIn,
    said: () => said.join(''),
    end: async (signal) => {
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/graphql?query={__typename}`).catch(() => undefined)
  return response?.ok ?? false
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  if (child.kill('SIGKILL')) await exited
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
