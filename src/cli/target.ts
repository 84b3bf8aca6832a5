import { KINDS, type Kind, kindOfDataset } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import {
  afterVersion,
  type DatasetRow,
  datasetByPath,
  readHead,
  resolveState,
  type State,
  stateOfHead,
  stateWithin,
} from '../history/index.ts'

/** A dataset at a version, as `SIREN/SLUG` or `SIREN/SLUG@N` names it. */
export interface Target {
  readonly dataset: DatasetRow
  readonly kind: Kind
  /** Its rows at that version; at the head without one. */
  readonly state: State
  readonly version: number | undefined
}

/**
 * Finds what a path names.
 *
 * @throws MillesimeError `DATASET_UNKNOWN`, `VERSION_UNKNOWN`
 */
export async function findTarget(db: Db, text: string): Promise<Target> {
  const [path = '', ...after] = text.split('@')
  const number = after.length === 0 ? undefined : after.join('@')
  const head = await readHead(db)
  const now = stateOfHead(head)
  const dataset = await datasetByPath(db, now, path)
  if (dataset === undefined) {
    throw new MillesimeError('DATASET_UNKNOWN', `Le jeu « ${path} » n’est pas déclaré.`, { path })
  }
  const kind = kindOfDataset(dataset, KINDS)
  if (number === undefined) {
    return { dataset, kind, state: stateWithin(now, dataset.id), version: undefined }
  }
  const version = wholeNumber(number)
  const state = await resolveState(db, head, afterVersion(dataset.id, version))
  return { dataset, kind, state, version }
}

/** @throws MillesimeError `VERSION_UNKNOWN` for what is no number */
function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new MillesimeError('VERSION_UNKNOWN', `« ${text} » n’est pas un numéro de version.`)
}
