import { type Logger, pino } from 'pino'
import { firstToken } from './access/index.ts'
import type { Config } from './config.ts'
import { type Db, openStore, type Store, type StoreLocation } from './db/index.ts'
import { MillesimeError } from './errors.ts'
import { packOriginals } from './events/index.ts'
import { type SavedQuery, startServer } from './http/index.ts'

/** Between two looks at what there is to pack. */
const PACKING_MS = 60_000

/** What is served: the real log, or the demonstration's. */
export interface Served {
  readonly location: StoreLocation
  readonly isDemonstration: boolean
  /** Queries that GraphiQL opens with. */
  readonly queries?: readonly SavedQuery[]
  /** Run once the log is open and before anyone is answered. */
  readonly prepare?: (store: Store) => Promise<void>
}

/**
 * Serves a log until SIGINT or SIGTERM: opens it, prints the administration token the first time, listens.
 * What a person reads goes to stderr; what a machine reads, the server's own log, to stdout.
 */
export async function serve(config: Config, served: Served): Promise<void> {
  const { isDemonstration, queries = [] } = served
  const name = isDemonstration ? 'millesime serve (demonstration)' : 'millesime serve'
  // From the very start: a signal that ended this process would leave the embedded PostgreSQL running.
  const stopped = signal()
  const store = await openStore(served.location, { applicationName: name })
  const log = pino({ base: null })
  try {
    await served.prepare?.(store)
    const server = await startServer(
      { db: store.db, log, origin: config.origin, isDemonstration, queries },
      config,
    ).catch((error: unknown) => {
      throw cannotListen(error, config)
    })
    const stopPacking = keepPacking(store.db, log)
    try {
      // Made last, as what fails between this and the announcement loses it.
      const token = await firstToken(store.db)
      announce(server.url, isDemonstration, token)
      await stopped
    } finally {
      await stopPacking()
      await server.close()
    }
  } finally {
    await store.close()
  }
}

/** From time to time, makes the files of past versions small. Nobody waits for it, and it can fail. */
function keepPacking(db: Db, log: Logger): () => Promise<void> {
  const stop = new AbortController()
  let work: Promise<unknown> | undefined
  const timer = setInterval(() => {
    work ??= packOriginals(db, stop.signal)
      .catch((error: unknown) => log.error(error, 'packing of originals'))
      .finally(() => {
        work = undefined
      })
  }, PACKING_MS)
  return async () => {
    clearInterval(timer)
    stop.abort()
    await work
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

function cannotListen(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new MillesimeError(
      'CONFIG_INVALID',
      `Le port ${port} est déjà pris sur ${host} : en choisir un autre par PORT.`,
    )
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new MillesimeError(
      'CONFIG_INVALID',
      `Le serveur ne peut pas écouter sur ${host}, port ${port} (${code}) : voir HOST et PORT.`,
    )
  }
  return error
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
