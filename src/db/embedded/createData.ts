import { chown, lchown, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { ClusterHome } from './clusterHome.ts'
import { type Engine, run } from './engine.ts'
import { newSecrets, ROLE, writeSecrets } from './secrets.ts'
import { unavailable } from './unavailable.ts'

const DRAFT = 'pg.new-'

/**
 * Makes the data directory unless it is there; to be called under the start lock.
 *
 * It is built beside and renamed when complete, so a death in the middle leaves only a draft, which
 * the next call removes.
 */
export async function createDataIfAbsent(home: ClusterHome, engine: Engine): Promise<void> {
  await removeDrafts(home)
  const present = await stat(home.data).catch(() => undefined)
  if (present === undefined) await createData(home, engine)
  // A copy put back by root belongs to root: PostgreSQL wants to own its files.
  else if (present.uid === 0 && engine.account) await giveAll(home, home.data, engine.account)
}

async function createData(home: ClusterHome, engine: Engine): Promise<void> {
  const draft = await mkdtemp(join(home.root, DRAFT))
  const secrets = newSecrets()
  try {
    const passwordFile = join(draft, 'password')
    await writeFile(passwordFile, secrets.password, { mode: 0o600 })
    if (engine.account) await giveAll(home, draft, engine.account)
    await initdb(home, engine, join(draft, 'pg'), passwordFile)
    await writeSecrets(home, secrets)
    await rename(join(draft, 'pg'), home.data)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** The C library's C.UTF-8 where it has one: under plain C, pg_trgm drops accented letters. */
const LOCALES = [['--locale=C.UTF-8'], ['--locale=C', '--builtin-locale=C.UTF-8']] as const

async function initdb(
  home: ClusterHome,
  engine: Engine,
  folder: string,
  passwordFile: string,
): Promise<void> {
  let output = ''
  for (const locale of LOCALES) {
    const outcome = await run(engine, home, [
      engine.initdb,
      `--pgdata=${folder}`,
      `--username=${ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      ...locale,
      '--no-instructions',
    ])
    if (outcome.succeeded) return
    output = outcome.output
    if (!/invalid locale/.test(output)) break
  }
  throw await unavailable(
    home,
    `Le PostgreSQL embarqué n’a pas pu préparer ${home.data} : renseignez DATABASE_URL, ` +
      `ou corrigez ceci :\n${output}`,
  )
}

async function removeDrafts(home: ClusterHome): Promise<void> {
  const names = await readdir(home.root)
  const drafts = names.filter((name) => name.startsWith(DRAFT)).map((name) => join(home.root, name))
  // An orphan initdb may still be writing in one; it fails by itself, and the next start cleans up.
  await Promise.all(
    drafts.map((draft) => rm(draft, { recursive: true, force: true }).catch(() => undefined)),
  )
}

async function giveAll(home: ClusterHome, folder: string, account: Account): Promise<void> {
  try {
    await chownAll(folder, account)
  } catch (cause) {
    // Root of a container with one account only, or of a network drive.
    const why = `Ce compte root ne peut pas confier ${folder} à un autre, et PostgreSQL refuse de tourner sous root`
    throw await unavailable(
      home,
      `${why} : lancez Millésime avec un autre compte, ou renseignez DATABASE_URL.`,
      cause,
    )
  }
}

async function chownAll(folder: string, { uid, gid }: Account): Promise<void> {
  // With types, so that a symlink to a folder is given and not followed: what it leads to is not ours.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) await lchown(join(entry.parentPath, entry.name), uid, gid)
  await chown(folder, uid, gid)
}
