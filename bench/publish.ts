import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { type Db, migrate, openCluster, openDb } from '../src/db/index.ts'
import { declareDataset } from '../src/events/index.ts'
import { fileSource, publish } from '../src/ingest/index.ts'
import { writeSubventions } from './generate.ts'
import type { Series } from './measure.ts'

/** A measure: its runs in milliseconds. */
type Runs = Record<'copy' | 'first' | 'changed' | 'identical', number[]>

/**
 * Publishing a file, then the same with 1 % changed, then the same bytes, against `COPY` of the file into a bare
 * table of texts, interleaved in one run.
 */
export async function benchPublish({
  rows,
  rounds,
}: {
  readonly rows: number
  readonly rounds: number
}): Promise<readonly Series[]> {
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
    await writeSubventions(files.first, rows)
    await writeSubventions(files.changed, rows, 0.01)
    await bare.unsafe(
      `create table bare (${Array.from({ length: 16 }, (_, i) => `c${i} text`).join(', ')})`,
    )
    const runs: Runs = { copy: [], first: [], changed: [], identical: [] }
    for (let run = 0; run < rounds; run += 1) {
      const dataset = await declare(db, `bench-${run}`)
      runs.copy.push(await timed(() => copy(bare, files.changed)))
      runs.first.push(await timed(() => publishFile(db, dataset, files.first, rows)))
      runs.changed.push(await timed(() => publishFile(db, dataset, files.changed, rows)))
      runs.identical.push(await timed(() => publishFile(db, dataset, files.changed, rows)))
    }
    await bare.end()
    await db.destroy()
    return seriesOf(runs, rows)
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

function seriesOf(runs: Runs, rows: number): readonly Series[] {
  const series = (label: string, measured: readonly number[]) => ({
    label,
    unit: 'ms',
    measured,
    reference: runs.copy,
  })
  return [
    series(`1 % changed of ${rows} rows`, runs.changed),
    { ...series('identical bytes', runs.identical), must: 0.25, goal: 0.1 },
  ]
}
