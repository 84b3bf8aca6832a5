import { isDeepStrictEqual } from 'node:util'
import { type Kind, pathNamed } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { datasetNow } from '../history/index.ts'

/**
 * Checks that the columns that a command names are of some kind that its file may be.
 *
 * @throws MillesimeError `DATASET_INVALID` with the names that are of none
 */
export function checkNames(kinds: readonly Kind[], told: DeclaredColumns | undefined): void {
  const names = [...Object.values(told?.mapping ?? {}), ...Object.keys(told?.constants ?? {})]
  const wrong = names
    .filter((name) => kinds.every((kind) => pathNamed(kind, name) === undefined))
    .map((name) => `aucun modèle possible n’a de colonne « ${name} »`)
  if (wrong.length === 0) return
  throw new MillesimeError('DATASET_INVALID', `Colonnes refusées : ${wrong.join(' ; ')}.`, {
    wrong,
  })
}

/**
 * Checks that what a command says of columns is what the dataset declares: its versions are all read alike.
 *
 * @throws MillesimeError `DATASET_UNKNOWN`, or `DATASET_INVALID` with what the dataset declares
 */
export async function checkColumns(
  db: Db,
  dataset: string,
  told: DeclaredColumns | undefined,
): Promise<void> {
  if (told === undefined) return
  const { declared } = await datasetNow(db, dataset)
  const { mapping, constants } = declared ?? { mapping: {}, constants: {} }
  if (isDeepStrictEqual(told, { mapping, constants })) return
  const options = [
    ...Object.entries(mapping).map(([source, column]) => `--map "${source}=${column}"`),
    ...Object.entries(constants).map(([column, value]) => `--set "${column}=${value}"`),
  ]
  const wrong = options.length === 0 ? 'aucune colonne' : options.join(' ')
  throw new MillesimeError(
    'DATASET_INVALID',
    `Le jeu ${dataset} est déjà déclaré avec d’autres colonnes (${wrong}) : les donner telles quelles, ou pas du tout.`,
    { wrong: options },
  )
}
