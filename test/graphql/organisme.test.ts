import { describe, expect } from 'vitest'
import { givenDataset, publishText } from '../given.ts'
import { FIRM, test } from './territory.ts'

describe('organisme', () => {
  test('joins what a firm received and won, before and after a correction', async ({ api }) => {
    const fields = `siren noms { nom count }
      subventionsRecues(orderBy: [{ field: MONTANT, direction: DESC }]) {
        totalCount nodes { montant nomAttribuant } aggregates { montant { sum } } }
      marchesRemportes(where: { montant: { gte: "100000" } }) {
        nodes { idMarche montant titulaires { sirenTitulaire } } aggregates { count montant { sum } } }
      state { position }`
    expect(
      await api.read(`{
        before: organisme(siren: "${FIRM}", asOf: { position: 5 }) { ${fields} }
        after: organisme(siren: "${FIRM}") { ${fields} } }`),
    ).toEqual({
      before: {
        siren: FIRM,
        noms: [
          { nom: 'Toits de la Vasme', count: 5 },
          { nom: 'TOITS DE LA VASME', count: 1 },
        ],
        subventionsRecues: {
          totalCount: 2,
          nodes: [
            { montant: '45000', nomAttribuant: 'Aubrelune' },
            { montant: '1500', nomAttribuant: 'Aubrelune' },
          ],
          aggregates: { montant: { sum: '46500' } },
        },
        marchesRemportes: {
          nodes: [
            {
              idMarche: '2024M01',
              montant: '4500000',
              titulaires: [{ sirenTitulaire: FIRM }, { sirenTitulaire: '299901025' }],
            },
          ],
          aggregates: { count: 1, montant: { sum: '4500000' } },
        },
        state: { position: 5 },
      },
      after: {
        siren: FIRM,
        noms: [
          { nom: 'Toits de la Vasme', count: 5 },
          { nom: 'TOITS DE LA VASME', count: 1 },
        ],
        subventionsRecues: {
          totalCount: 2,
          nodes: [
            { montant: '4500', nomAttribuant: 'Aubrelune' },
            { montant: '1500', nomAttribuant: 'Aubrelune' },
          ],
          aggregates: { montant: { sum: '6000' } },
        },
        marchesRemportes: {
          nodes: [
            {
              idMarche: '2024M01',
              montant: '450000.5',
              titulaires: [{ sirenTitulaire: FIRM }, { sirenTitulaire: '299901025' }],
            },
          ],
          aggregates: { count: 1, montant: { sum: '450000.5' } },
        },
        state: { position: 10 },
      },
    })
  })

  test('tells what a body gives and awards, and what it is', async ({ api }) => {
    expect(
      await api.read(`{
        town: organisme(siren: "299900035") { collectivite { nom type }
          subventionsVersees { totalCount aggregates { montant { sum nulls min max } } } }
        departement: organisme(siren: "299900019") { datasets { kind } marchesAttribues { totalCount } }
        nobody: organisme(siren: "123456782") { siren }
        tooEarly: organisme(siren: "${FIRM}", asOf: { position: 3 }) { siren } }`),
    ).toEqual({
      town: {
        collectivite: { nom: 'Aubrelune', type: 'commune' },
        subventionsVersees: {
          totalCount: 3,
          aggregates: { montant: { sum: '6000', nulls: 1, min: '1500', max: '4500' } },
        },
      },
      departement: {
        datasets: [{ kind: 'SUBVENTIONS' }, { kind: 'MARCHES' }],
        marchesAttribues: { totalCount: 5 },
      },
      nobody: null,
      tooEarly: null,
    })
  })

  test('reads the lists of a body by pages that stay at its state', async ({ api }) => {
    const page = (after: string | null, asOf: string) =>
      api.read<{
        organisme: {
          marchesRemportes: { nodes: { idMarche: string }[]; pageInfo: { endCursor: string } }
        }
      }>(
        `query ($after: String) { organisme(siren: "${FIRM}"${asOf}) {
          marchesRemportes(first: 2, after: $after, orderBy: [{ field: ID_MARCHE }]) { nodes { idMarche } pageInfo { endCursor } } } }`,
        { after },
      )
    const first = await page(null, '')
    const cursor = first.organisme.marchesRemportes.pageInfo.endCursor
    const second = await page(cursor, '')
    expect([first, second].map(({ organisme }) => organisme.marchesRemportes.nodes)).toEqual([
      [{ idMarche: '2024M01' }, { idMarche: '2024M0301' }],
      [{ idMarche: '2024M0302' }, { idMarche: '2024M0303' }],
    ])
    await expect(page(cursor, ', asOf: { position: 5 }')).rejects.toThrow('CURSOR_INVALID')
  })
})

describe('the contracts of one buyer with the same stem and the same object', () => {
  test('are told to be probably of one family', async ({ api }) => {
    expect(
      await api.read(`{ marches(where: { idMarche: { startsWith: "2024M0" } }, orderBy: [{ field: ID_MARCHE }]) {
        nodes { idMarche souche avenantsProbables { idMarche } } } }`),
    ).toEqual({
      marches: {
        nodes: [
          { idMarche: '2024M01', souche: '2024M', avenantsProbables: [] },
          { idMarche: '2024M02', souche: '2024M', avenantsProbables: [] },
          {
            idMarche: '2024M0301',
            souche: '2024M03',
            avenantsProbables: [{ idMarche: '2024M0302' }],
          },
          {
            idMarche: '2024M0302',
            souche: '2024M03',
            avenantsProbables: [{ idMarche: '2024M0301' }],
          },
          { idMarche: '2024M0303', souche: '2024M03', avenantsProbables: [] },
        ],
      },
    })
  })
})

describe('a body that a record numbers without naming it', () => {
  test('is one, without a name', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'marches')
    const contract = {
      ...{ id: 'S1', objet: 'Sel', nature: 'Marché', montant: 1, dateNotification: '2024-01-02' },
      ...{ codeCPV: '14410000', procedure: 'Appel d’offres ouvert', dureeMois: 1 },
      acheteur: { id: '29990001900017' },
      titulaires: [{ typeIdentifiant: 'SIRET', id: '29990999900019' }],
    }
    const outcome = await publishText(db, path, JSON.stringify({ marches: [contract] }))
    expect(outcome).toMatchObject({ outcome: 'published' })
    expect(
      await api.read(`{ organisme(siren: "299909999") {
        noms { nom } marchesRemportes { nodes { idMarche } } } }`),
    ).toEqual({ organisme: { noms: [], marchesRemportes: { nodes: [{ idMarche: 'S1' }] } } })
  })
})
