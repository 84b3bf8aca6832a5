import { describe, expect } from 'vitest'
import { blobSource, validateFile } from '../../src/ingest/index.ts'
import { testShared } from '../shared.ts'
import { sharedFile } from './rawCsv.ts'

const EXAMPLES = 'subventions/exemples'

/** Rows counted by other programs, in the XML of the sheets or in the JSON of the archive, and by hand. */
const FILES = [
  {
    path: `${EXAMPLES}/DEP_Aube_Donnees_essentielles_conventions_subvention.xlsx`,
    ...{ format: 'xlsx', rows: 7, titles: 1, superseded: 0 },
  },
  {
    path: `${EXAMPLES}/DEP_Pyrénées Orientales_recensement_conventions_DEFINITIF_pour_publication_.ods`,
    ...{ format: 'ods', rows: 76, titles: 1, superseded: 0 },
  },
  {
    path: 'prenoms/carrieres-sous-poissy-complet.xlsx',
    ...{ format: 'xlsx', rows: 930, titles: 0, superseded: 0 },
  },
  // 4 530 contracts, of which some are published again.
  {
    path: 'marches/aife-2019-04-04.zip',
    ...{ format: 'json', rows: 4530, titles: 0, superseded: 258 },
  },
] as const

const REFUSED = [
  ['marches/pes-2019-02-01.zip', 'archive_de_plusieurs_fichiers'],
  ['subventions/montpellier-attribsub-archive.zip', 'archive_de_plusieurs_fichiers'],
  ['marches/montpellier-marches-conclus-2013.ods', 'modele_inconnu'],
] as const

describe('validateFile, of real spreadsheets and archives', () => {
  for (const { path, ...expected } of FILES) {
    testShared(`reads every row of ${path}`, async () => {
      const { file, isRefused } = await validateFile(blobSource(new Blob([sharedFile(path)])))
      const { rowsRead, titles, empty, refused, superseded, merged } = file.counts
      expect({ isRefused, refused, merged }).toEqual({ isRefused: false, refused: 0, merged: 0 })
      expect({
        format: file.reading?.format,
        rows: rowsRead - titles - empty,
        titles,
        superseded,
      }).toEqual(expected)
    })
  }

  for (const [path, code] of REFUSED) {
    testShared(`refuses ${path}: ${code}`, async () => {
      const { file, isRefused } = await validateFile(blobSource(new Blob([sharedFile(path)])))
      expect(isRefused).toBe(true)
      expect(file.report.problems[0]?.code).toBe(code)
    })
  }
})
