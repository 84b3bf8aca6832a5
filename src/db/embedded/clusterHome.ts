import { constants } from 'node:fs'
import { access, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { MillesimeError } from '../../errors.ts'

/** Where each part of an embedded cluster lives; all paths are absolute and without symlinks. */
export interface ClusterHome {
  readonly root: string
  /** PostgreSQL's data directory: absent until it is complete. */
  readonly data: string
  readonly log: string
  /** Port and password. */
  readonly secrets: string
  readonly startLock: string
}

/**
 * Gives the parts of the folder `path`, which it creates when absent.
 *
 * @throws MillesimeError DATABASE_UNAVAILABLE when the folder cannot be made or written to.
 */
export async function clusterHome(path: string): Promise<ClusterHome> {
  const root = await writableFolder(path)
  return {
    root,
    data: join(root, 'pg'),
    log: join(root, 'postgres.log'),
    secrets: join(root, 'cluster.json'),
    startLock: join(root, 'start.lock'),
  }
}

async function writableFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return await realpath(path)
  } catch (cause) {
    throw new MillesimeError(
      'DATABASE_UNAVAILABLE',
      `Le dossier de données ${path} ne peut pas être créé ou écrit par ce compte : ` +
        'choisissez un autre dossier, ou renseignez DATABASE_URL.',
      { home: path },
      { cause },
    )
  }
}
