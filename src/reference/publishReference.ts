import { collectivites, REFERENCE } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import { declareDataset } from '../events/index.ts'
import type { Db } from '../history/index.ts'
import { blobSource, publish } from '../ingest/index.ts'
import { referenceFile } from './referenceFile.ts'

/** Opaque id under which the reference is written: no token has it. */
const AUTHOR = 'reference'

/**
 * Publishes the reference of collectivités if the one in force was made otherwise, and declares its dataset
 * before the first. The same edition and tables make the same bytes, which change nothing.
 */
export async function publishReference(db: Db): Promise<void> {
  await declareOnce(db)
  const { edition, bytes } = referenceFile()
  const { outcome } = await publish(db, {
    source: blobSource(new Blob([bytes]), `collectivites-${edition}.csv`),
    dataset: `${REFERENCE.siren}/${REFERENCE.slug}`,
    token: AUTHOR,
    note: `Édition ${edition} de @etalab/decoupage-administratif.`,
  })
  if (outcome !== 'published' && outcome !== 'unchanged') {
    throw new Error(`reference of collectivités, edition ${edition}: ${outcome}`)
  }
}

async function declareOnce(db: Db): Promise<void> {
  const declaration = {
    ...REFERENCE,
    kind: collectivites.name,
    title: 'Référentiel des collectivités',
    licence: 'lov2',
    nom: 'Millésime (référentiel)',
  }
  try {
    await declareDataset(db, declaration, AUTHOR)
  } catch (error) {
    if (!(error instanceof MillesimeError && error.code === 'DATASET_EXISTS')) throw error
  }
}
