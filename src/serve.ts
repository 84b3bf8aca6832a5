import { pino } from 'pino'
import { firstToken } from './access/index.ts'
import type { Config } from './config.ts'
import { openStore, type Store, type StoreLocation } from './db/index.ts'
import { startServer } from './http/index.ts'

/** What is served: the real log, or the demonstration's. */
export interface Served {
  readonly location: StoreLocation
  readonly isDemonstration: boolean
  /** Run once the log is open and before anyone is answered. */
  readonly prepare?: (store: Store) => Promise<void>
}

/**
 * Serves a log until SIGINT or SIGTERM: opens it, prints the administration token the first time, listens.
 * What a person reads goes to stderr; what a machine reads, the server's own log, to stdout.
 */
export async function serve(config: Config, served: Served): Promise<void> {
  const { isDemonstration } = served
  const name = isDemonstration ? 'millesime serve (demonstration)' : 'millesime serve'
  const store = await openStore(served.location, { applicationName: name })
  const log = pino({ base: null })
  try {
    await served.prepare?.(store)
    const token = await firstToken(store.db)
    const server = await startServer(
      { db: store.db, log, origin: config.origin, isDemonstration },
      config,
    )
    announce(server.url, isDemonstration, token)
    await signal()
    await server.close()
  } finally {
    await store.close()
  }
}

function announce(url: string, isDemonstration: boolean, token: string | undefined): void {
  const lines = [
    '',
    isDemonstration
      ? 'Millésime, DÉMONSTRATION : les collectivités et leurs données sont inventées.'
      : 'Millésime.',
    `  ${url}/graphql`,
    ...(token === undefined
      ? []
      : [
          '',
          'Jeton d’administration, montré cette seule fois (il permet d’écrire : le garder secret) :',
          `  ${token}`,
        ]),
    '',
    'Ctrl-C pour arrêter.',
    '',
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
