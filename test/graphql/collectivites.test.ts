import { describe, expect } from 'vitest'
import { declareDataset } from '../../src/events/index.ts'
import { TOKEN } from '../given.ts'
import { test } from './territory.ts'

describe('the reference of collectivités', () => {
  test('is what records are resolved to, as of their state', async ({ api }) => {
    const nodes = `nodes { collectivite { siren nom population } }`
    expect(
      await api.read(`{
        now: subventions(first: 1) { ${nodes} }
        before: subventions(first: 1, asOf: { position: 8 }) { ${nodes} }
        marches(first: 1) { ${nodes} } }`),
    ).toEqual({
      now: {
        nodes: [{ collectivite: { siren: '299900035', nom: 'Aubrelune', population: 12000 } }],
      },
      before: { nodes: [{ collectivite: null }] },
      marches: {
        nodes: [
          {
            collectivite: {
              siren: '299900019',
              nom: 'Département du Val-de-Brume',
              population: 16000,
            },
          },
        ],
      },
    })
  })

  test('is the one of then at every sort of state', async ({ api }) => {
    const { prenoms } = await api.read<{ prenoms: { nodes: { since: { id: string } }[] } }>(
      '{ prenoms(first: 1) { nodes { since { id } } } }',
    )
    const version = prenoms.nodes[0]?.since.id
    const nodes = 'nodes { enfantPrenom collectivite { nom } }'
    const found = {
      nodes: [
        { enfantPrenom: 'Zoé', collectivite: { nom: 'Pontgrisou-les-Saules' } },
        // Its town merged into another.
        { enfantPrenom: 'Luc', collectivite: { nom: 'Aubrelune' } },
      ],
    }
    expect(
      await api.read(
        `query ($version: ID!, $now: DateTime!) {
          version: prenoms(asOf: { version: $version }) { ${nodes} }
          position: prenoms(asOf: { position: 10 }) { ${nodes} }
          known: prenoms(asOf: { knownAt: $now }) { ${nodes} }
          online: prenoms(asOf: { publishedAt: { at: $now } }) { ${nodes} } }`,
        { version, now: new Date().toISOString() },
      ),
    ).toEqual({ version: found, position: found, known: found, online: found })
  })

  test('is found by present codes, and by those of before', async ({ api }) => {
    expect(
      await api.read(`{
        siren: collectivite(siren: "299900035") { nom }
        oldSiren: collectivite(siren: "299900092") { nom siren }
        insee: collectivite(insee: "99902") { nom }
        merged: collectivite(insee: "99904") { nom anciensCodes }
        departement: collectivite(insee: "990") { nom }
        none: collectivite(siren: "123456782") { nom }
        past: collectivite(siren: "299900035", asOf: { position: 8 }) { nom } }`),
    ).toEqual({
      siren: { nom: 'Aubrelune' },
      oldSiren: { nom: 'Aubrelune', siren: '299900035' },
      insee: { nom: 'Pontgrisou-les-Saules' },
      merged: { nom: 'Aubrelune', anciensCodes: ['99903', '99904'] },
      departement: null,
      none: null,
      past: null,
    })
  })

  test('tells the known half of the duty to publish', async ({ api }) => {
    expect(
      await api.read(`{ collectivites(orderBy: [{ field: POPULATION, direction: DESC }]) {
        nodes { nom publicationDuty { status } datasets { kind } } } }`),
    ).toEqual({
      collectivites: {
        nodes: [
          {
            nom: 'Département du Val-de-Brume',
            publicationDuty: { status: 'POPULATION_REACHED' },
            datasets: [{ kind: 'SUBVENTIONS' }, { kind: 'MARCHES' }],
          },
          { nom: 'Aubrelune', publicationDuty: { status: 'POPULATION_REACHED' }, datasets: [] },
          {
            nom: 'Pontgrisou-les-Saules',
            publicationDuty: { status: 'NOT_CONCERNED' },
            datasets: [{ kind: 'PRENOMS' }],
          },
          { nom: 'Trois-Brumes', publicationDuty: { status: 'UNKNOWN' }, datasets: [] },
        ],
      },
    })
  })

  test('is declared by nobody else', async ({ db }) => {
    const mine = { siren: '299900019', slug: 'communes', kind: 'collectivites' }
    const said = { title: 'Communes', licence: 'lov2', nom: 'Val-de-Brume' }
    await expect(declareDataset(db, { ...mine, ...said }, TOKEN)).rejects.toMatchObject({
      code: 'DATASET_INVALID',
    })
  })
})
