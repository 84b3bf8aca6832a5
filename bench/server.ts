import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerMessage } from './servers/serveParent.ts'

const SERVERS = {
  millesime: 'servers/millesime.ts',
  bare: 'servers/bare.ts',
  postgraphile: 'references/postgraphile.js',
} as const

/** A server in a process of its own. */
export interface Server {
  readonly url: string
  /** CPU time and memory that it has taken. */
  readonly usage: () => Promise<{ readonly cpuMs: number; readonly rssMb: number }>
  readonly stop: () => Promise<void>
}

/** Starts a server on a database and waits until it listens. */
export async function startServer(
  name: keyof typeof SERVERS,
  databaseUrl: string,
): Promise<Server> {
  const child = start(SERVERS[name], [databaseUrl])
  const message = await answer(child)
  if (!('url' in message)) throw new Error(`${name} did not tell its address`)
  return {
    url: message.url,
    async usage() {
      child.send('usage')
      const usage = await answer(child)
      if ('url' in usage) throw new Error(`${name} did not tell its usage`)
      return usage
    },
    async stop() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** What a load was. */
export interface Load {
  readonly requests: number
  readonly p50: number
  readonly p99: number
}

/**
 * Sends these bodies in turn, by POST, over some connections, for some seconds.
 *
 * @throws Error when one answer is not a success
 */
export async function load(
  url: string,
  bodies: readonly string[],
  { seconds, connections = 20 }: { readonly seconds: number; readonly connections?: number },
): Promise<Load> {
  const child = start('references/load.js', [])
  const answered = once(child, 'message')
  child.send({ url, bodies, seconds, connections })
  // Written by load.js.
  const [result] = (await answered) as [Load & { readonly failed: number }]
  if (result.failed > 0) throw new Error(`${result.failed} requests failed at ${url}`)
  return result
}

function start(script: string, args: readonly string[]): ChildProcess {
  if (!existsSync(join(import.meta.dirname, 'references/node_modules'))) {
    throw new Error('The references are not installed: npm ci --prefix bench/references')
  }
  return fork(join(import.meta.dirname, script), [...args], {
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  })
}

async function answer(child: ChildProcess): Promise<ServerMessage> {
  const heard = new AbortController()
  const { signal } = heard
  try {
    // Written by servers/serveParent.ts.
    const [message] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('a server ended by itself')
      }),
    ])) as [ServerMessage]
    return message
  } finally {
    heard.abort()
  }
}
