import { describe, expect } from 'vitest'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'
import { xlsxOf } from './read/spreadsheetOf.ts'

const HEADER =
  'nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire objet montant nature conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention'.split(
    ' ',
  )

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const number = (value: string) => `<c><v>${value}</v></c>`
const day = (serial: number) => `<c s="1"><v>${serial}</v></c>`
const share = (value: number) => `<c s="2"><v>${value}</v></c>`
const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`
const title = row(...HEADER.map(text))

/** A grant as people type it, some of its cells otherwise. */
function grant(over: Readonly<Record<string, string>>): string {
  const cells: Readonly<Record<string, string>> = {
    nomAttribuant: text('Aubrelune'),
    idAttribuant: number('29990003500013'),
    dateConvention: day(45355),
    referenceDecision: text('2024-12'),
    nomBeneficiaire: text('Amicale des pêcheurs'),
    idBeneficiaire: text('29990004300017'),
    objet: text('Fonctionnement'),
    montant: number('1234.5'),
    nature: text('aide en numéraire'),
    conditionsVersement: text('unique'),
    datesPeriodeVersement: day(45355),
    notificationUE: '<c t="b"><v>0</v></c>',
    pourcentageSubvention: share(1),
    ...over,
  }
  return row(...HEADER.map((name) => cells[name] ?? '<c/>'))
}

const bytesOf = (buffer: Buffer) => new Uint8Array(buffer)

/** Two sheets, the first one hidden, with the formats of a day and of a share. */
const workbook = (...rows: readonly string[]) =>
  bytesOf(
    xlsxOf(
      [
        { name: 'Brouillon', state: 'hidden', rows: title + grant({ objet: text('Caché') }) },
        { name: 'Subventions', rows: rows.join('') },
      ],
      { formats: ['dd/mm/yyyy', '0%'] },
    ),
  )

describe('a spreadsheet of grants', () => {
  test('has days, numbers and shares as people see them, below its titles', async ({ db }) => {
    const { path } = await givenDataset(db, 'subventions', '299900035')
    const outcome = await publishText(
      db,
      path,
      workbook(
        row(text('Subventions de la commune d’Aubrelune')),
        row(),
        title,
        grant({}),
        grant({ objet: text('Voyage'), idBeneficiaire: number('2.9990004300017E13') }),
      ),
    )
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 2 },
      file: { reading: { sheet: 'Subventions' }, counts: { titles: 1, empty: 1 } },
    })
    // The same in a CSV is the same grants.
    const same = (objet: string) =>
      `Aubrelune;29990003500013;2024-03-04;2024-12;Amicale des pêcheurs;29990004300017;${objet};1234.5;aide en numéraire;unique;2024-03-04;;non;1`
    const csv = [HEADER.join(';'), same('Voyage'), same('Fonctionnement')].join('\n')
    expect(await publishText(db, path, csv)).toMatchObject({
      outcome: 'published',
      version: { added: 0, removed: 0, changed: 0 },
    })
  })

  test('loses no row to a cell in error, which is told', async ({ db }) => {
    const { path } = await givenDataset(db, 'subventions', '299900035')
    const error = '<c t="e"><v>#N/A</v></c>'
    const outcome = await publishText(db, path, workbook(title, grant({ montant: error })))
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: { recordCount: 1 },
      file: {
        report: {
          problems: expect.arrayContaining([
            expect.objectContaining({ code: 'cellule_en_erreur', column: 'montant', lines: [2] }),
          ]),
        },
      },
    })
  })
})
