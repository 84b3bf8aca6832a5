import { readdirSync, readlinkSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { test } from '../database.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { HEADER, row } from './read/prenomsWorkbook.ts'
import { xlsxOf } from './read/spreadsheetOf.ts'
import { zipOf } from './read/zipOf.ts'

const CSV = prenomsCsv([
  ['F', 'Zoé', 2, 2020],
  ['M', 'Léo', 3, 2020],
])

const WORKBOOK = xlsxOf([
  { name: 'Lisez-moi', rows: row('Prénoms donnés à Aubrelune') },
  {
    name: 'Prénoms',
    rows: [
      row('Source : état civil'),
      row(...HEADER),
      row('Aubrelune', '99901', 'F', 'Zoé', 2, 2020),
      row('Aubrelune', '99901', 'M', 'Léo', 3, 2020),
      row('Aubrelune', '99901', 'F', 'Ana', { error: '#DIV/0!' }, 2020),
      row('', '', '', '', { error: '#N/A' }),
    ].join(''),
  },
])

async function published(db: Db, bytes: Uint8Array<ArrayBuffer> | string) {
  const { path } = await givenDataset(db, 'prenoms')
  return { path, outcome: await publishText(db, path, bytes) }
}

const bytesOf = (buffer: Buffer) => new Uint8Array(buffer)

describe('an archive', () => {
  test.for([
    ['gzip', gzipSync(CSV)],
    ['zip', zipOf([{ name: 'prenoms.csv', content: CSV }])],
  ] as const)('%s of one file is that file', async ([container, archive], { db }) => {
    const { path, outcome } = await published(db, bytesOf(archive))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 2 },
      file: { reading: { format: 'csv', encoding: 'utf-8', container }, report: { problems: [] } },
    })
    // The same rows out of the archive are no change.
    expect(await publishText(db, path, CSV)).toMatchObject({
      outcome: 'published',
      version: { added: 0, removed: 0, changed: 0 },
    })
  })

  test('of several files is refused, with their names', async ({ db }) => {
    const files = ['2019.csv', '2020.csv'].map((name) => ({ name, content: CSV }))
    const { outcome } = await published(db, bytesOf(zipOf(files)))
    expect(outcome).toMatchObject({
      outcome: 'refused',
      file: {
        report: { problems: [{ code: 'archive_de_plusieurs_fichiers', severity: 'bloquant' }] },
        examples: [{ value: expect.stringContaining('2020.csv') }],
      },
    })
  })

  test('that is damaged is refused', async ({ db }) => {
    const { outcome } = await published(db, bytesOf(gzipSync(CSV).subarray(0, -12)))
    expect(outcome).toMatchObject({
      outcome: 'refused',
      file: { report: { problems: [{ code: 'archive_illisible' }] } },
    })
  })
})

describe('a spreadsheet', () => {
  test('is read from the sheet that the model knows, below its titles', async ({ db }) => {
    const { outcome } = await published(db, bytesOf(WORKBOOK))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 3 },
      file: {
        reading: { format: 'xlsx', sheet: 'Prénoms' },
        counts: { rowsRead: 5, titles: 1, empty: 1 },
        report: {
          problems: expect.arrayContaining([
            expect.objectContaining({ code: 'autres_feuilles', count: 1 }),
            expect.objectContaining({
              code: 'cellule_en_erreur',
              column: 'nombreOccurrences',
              lines: [5, 6],
            }),
          ]),
        },
      },
    })
    expect(outcome).not.toHaveProperty('file.reading.encoding')
  })

  test('in an archive is the same one', async ({ db }) => {
    const { outcome } = await published(db, bytesOf(gzipSync(WORKBOOK)))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 3 },
      file: { reading: { format: 'xlsx', sheet: 'Prénoms', container: 'gzip' } },
    })
  })

  test('of no known column is refused, with its header', async ({ db }) => {
    const { outcome } = await published(
      db,
      bytesOf(xlsxOf([{ name: 'a', rows: row('Rien', 'Du tout') }])),
    )
    expect(outcome).toMatchObject({
      outcome: 'refused',
      file: { report: { problems: [{ code: 'modele_inconnu', count: 2 }] } },
    })
  })

  test.skipIf(process.platform !== 'linux')('and an archive leave no file open', async ({ db }) => {
    await published(db, bytesOf(WORKBOOK))
    await published(db, bytesOf(zipOf([{ name: 'prenoms.csv', content: CSV }])))
    await published(db, bytesOf(xlsxOf([{ name: 'a', rows: row('Rien') }])))
    expect(readdirSync('/proc/self/fd').flatMap(temporaryFile)).toEqual([])
  })
})

/** The temporary file that a descriptor is of; a descriptor may be closed since it was listed. */
function temporaryFile(descriptor: string): readonly string[] {
  try {
    const path = readlinkSync(`/proc/self/fd/${descriptor}`)
    return path.includes('/millesime-') ? [path] : []
  } catch {
    return []
  }
}

describe('GeoJSON', () => {
  test('has a record for each feature', async ({ db }) => {
    const feature = (prenom: string) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [1.5, 43.5] },
      properties: {
        ...{
          COMMUNE_NOM: 'Aubrelune',
          COLL_INSEE: '99901',
          ENFANT_SEXE: 'F',
          ENFANT_PRENOM: prenom,
        },
        ...{ NOMBRE_OCCURRENCES: 2, ANNEE: 2020 },
      },
    })
    const { outcome } = await published(
      db,
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name: 'EPSG:4326' } },
        features: [feature('Zoé'), feature('Ana')],
      }),
    )
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 2 },
      file: { counts: { rowsRead: 2, empty: 0 } },
    })
  })
})
