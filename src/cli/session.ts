import { readConfig } from '../config.ts'
import { type Db, openStore } from '../db/index.ts'

/** Opens the real log for the time of a command; the last process out of an embedded one stops it. */
export async function withLog<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
  const store = await openStore(readConfig().log, { applicationName: 'millesime command', max: 4 })
  // Interrupted, a command leaves its PostgreSQL as if it had ended: what it was writing is undone.
  const interrupt = (signal: NodeJS.Signals) => {
    void store
      .close()
      .finally(() => process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.ended))
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    return await work(store.db)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    await store.close()
  }
}

/** What a program reads. Waits for it to be read; rejects with `EPIPE` when nobody reads any more. */
export function print(text: string): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`
  return new Promise((resolve, reject) => {
    process.stdout.write(whole, (error) => (error ? reject(error) : resolve()))
  })
}

/** What a person reads. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** One object as JSON, on one line. */
export function printJson(value: unknown): Promise<void> {
  return print(JSON.stringify(value))
}

/** Exit codes, for scripts. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  conflict: 3,
  forbidden: 4,
  notFound: 5,
  unavailable: 69,
  bug: 70,
  interrupted: 130,
  ended: 143,
} as const
