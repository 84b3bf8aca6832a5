import { join } from 'node:path'
import type { StoreLocation } from './db/index.ts'
import { MillesimeError } from './errors.ts'

/** What the environment decides. Nothing else reads it. */
export interface Config {
  /** Address to listen on; loopback unless told. */
  readonly host: string
  readonly port: number
  /** Where the server is reached from outside, without a slash at the end; its own address by default. */
  readonly origin: string | undefined
  /** The real log. */
  readonly log: StoreLocation
  /** The demonstration's log, always embedded: examples never enter a database of one's own. */
  readonly demonstration: { readonly home: string }
}

const ROOT = join(import.meta.dirname, '..')

/**
 * Reads the environment: `PORT`, `HOST`, `PUBLIC_URL`, `DATABASE_URL`, `MILLESIME_DATA`.
 *
 * @throws MillesimeError `CONFIG_INVALID` with everything that is wrong, at once
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const wrong: string[] = []
  const port = Number(env['PORT'] ?? 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    wrong.push(`PORT doit être un numéro de port, pas « ${env['PORT']} »`)
  }
  const origin = env['PUBLIC_URL']?.replace(/\/+$/, '')
  if (origin !== undefined && !URL.canParse(origin)) {
    wrong.push(`PUBLIC_URL doit être une adresse web, pas « ${origin} »`)
  }
  const url = env['DATABASE_URL']
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    wrong.push('DATABASE_URL doit commencer par postgres://')
  }
  if (wrong.length > 0) {
    throw new MillesimeError('CONFIG_INVALID', `Configuration refusée : ${wrong.join(' ; ')}.`, {
      wrong,
    })
  }
  const home = env['MILLESIME_DATA']
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port,
    origin,
    log: url === undefined ? { home: home ?? join(ROOT, '.millesime/data') } : { url },
    demonstration: { home: home ?? join(ROOT, '.millesime/demo') },
  }
}
