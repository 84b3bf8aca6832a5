import { describe, expect } from 'vitest'
import { type Cell, type Cells, objectsOf } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import type { Db } from '../../src/db/index.ts'
import {
  EVERYTHING,
  listRecords,
  readHead,
  resolveState,
  storedCells,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { testShared } from '../shared.ts'
import { sharedFile } from './rawCsv.ts'

const EXAMPLES = 'marches/format-cp-2.0.2'
const MARCHES = `${EXAMPLES}-marches_avec_modifications.json`
const CONCESSIONS = `${EXAMPLES}-concessions_avec_modifications.json`
const MARCHE_XML = `${EXAMPLES}-Marche.xml`
const CONCESSION_XML = `${EXAMPLES}-Contrat-concession-modification.xml`

/** The records of a file, published in a dataset of its own, by their id. */
async function recordsOf(db: Db, file: string): Promise<ReadonlyMap<string, Cells>> {
  const { path, id } = await givenDataset(db, 'marches')
  const outcome = await publishText(db, path, sharedFile(file))
  if (outcome.outcome !== 'published') throw new Error(`${file}: ${outcome.outcome}`)
  const state = await resolveState(db, await readHead(db), { datasetId: id, version: 1 })
  const page = { filter: EVERYTHING, size: 100, towards: 'end' } as const
  const { rows } = await listRecords(db, marches, state, page)
  return new Map(
    rows.map(({ values }) => [String(values['idMarche']), storedCells(marches, values)]),
  )
}

/** Columns that differ, with both cells; those of objects are shown whole. */
function differences(a: Cells = {}, b: Cells = {}): Readonly<Record<string, readonly unknown[]>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted()
  const text = (cell: Cell | undefined) => JSON.stringify(cell)
  return Object.fromEntries(
    names
      .filter((name) => text(a[name]) !== text(b[name]))
      .map((name) => [name, [a[name], b[name]]]),
  )
}

describe('the examples of the DECP 2.0.2 specification', () => {
  testShared('are all read, each sort in each format', async ({ db }) => {
    const ids = async (file: string) => [...(await recordsOf(db, file)).keys()]
    expect(await ids(MARCHES)).toEqual(['TEST2022', 'TEST2022Bis'])
    expect(await ids(CONCESSIONS)).toEqual(['0612202306122024', '0612202306122023'])
    // Both XML files have the same contract twice: one of the two is superseded.
    expect(await ids(MARCHE_XML)).toEqual(['TEST2022'])
    expect(await ids(CONCESSION_XML)).toEqual(['0612202306122023'])
    const both = await ids(`${EXAMPLES}-marches_concessions.json`)
    expect(both.toSorted()).toEqual(
      ['TEST2022', 'TEST2022Bis', '0612202306122024', '0612202306122023'].toSorted(),
    )
  })

  testShared('give the marché that stands in JSON and in XML as one record', async ({ db }) => {
    const json = (await recordsOf(db, MARCHES)).get('TEST2022')
    const xml = (await recordsOf(db, MARCHE_XML)).get('TEST2022')
    const { actesSousTraitance, ...others } = differences(json, xml)
    expect(others).toEqual({
      // The JSON example numbers its two contracts, and gives the first another buyer.
      acheteurId: ['21750001630066', '21750001630040'],
      objet: ['envoi pour Json test 1', 'envoi pour Json test'],
      // The XML example is of a contract without modifications.
      modifications: [expect.any(Array), undefined],
      modificationsActesSousTraitance: [expect.any(Array), undefined],
    })
    // And it dates the same act a year later.
    const [[a], [b]] = [
      objectsOf(json?.['actesSousTraitance']),
      objectsOf(xml?.['actesSousTraitance']),
    ]
    expect(actesSousTraitance).toHaveLength(2)
    expect(differences(a, b)).toEqual({
      dateNotification: ['2023-10-11', '2024-10-11'],
      datePublicationDonnees: ['2023-10-12', '2024-10-12'],
    })
    expect(json).toMatchObject({
      marcheInnovant: true,
      montant: '575000',
      tauxAvance: '0',
      techniques: ['Accord-cadre', 'Concours'],
      modifications: [
        {
          idModification: 1,
          montant: '123457.87',
          titulaires: [{ typeIdentifiant: 'SIRET', idTitulaire: '868768687576575' }],
        },
      ],
    })
  })

  testShared('give the concession that stands in JSON and in XML as one record', async ({ db }) => {
    const json = (await recordsOf(db, CONCESSIONS)).get('0612202306122023')
    const xml = (await recordsOf(db, CONCESSION_XML)).get('0612202306122023')
    const { modifications, donneesExecution, ...others } = differences(json, xml)
    // The JSON example numbers its contracts.
    expect(others).toEqual({
      objet: ['Objet de la consultation 2', 'Objet de la consultation'],
    })
    // It has two tariffs where the XML has the first only, and dates the modification a year earlier.
    const tarifs = [json, xml].map((cells) =>
      objectsOf(objectsOf(cells?.['donneesExecution'])[0]?.['tarifs']),
    )
    expect(donneesExecution).toHaveLength(2)
    expect(tarifs).toEqual([
      [
        { intituleTarif: 'Intitulé du tarif', tarif: '14.29' },
        { intituleTarif: 'Intitulé du tarif2', tarif: '19.29' },
      ],
      [{ intituleTarif: 'Intitulé du tarif', tarif: '14.29' }],
    ])
    const [[a], [b]] = [objectsOf(json?.['modifications']), objectsOf(xml?.['modifications'])]
    expect(modifications).toHaveLength(2)
    expect(differences(a, b)).toEqual({
      dateSignatureModification: ['2023-04-19', '2024-04-19'],
      datePublicationDonneesModification: ['2023-04-20', '2024-04-20'],
    })
    expect(xml).toMatchObject({
      type: 'Contrat de concession',
      acheteurId: '12345678901234',
      valeurGlobale: '10.3',
      titulaires: [{ idTitulaire: '38103128500491' }, { idTitulaire: '38103128500574' }],
    })
  })
})
