import { readFile } from 'node:fs/promises'
import { MillesimeError } from '../../errors.ts'
import type { ClusterHome } from './clusterHome.ts'

const TAIL_LINES = 8

/** Builds the error of a cluster that does not serve: `why` in French, then the end of its log. */
export async function unavailable(
  home: ClusterHome,
  why: string,
  cause?: unknown,
): Promise<MillesimeError> {
  const tail = await endOfLog(home.log)
  const log = tail === '' ? '' : `\nDernières lignes de ${home.log} :\n${tail}`
  return new MillesimeError(
    'DATABASE_UNAVAILABLE',
    `${why}${log}`,
    { home: home.root, log: home.log },
    { cause },
  )
}

async function endOfLog(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n')
}
