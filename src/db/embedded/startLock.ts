import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { ClusterHome } from './clusterHome.ts'
import { codeOf } from './codeOf.ts'
import { processAt } from './processAt.ts'

/** A lock without readable content is being written, unless it is this old. */
const HALF_WRITTEN_MS = 2_000

/** The right to start PostgreSQL on one home. */
export interface StartLock {
  readonly release: () => Promise<void>
}

/**
 * Takes the start lock; undefined when another process has it.
 *
 * A lock left by a dead process is removed on the way: the next call can take it.
 */
export async function tryStartLock(home: ClusterHome): Promise<StartLock | undefined> {
  const mine = await processAt(process.pid)
  try {
    await writeFile(home.startLock, `${process.pid} ${mine?.startedAt ?? ''}\n`, { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    await removeIfAbandoned(home.startLock)
    return undefined
  }
  return { release: () => rm(home.startLock, { force: true }) }
}

async function removeIfAbandoned(path: string): Promise<void> {
  const content = await readFile(path, 'utf8').catch(() => undefined)
  if (content === undefined || (await isHeld(path, content))) return
  // Two processes may judge the same lock: by renaming it, only one takes it away, and by reading it
  // again that one sees whether a live lock had come in its place meanwhile.
  const aside = `${path}.${randomUUID()}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  if ((await readFile(aside, 'utf8')) !== content) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

async function isHeld(path: string, content: string): Promise<boolean> {
  const written = content.match(/^(\d+) (.*)\n$/)
  if (written === null) {
    const file = await stat(path).catch(() => undefined)
    return file !== undefined && Date.now() - file.mtimeMs < HALF_WRITTEN_MS
  }
  const holder = await processAt(Number(written[1]))
  return holder !== undefined && !holder.zombie && holder.startedAt === written[2]
}
