import { declareDataset } from '../src/events/index.ts'
import { fileSource, publish } from '../src/ingest/index.ts'
import type { Base } from './bench.ts'

const SIREN = '299900019'

/** Declares a dataset of subventions and gives its path. */
export async function declare({ db }: Base, slug: string): Promise<string> {
  const declaration = { siren: SIREN, slug, kind: 'subventions', title: slug, licence: 'lov2' }
  await declareDataset(db, { ...declaration, nom: 'Département du Val-de-Brume' }, 'bench')
  return `${SIREN}/${slug}`
}

/** @throws Error unless it is published */
export async function publishFile({ db }: Base, dataset: string, path: string): Promise<void> {
  const { outcome } = await publish(db, { source: fileSource(path), dataset, token: 'bench' })
  if (outcome !== 'published') throw new Error(`${path}: ${outcome}`)
}
