import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { type Db, migrate, openCluster, openDb } from '../src/db/index.ts'
import { declareDataset } from '../src/events/index.ts'
import { fileSource, publish } from '../src/ingest/index.ts'
import { writeSubventions } from './generate.ts'

const ROWS = 100_000
const RUNS = 5

/** A measure: its runs in milliseconds. */
type Runs = Record<'copy' | 'first' | 'changed' | 'identical', number[]>

/**
 * Publishing 100 000 rows, then the same with 1 % changed, then the same bytes, against `COPY` of the file
 * into a bare table of texts, interleaved in one run. Prints ratios, and the growth of memory by file size.
 */
export async function benchPublish(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-bench-'))
  const cluster = await openCluster(join(folder, 'home'), { applicationName: 'millesime bench' })
  const client = postgres(cluster.url('postgres'), { max: 1, onnotice: () => {} })
  try {
    await client.unsafe('create database bench')
    const url = cluster.url('bench')
    await migrate(url)
    const db = openDb(url, { applicationName: 'millesime bench' })
    const bare = postgres(url, { max: 1, onnotice: () => {} })
    const files = { first: join(folder, 'first.csv'), changed: join(folder, 'changed.csv') }
    await writeSubventions(files.first, ROWS)
    await writeSubventions(files.changed, ROWS, 0.01)
    await bare.unsafe(
      `create table bare (${Array.from({ length: 16 }, (_, i) => `c${i} text`).join(', ')})`,
    )
    const runs: Runs = { copy: [], first: [], changed: [], identical: [] }
    for (let run = 0; run < RUNS; run += 1) {
      const dataset = await declare(db, `bench-${run}`)
      runs.copy.push(await timed(() => copy(bare, files.changed)))
      runs.first.push(await timed(() => publishFile(db, dataset, files.first, ROWS)))
      runs.changed.push(await timed(() => publishFile(db, dataset, files.changed, ROWS)))
      runs.identical.push(await timed(() => publishFile(db, dataset, files.changed, ROWS)))
    }
    report(runs, statSync(files.changed).size)
    await memory(db, folder)
    await bare.end()
    await db.destroy()
  } finally {
    await client.end()
    await cluster.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function declare(db: Db, slug: string): Promise<string> {
  const siren = '299900019'
  const declaration = { siren, slug, kind: 'subventions', title: slug, licence: 'lov2', nom: slug }
  await declareDataset(db, declaration, 'bench')
  return `${siren}/${slug}`
}

async function publishFile(db: Db, dataset: string, path: string, rows: number): Promise<void> {
  const outcome = await publish(db, { source: fileSource(path), dataset, token: 'bench' })
  const records =
    outcome.outcome === 'published' || outcome.outcome === 'unchanged'
      ? outcome.version.recordCount
      : 0
  if (records !== rows) throw new Error(`${outcome.outcome}: ${records} records of ${rows}`)
}

async function copy(bare: postgres.Sql, path: string): Promise<void> {
  await bare`truncate bare`
  const writable = await bare`copy bare from stdin with (format csv, header)`.writable()
  await pipeline(createReadStream(path), writable)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function report(runs: Runs, bytes: number): void {
  const base = median(runs.copy)
  console.log(
    `${ROWS} rows, ${(bytes / 1e6).toFixed(1)} MB, ${RUNS} interleaved runs; medians (min–max)`,
  )
  for (const [name, times] of Object.entries(runs)) {
    const spread = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`
    const ratio = (median(times) / base).toFixed(2)
    console.log(
      `${name.padEnd(10)} ${median(times).toFixed(0).padStart(6)} ms (${spread})  ${ratio} × COPY`,
    )
  }
}

/** Peak of resident memory above the start, for two sizes of a first load. */
async function memory(db: Db, folder: string): Promise<void> {
  for (const rows of [ROWS / 4, ROWS, ROWS * 4]) {
    const path = join(folder, `memory-${rows}.csv`)
    await writeSubventions(path, rows)
    const dataset = await declare(db, `memory-${rows}`)
    const before = process.memoryUsage.rss()
    let peak = before
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 10)
    await publishFile(db, dataset, path, rows)
    clearInterval(sampler)
    const megabytes = (value: number) => (value / 1e6).toFixed(0)
    console.log(
      `memory: first load of ${rows} rows (${megabytes(statSync(path).size)} MB): ${megabytes(before)} MB before, ${megabytes(peak)} MB at most`,
    )
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
