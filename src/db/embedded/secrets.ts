import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises'
import type { ClusterHome } from './clusterHome.ts'
import { codeOf } from './codeOf.ts'
import { unavailable } from './unavailable.ts'

/** The only role of an embedded cluster; a superuser. */
export const ROLE = 'millesime'

/** What `cluster.json` keeps. */
export interface ClusterSecrets {
  /** The port of the last start; 0 before the first. */
  readonly port: number
  readonly password: string
}

/** Makes the secrets of a new cluster. The password needs no escaping in a URL. */
export function newSecrets(): ClusterSecrets {
  return { port: 0, password: randomBytes(24).toString('base64url') }
}

/** Writes `cluster.json`, readable by its owner only, in one step. */
export async function writeSecrets(home: ClusterHome, secrets: ClusterSecrets): Promise<void> {
  const draft = `${home.secrets}.new`
  await writeFile(draft, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600, flush: true })
  // Root passing by does not lock out the account whose folder this is.
  const { uid, gid } = await stat(home.root)
  if (process.getuid?.() === 0 && uid !== 0) await chown(draft, uid, gid)
  await rename(draft, home.secrets)
}

/** @throws MillesimeError DATABASE_UNAVAILABLE when `cluster.json` is missing, foreign or damaged. */
export async function readSecrets(home: ClusterHome): Promise<ClusterSecrets> {
  const text = await readFile(home.secrets, 'utf8').catch(async (error: unknown) => {
    throw await unavailable(home, whyUnreadable(home, error), error)
  })
  const secrets = parsed(text)
  if (secrets !== undefined) return secrets
  throw await unavailable(home, `${home.secrets} est abîmé : remettez-en une copie.`)
}

function whyUnreadable(home: ClusterHome, error: unknown): string {
  return codeOf(error) === 'ENOENT'
    ? `${home.secrets} a disparu, et avec lui le mot de passe de la base : remettez-en une copie.`
    : `${home.secrets} ne peut pas être lu par ce compte : lancez Millésime avec le compte qui a créé ce dossier.`
}

function parsed(text: string): ClusterSecrets | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    if (!('port' in value && 'password' in value)) return undefined
    const { port, password } = value
    return typeof port === 'number' && typeof password === 'string' ? { port, password } : undefined
  } catch {
    return undefined
  }
}
