import type { TableSchema } from '../src/datasets/index.ts'
import type { Db } from '../src/db/index.ts'
import { declareDataset } from '../src/events/index.ts'
import { blobSource, type Deposit, type Outcome, publish } from '../src/ingest/index.ts'

/** Opaque id under which tests write. */
export const TOKEN = 'tok_test'

let declared = 0

/** Declares a dataset nobody else has, and gives its path and id. */
export async function givenDataset(
  db: Db,
  kind: string,
  siren = '299900019',
  tableSchema?: TableSchema,
): Promise<{ readonly path: string; readonly id: number }> {
  declared += 1
  const slug = `${kind}-${declared}`
  const { datasetId } = await declareDataset(
    db,
    {
      ...{ siren, slug, kind, title: `Jeu d’essai ${declared}`, licence: 'lov2' },
      nom: 'Val-de-Brume',
      ...(tableSchema ? { tableSchema } : {}),
    },
    TOKEN,
  )
  return { path: `${siren}/${slug}`, id: datasetId }
}

/** Publishes a text as a file. */
export async function publishText(
  db: Db,
  dataset: string,
  text: string | Uint8Array<ArrayBuffer>,
  options: Partial<Deposit> = {},
): Promise<Outcome> {
  const source = blobSource(new Blob([text]), 'essai.csv')
  return await publish(db, { source, dataset, token: TOKEN, ...options })
}

const PRENOMS = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE'

/** A file of prénoms of one invented town: `[sexe, prenom, nombre, annee]` rows. */
export function prenomsCsv(rows: readonly (readonly [string, string, number, number])[]): string {
  const lines = rows.map(([sexe, prenom, nombre, annee]) =>
    ['Aubrelune', '99901', sexe, prenom, nombre, annee].join(','),
  )
  return `${[PRENOMS, ...lines].join('\n')}\n`
}
