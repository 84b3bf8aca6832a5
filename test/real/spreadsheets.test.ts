import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { openContent } from '../../src/ingest/read/container.ts'
import { openSpreadsheet, type Spreadsheet } from '../../src/ingest/read/spreadsheet.ts'
import type { SheetRow } from '../../src/ingest/read/spreadsheetSheet.ts'
import { fileSource } from '../../src/ingest/source.ts'
import { choice, rowsOf } from '../ingest/read/spreadsheets.ts'
import { sharedFolder, testShared } from '../shared.ts'
import { rawLines, sharedFile } from './rawCsv.ts'

describe('openSpreadsheet, of real files', () => {
  async function real(path: string, sheet?: string): Promise<Spreadsheet> {
    const content = await openContent(fileSource(join(sharedFolder ?? '', 'data', path)))
    if ('refused' in content) throw new Error(content.refused)
    const { container } = content
    if (container === 'none' || container === 'gzip' || container === 'zip')
      throw new Error(container)
    const spreadsheet = await openSpreadsheet(content.bytes(), container, choice(sheet))
    if ('refused' in spreadsheet) throw new Error(spreadsheet.refused)
    return spreadsheet
  }

  /** Filled rows and cells of each sheet, counted once by another program in the XML or the records of the file. */
  const FILES = [
    ['marches/montpellier-marches-conclus-2013.ods', { 'marchés conclus en 2013': [620, 8350] }],
    ['marches/montpellier-marches-conclus-2013.xls', { 'marchés conclus en 2013': [620, 8350] }],
    [
      'marches/pays-de-mormal-marches-2016.xlsx',
      { Problemes: [59, 401], Ajout_SIRET_geoloc: [59, 610] },
    ],
    [
      'equipements/montpellier-equipements-sportifs-2012.xls',
      {
        VilleMTP_MTP_EquipementSportif: [254, 1966],
        'infos sur res inconnu': [12, 22],
        'Liste des équipement non trouvé': [52, 161],
        Métadonnées: [24, 24],
      },
    ],
    ['prenoms/carrieres-sous-poissy-complet.xlsx', { 'Sheet 1': [931, 5490] }],
    ['subventions/dept72-progos-2018.xls', { Feuil1: [27, 175] }],
    [
      'subventions/montpellier-attribsub-2014.ods',
      {
        Subventions: [1239, 10_270],
        'Par thématique': [28, 54],
        'Détail culture': [450, 4193],
        'Détail Sport': [122, 507],
      },
    ],
  ] as const

  for (const [path, sheets] of FILES) {
    testShared(`reads every filled cell of ${path}`, async () => {
      const told = await real(path)
      told.close()
      expect(told.sheet).toBe(Object.keys(sheets)[0])
      const read: Record<string, readonly number[]> = {}
      for (const { name, rows } of told.sheets) {
        const all = await rowsOf(await real(path, name))
        const cells = all.flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== ''))
        read[name] = [rows, cells.length]
      }
      expect(read).toEqual(sheets)
    })
  }

  testShared('reads dates, amounts and identifiers of the Sarthe as they are', async () => {
    const rows = await rowsOf(await real('subventions/dept72-progos-2018.xls'))
    expect(rows[4]).toEqual({
      line: 5,
      cells: [
        '2018-03-15',
        'EC006599',
        'Le Mans Sarthe Basket (MSB)',
        '39295608200011',
        '2019-2020 SPORT PRO - Le Mans Sarthe Basket (MSB)',
        '582500',
        'numéraire',
      ],
    })
  })

  testShared(
    'reads the 930 first names of Carrières-sous-Poissy as their conversion has them',
    async () => {
      const [header, ...rows] = await rowsOf(
        await real('prenoms/carrieres-sous-poissy-complet.xlsx'),
      )
      const converted = rawLines(
        sharedFile('prenoms/carrieres-sous-poissy-complet-converti.csv').toString(),
        ';',
      )
      expect(rows).toHaveLength(930)
      const names = header?.cells ?? []
      expect(
        rows.map(({ cells }) => Object.fromEntries(names.map((name, i) => [name, cells[i]]))),
      ).toEqual(converted)
    },
  )

  testShared('reads the same cells in the ODS and the XLS of one table', async () => {
    const ods = await real('marches/montpellier-marches-conclus-2013.ods')
    const xls = await real('marches/montpellier-marches-conclus-2013.xls')
    // In ODF, spaces at the end of a paragraph are none (ODF 1.2 part 1 §6.1.2).
    const trimmed = (rows: readonly SheetRow[]) =>
      rows.map(({ line, cells }) => [line, ...cells.map((cell) => cell.replace(/ +$/gm, ''))])
    expect(trimmed(await rowsOf(ods))).toEqual(trimmed(await rowsOf(xls)))
  })
})
