import type { Cells } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import {
  type Db,
  EVERYTHING,
  listRecords,
  readHead,
  resolveState,
  storedCells,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'

export const BUYER = '29990001900017'
export const [FIRM, OTHER] = ['29990101700010', '29990102500013']

/** A contract in the form of 1.5, some of its values otherwise. */
export function contract(id: string, over: object = {}): object {
  return {
    id,
    acheteur: { id: BUYER, nom: 'Département du Val-de-Brume' },
    _type: 'Marché',
    nature: 'Marché',
    objet: 'Réfection d’une toiture',
    codeCPV: '45261210',
    procedure: 'Procédure adaptée',
    lieuExecution: { code: '99901', typeCode: 'Code commune', nom: 'Aubrelune' },
    dureeMois: 4,
    dateNotification: '2019-03-01',
    datePublicationDonnees: '2019-03-15',
    montant: 80_000.5,
    formePrix: 'Ferme',
    titulaires: [{ typeIdentifiant: 'SIRET', id: FIRM, denominationSociale: 'Toits de la Vasme' }],
    modifications: [],
    ...over,
  }
}

/** What becomes of a file, and the cells of its records. */
export async function published(db: Db, text: string) {
  const { path, id } = await givenDataset(db, 'marches')
  const outcome = await publishText(db, path, text)
  if (outcome.outcome !== 'published') throw new Error(JSON.stringify(outcome))
  const state = await resolveState(db, await readHead(db), { datasetId: id, version: 1 })
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const { rows } = await listRecords(db, marches, state, page)
  const report = outcome.file?.report
  return {
    path,
    counts: outcome.file?.counts,
    codes: report?.problems.map(({ code, column, lines }) => [code, column, lines]) ?? [],
    records: rows.map(({ values }): Cells => storedCells(marches, values)),
  }
}

export const json = (...contracts: readonly object[]) => JSON.stringify({ marches: contracts })
