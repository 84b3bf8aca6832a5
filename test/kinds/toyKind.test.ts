import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect } from 'vitest'
import { tableSql } from '../../prisma/kindTables.ts'
import { allTablesOf, defineKind, KINDS, type Kind } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { declareDataset } from '../../src/events/index.ts'
import { readHead, stateOfHead } from '../../src/history/index.ts'
import { createYogaServer, exportRecords } from '../../src/http/index.ts'
import { blobSource, publish } from '../../src/ingest/index.ts'
import { test } from '../database.ts'
import { TOKEN } from '../given.ts'

// The promise of decision 0003: a kind is one declaration. This one is of no standard: the buildings of a town
// and their rooms, with every type of column, and nothing else in the project knows it.

const facts = { personal: 'never', description: 'Colonne d’essai.', title: 'Colonne' } as const

const batiments: Kind = defineKind({
  name: 'batiments',
  table: 'batiment',
  typeName: 'Batiment',
  title: 'Bâtiments',
  description: 'Bâtiment d’essai.',
  noun: { one: 'bâtiment', many: 'bâtiments', feminine: false },
  schemas: [
    {
      name: 'essai/batiments',
      version: '1',
      source: 'https://exemple.fr',
      sha256: '0'.repeat(64),
      columns: ['uid', 'nom', 'proprietaire', 'ouvert', 'surface', 'usages', 'salles'],
    },
  ],
  columns: {
    uid: { ...facts, type: 'code', published: 'UID', required: true, indexed: true },
    nom: { ...facts, type: 'texte', published: 'NOM', indexed: true },
    proprietaire: { ...facts, type: 'siret', published: 'SIRET' },
    ouvert: {
      ...facts,
      type: 'booleen',
      published: 'OUVERT',
      words: { true: ['1'], false: ['0'] },
      indexed: true,
    },
    surface: {
      ...facts,
      type: 'decimal',
      published: 'SURFACE',
      unit: 'mètres carrés',
      indexed: true,
    },
    usages: { ...facts, type: 'liste', published: 'USAGES', separator: '|', indexed: true },
    salles: {
      ...facts,
      type: 'objets',
      published: 'salles',
      objects: {
        typeName: 'Salle',
        description: 'Salle d’un bâtiment d’essai.',
        elements: ['salle'],
        table: 'batiment_salle',
        columns: {
          nomSalle: { ...facts, type: 'texte', published: 'nom', indexed: true },
          places: { ...facts, type: 'entier', published: 'places', unit: 'places', indexed: true },
        },
      },
    },
  },
  derived: {
    siren: { of: 'proprietaire', as: 'siren', title: 'SIREN', description: 'SIREN d’essai.' },
  },
  keys: [[{ of: ['uid'], necessary: true }]],
  tie: [],
  about: { siren: 'siren' },
  rules: [],
  measures: ['surface'],
  elements: { batiment: {} },
  roles: [{ field: 'batiments', description: 'Bâtiments d’essai.', siren: 'siren', name: 'nom' }],
})

const FIRST = `UID;NOM;SIRET;OUVERT;SURFACE;USAGES;salles/0/nom;salles/0/places;salles/1/nom;salles/1/places
B1;Halle;29990003500013;1;1 250,50;marché|fête;Grande salle;300;Réserve;
B2;École;29990003500013;0;800;classe;;;;
`

const SECOND = JSON.stringify([
  {
    UID: 'B1',
    NOM: 'Halle',
    SIRET: '29990003500013',
    OUVERT: true,
    SURFACE: 1250.5,
    USAGES: ['fête', 'marché'],
    salles: [{ salle: { nom: 'Grande salle', places: 320 } }, { nom: 'Réserve' }],
  },
  { UID: 'B3', NOM: 'Gymnase', OUVERT: false, SURFACE: 2000, USAGES: 'sport' },
])

async function givenBuildings(db: Db) {
  const statements = allTablesOf(batiments).flatMap((table) => tableSql(table).split(';\n'))
  for (const statement of statements) if (statement !== '') await sql.raw(statement).execute(db)
  const kinds = [...KINDS, batiments]
  const declaration = { siren: '299900035', slug: 'batiments', kind: 'batiments' }
  const said = { title: 'Bâtiments', licence: 'lov2', nom: 'Aubrelune' }
  await declareDataset(db, { ...declaration, ...said }, TOKEN, kinds)
  const dataset = '299900035/batiments'
  const send = async (text: string) =>
    await publish(db, { source: blobSource(new Blob([text])), dataset, token: TOKEN }, kinds)
  const yoga = createYogaServer({ db, kinds, log: pino({ base: null }, { write: () => {} }) })
  const ask = async (query: string): Promise<unknown> => {
    const url = `http://yoga/graphql?query=${encodeURIComponent(query)}`
    return await (await yoga.fetch(url)).json()
  }
  return { send, ask }
}

async function csvOf(db: Db): Promise<string> {
  const state = stateOfHead(await readHead(db))
  return (await Array.fromAsync(exportRecords(db, batiments, state, 'csv'))).join('')
}

describe('a kind declared in a test and nowhere else', () => {
  test('goes from files to queries, differences and exports', async ({ db }) => {
    const { send, ask } = await givenBuildings(db)
    expect(await send(FIRST)).toMatchObject({
      outcome: 'published',
      version: { added: 2, recordCount: 2 },
      file: { reading: { format: 'csv', schema: 'essai/batiments' } },
    })
    expect(await send(SECOND)).toMatchObject({
      outcome: 'published',
      version: { added: 1, removed: 1, changed: 1, recordCount: 2 },
      file: { reading: { format: 'json' } },
    })
    expect(
      await ask(`{
        large: batiments(where: { salles: { places: { gte: 310 } } }) {
          nodes { uid surface usages ouvert salles { nomSalle places } siren }
          aggregates { count surface { sum min nulls } } }
        before: batiments(asOf: { position: 2 }, orderBy: [{ field: SURFACE, direction: DESC }],
          where: { usages: { has: "marché" }, salles: { nomSalle: { eq: "grande SALLE" } } }) {
          nodes { uid salles { nomSalle places } } }
        batimentsDiff(from: { position: 2 }, to: { position: 3 }) {
          summary { sentence }
          totals { field before after }
          changes(kinds: [CHANGED]) { nodes { fields { column before after } } } }
        organisme(siren: "299900035") { noms { nom count } batiments { totalCount } } }`),
    ).toEqual({
      data: {
        large: {
          nodes: [
            {
              uid: 'B1',
              surface: '1250.5',
              usages: ['fête', 'marché'],
              ouvert: true,
              salles: [
                { nomSalle: 'Grande salle', places: 320 },
                { nomSalle: 'Réserve', places: null },
              ],
              siren: '299900035',
            },
          ],
          aggregates: { count: 1, surface: { sum: '1250.5', min: '1250.5', nulls: 0 } },
        },
        before: {
          nodes: [
            {
              uid: 'B1',
              salles: [
                { nomSalle: 'Grande salle', places: 300 },
                { nomSalle: 'Réserve', places: null },
              ],
            },
          ],
        },
        batimentsDiff: {
          summary: { sentence: '1 bâtiment ajouté, 1 retiré, 1 modifié ; 0 inchangé.' },
          totals: [{ field: 'surface', before: '2050.5', after: '3250.5' }],
          changes: {
            nodes: [
              {
                fields: [
                  {
                    column: 'salles',
                    before: [{ nomSalle: 'Grande salle', places: 300 }, { nomSalle: 'Réserve' }],
                    after: [{ nomSalle: 'Grande salle', places: 320 }, { nomSalle: 'Réserve' }],
                  },
                ],
              },
            ],
          },
        },
        organisme: { noms: [{ nom: 'Halle', count: 1 }], batiments: { totalCount: 1 } },
      },
    })
    const exported = await csvOf(db)
    expect(exported).toBe(
      [
        'UID,NOM,SIRET,OUVERT,SURFACE,USAGES,salles',
        'B1,Halle,29990003500013,1,1250.5,fête|marché,"[{""nom"":""Grande salle"",""places"":320},{""nom"":""Réserve""}]"',
        'B3,Gymnase,,0,2000,sport,',
        '',
      ].join('\n'),
    )
    // What is exported is read back as what it was.
    expect(await send(exported)).toMatchObject({
      outcome: 'published',
      version: { added: 0, removed: 0, changed: 0, recordCount: 2 },
    })
  })
})
