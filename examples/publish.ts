import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../src/db/index.ts'
import { MillesimeError } from '../src/errors.ts'
import { declareDataset } from '../src/events/index.ts'
import { datasetNow } from '../src/history/index.ts'
import { fileSource, publish } from '../src/ingest/index.ts'
import type { History } from './history.ts'

/** Opaque id under which the examples are written: no token has it. */
const AUTHOR = 'demonstration'

type Dataset = History['datasets'][number]

/**
 * Declares and publishes the invented history, oldest first, with its publication dates in the past. What is
 * there already stays: an interrupted start goes on at the next.
 */
export async function publishExamples(db: Db): Promise<void> {
  // Written by make.ts; a test compares the two.
  const text = readFileSync(join(import.meta.dirname, 'history.json'), 'utf8')
  const history = JSON.parse(text) as History
  for (const dataset of history.datasets) {
    await declareOnce(db, dataset)
    await publishMissing(db, dataset)
  }
}

async function declareOnce(db: Db, { versions: _, ...declaration }: Dataset): Promise<void> {
  try {
    await declareDataset(db, declaration, AUTHOR)
  } catch (error) {
    if (!(error instanceof MillesimeError && error.code === 'DATASET_EXISTS')) throw error
  }
}

async function publishMissing(db: Db, { siren, slug, versions }: Dataset): Promise<void> {
  const dataset = `${siren}/${slug}`
  const { version } = await datasetNow(db, dataset)
  for (const { file, publishedAt, scope, note } of versions.slice(version)) {
    const { outcome } = await publish(db, {
      source: fileSource(join(import.meta.dirname, file)),
      dataset,
      token: AUTHOR,
      publishedAt: new Date(publishedAt),
      scope,
      note,
    })
    if (outcome !== 'published') throw new Error(`example ${file} of ${dataset}: ${outcome}`)
  }
}
