import { execFile } from 'node:child_process'
import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { MillesimeError } from '../../errors.ts'
import type { ClusterHome } from './clusterHome.ts'

/** The unprivileged account that runs PostgreSQL when this process is root's. */
export interface Account {
  readonly uid: number
  readonly gid: number
  /** True when a folder on the way (such as /root) is closed to the account. */
  readonly walledOff: boolean
}

const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } as const

/** What `spawn` and `execFile` need to run a command as an account. */
export interface Launch {
  readonly file: string
  readonly args: readonly string[]
  readonly options: {
    readonly uid?: number
    readonly gid?: number
    readonly env: Readonly<Record<string, string>>
  }
}

/**
 * Chooses who runs PostgreSQL, which refuses to run as root; undefined: this very account.
 *
 * As root it is the owner of an existing data directory, else `postgres`, else `nobody`.
 */
export async function accountFor(
  home: ClusterHome,
  programs: readonly string[],
): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = (await ownerOf(home.data)) ?? (await systemAccount())
  const needed = await Promise.all([home.root, ...programs].map((path) => realpath(path)))
  const open = await Promise.all(needed.map((path) => isOpenTo(uid, gid, path)))
  const walledOff = open.includes(false)
  if (walledOff) await requireSetpriv(home)
  return { uid, gid, walledOff }
}

/** The command as the account must launch it; the environment is fixed, so no PG* variable leaks in. */
export function asAccount(account: Account | undefined, command: readonly string[]): Launch {
  const [file = '', ...args] = command
  const env = ENVIRONMENT
  if (account === undefined) return { file, args, options: { env } }
  const { uid, gid, walledOff } = account
  if (!walledOff) return { file, args, options: { uid, gid, env } }
  const pass = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    // access(2), by which PostgreSQL looks for its own programs, ignores capabilities without this.
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  return { file: 'setpriv', args: [...pass, file, ...args], options: { env } }
}

async function requireSetpriv(home: ClusterHome): Promise<void> {
  try {
    await promisify(execFile)('setpriv', ['--version'], { env: ENVIRONMENT })
  } catch (cause) {
    throw new MillesimeError(
      'DATABASE_UNAVAILABLE',
      'PostgreSQL refuse de tourner sous root, et un autre compte ne peut pas entrer dans ' +
        `${home.root} ou dans le dossier du programme. Trois remèdes : les placer hors d’un dossier ` +
        'fermé comme /root, installer « setpriv » (util-linux), ou renseigner DATABASE_URL.',
      { home: home.root },
      { cause },
    )
  }
}

async function ownerOf(folder: string): Promise<Pick<Account, 'uid' | 'gid'> | undefined> {
  const found = await stat(folder).catch(() => undefined)
  return found === undefined || found.uid === 0 ? undefined : found
}

async function systemAccount(): Promise<Pick<Account, 'uid' | 'gid'>> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const name of ['postgres', 'nobody']) {
    const entry = passwd.match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm'))
    if (entry !== null) return { uid: Number(entry[1]), gid: Number(entry[2]) }
  }
  throw new MillesimeError(
    'DATABASE_UNAVAILABLE',
    'PostgreSQL refuse de tourner sous root, et cette machine n’a ni compte « postgres » ni compte ' +
      '« nobody » : lancez Millésime avec un autre compte, ou renseignez DATABASE_URL.',
  )
}

/** Reads permission bits, as an ACL can only make the answer too cautious in practice. */
async function isOpenTo(uid: number, gid: number, path: string): Promise<boolean> {
  const { mode, ...file } = await stat(path)
  const shift = file.uid === uid ? 6 : file.gid === gid ? 3 : 0
  if (((mode >> shift) & 1) === 0) return false
  const parent = dirname(path)
  return parent === path || isOpenTo(uid, gid, parent)
}
