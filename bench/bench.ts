import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { type Db, migrate, openCluster, openDb } from '../src/db/index.ts'
import { type DataSize, fill } from './data.ts'

/** How much of everything. */
export interface Size {
  readonly name: 'full' | 'quick' | 'tiny'
  /** Repetitions of each measure. */
  readonly rounds: number
  /** What most reads are measured on. */
  readonly data: DataSize
  /** Records of the log that grows by versions, and the numbers of versions. */
  readonly slope: { readonly records: number; readonly versions: readonly number[] }
  /** Records of one dataset: of the two versions compared with daff, and exported. */
  readonly large: number
  /** Rows of a file that is published. */
  readonly rows: number
  /** Versions published for the storage they take. */
  readonly stored: { readonly rows: number; readonly versions: number }
  /** Seconds of load on a server, each time. */
  readonly seconds: number
}

export const SIZES: Readonly<Record<Size['name'], Size>> = {
  full: {
    name: 'full',
    rounds: 5,
    data: { records: 2_000_000, datasets: 500, versions: [20, 100] },
    slope: { records: 100_000, versions: [1, 10, 100, 1_000] },
    large: 1_000_000,
    rows: 100_000,
    stored: { rows: 20_000, versions: 100 },
    seconds: 4,
  },
  quick: {
    name: 'quick',
    rounds: 5,
    data: { records: 60_000, datasets: 30, versions: [20, 60] },
    slope: { records: 10_000, versions: [1, 10, 100] },
    large: 20_000,
    rows: 5_000,
    stored: { rows: 2_000, versions: 10 },
    seconds: 1,
  },
  tiny: {
    name: 'tiny',
    rounds: 2,
    data: { records: 20_000, datasets: 10, versions: [5, 10] },
    slope: { records: 2_000, versions: [1, 3, 10] },
    large: 5_000,
    rows: 500,
    stored: { rows: 500, versions: 5 },
    seconds: 0.5,
  },
}

/** A database of the run. */
export interface Base {
  readonly url: string
  readonly db: Db
  /** For what has no place in the API: references. */
  readonly client: postgres.Sql
}

/** What a run gives to its measures. Everything it opens ends with it. */
export interface Bench {
  readonly size: Size
  /** Temporary. */
  readonly folder: string
  /** A migrated database of its own, empty. */
  readonly empty: (name: string) => Promise<Base>
  /** One filled with so much, made by the first who asks. */
  readonly filled: (data: DataSize) => Promise<Base>
  readonly close: () => Promise<void>
}

export async function openBench(size: Size): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-bench-'))
  const cluster = await openCluster(join(folder, 'home'), { applicationName: 'millesime bench' })
  const admin = postgres(cluster.url('postgres'), { max: 1, onnotice: () => {} })
  const opened: Base[] = []
  const filled = new Map<string, Promise<Base>>()
  const empty = async (name: string) => {
    await admin.unsafe(`create database ${name}`)
    // As our own sessions are: references have it too.
    await admin.unsafe(`alter database ${name} set random_page_cost = 1.1`)
    const url = cluster.url(name)
    await migrate(url)
    const base = {
      url,
      db: openDb(url, { applicationName: 'millesime bench' }),
      client: postgres(url, {
        max: 1,
        onnotice: () => {},
        connection: { search_path: 'lecture,public', jit: false },
      }),
    }
    opened.push(base)
    return base
  }
  return {
    size,
    folder,
    empty,
    filled(data) {
      const name = `filled_${data.records}_${data.datasets}_${data.versions.join('_')}`
      const known = filled.get(name)
      if (known !== undefined) return known
      const made = empty(name).then(async (base) => {
        await fill(base, data)
        return base
      })
      filled.set(name, made)
      return made
    },
    async close() {
      const sessions = opened.flatMap(({ db, client }) => [db.destroy(), client.end()])
      // A measure that was interrupted may be at work: it ends with its PostgreSQL.
      await Promise.race([Promise.all([...sessions, admin.end()]), sleep(2_000)])
      await cluster.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
