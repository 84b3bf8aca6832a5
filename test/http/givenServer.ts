import { type Logger, pino } from 'pino'
import type { Db } from '../../src/db/index.ts'
import { type RunningServer, startServer } from '../../src/http/index.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

/** A server on a free port, with what it logs. */
export interface Served extends RunningServer {
  readonly log: Logger
  readonly logged: readonly string[]
}

/** Serves a log in which one first name was published. */
export async function givenServer(db: Db): Promise<Served> {
  const { path } = await givenDataset(db, 'prenoms')
  await publishText(db, path, prenomsCsv([['F', 'Jade', 3, 2020]]))
  return await serveLogged(db)
}

/** Serves a log, and keeps what the server logs. */
export async function serveLogged(db: Db): Promise<Served> {
  const logged: string[] = []
  const log = pino({ base: null }, { write: (line) => logged.push(line) })
  const server = await startServer({ db, log }, { host: '127.0.0.1', port: 0 })
  return { ...server, log, logged }
}
