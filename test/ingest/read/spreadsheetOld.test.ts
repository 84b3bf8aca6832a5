import * as XLSX from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { blobSource, validateFile } from '../../../src/ingest/index.ts'
import { HEADER } from './prenomsWorkbook.ts'
import { open, opened, rowsOf } from './spreadsheets.ts'

/** A workbook of prénoms as the library writes it, with the accent that it loses before Excel 97. */
function written(bookType: XLSX.BookType | 'biff3' | 'biff4'): Uint8Array<ArrayBuffer> {
  const sheet = XLSX.utils.aoa_to_sheet([
    HEADER,
    ['Aubrelune', '99901', 'F', 'Zoé', 2, 2020],
    ['Aubrelune', '99901', 'M', 'Basile', 3, 2020],
  ])
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, 'Sheet1')
  // The types of the library forget two of the formats that it writes.
  const file = XLSX.write(book, { bookType: bookType as XLSX.BookType, type: 'buffer' })
  const bytes = Buffer.from(new Uint8Array(file))
  const lost = bytes.indexOf('Zo_')
  if (lost !== -1) bytes.write('é', lost + 2, 'latin1')
  return new Uint8Array(bytes)
}

const validated = async (bytes: Uint8Array<ArrayBuffer>) =>
  await validateFile(blobSource(new Blob([bytes])))

describe('a spreadsheet written by', () => {
  test.each([
    ['Excel 2', 'biff2', 'xls'],
    ['Excel 3', 'biff3', 'xls'],
    ['Excel 4', 'biff4', 'xls'],
    ['Excel 5 and 95', 'biff5', 'xls'],
    ['Excel 97', 'biff8', 'xls'],
    ['Excel 2003, in XML', 'xlml', 'xml'],
    ['Excel 2007, in binary', 'xlsb', 'xlsx'],
  ] as const)('%s is read', async (_which, bookType, format) => {
    const { file, isRefused } = await validated(written(bookType))
    expect(isRefused).toBe(false)
    expect(file).toMatchObject({
      reading: { format, sheet: 'Sheet1' },
      counts: { rowsRead: 2, empty: 0 },
      report: { problems: [], repairs: [] },
    })
    expect(file.reading).not.toHaveProperty('encoding')
  })
})

/** SpreadsheetML (Microsoft's reference schema of 2003) of one row, its XML written by the test. */
function spreadsheetml(cells: string, around = ''): string {
  return `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
  xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${around}
  <Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
  <Worksheet ss:Name="Été"><Table><Row>${cells}</Row></Table></Worksheet></Workbook>`
}

describe('openSpreadsheet, of SpreadsheetML', () => {
  const data = (type: string, value: string) =>
    `<Cell ss:StyleID="d"><Data ss:Type="${type}">${value}</Data></Cell>`

  test.each([
    ['1900', ''],
    ['1904', '<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>'],
  ])('gives values as they are, in the calendar of %s', async (_calendar, around) => {
    const xml = spreadsheetml(
      [
        data('DateTime', '2024-03-04T00:00:00.000'),
        data('DateTime', '2024-03-04T10:30:00.000'),
        data('String', 'Zoé &amp; l’été'),
        data('Error', '#N/A'),
        '<Cell ss:Index="6"><Data ss:Type="Number">2.5</Data></Cell>',
        '<Cell><Data ss:Type="Number">12345678901234567</Data></Cell>',
      ].join(''),
      around,
    )
    const spreadsheet = await opened(Buffer.from(xml), 'spreadsheetml')
    expect(spreadsheet.sheet).toBe('Été')
    expect(await rowsOf(spreadsheet)).toEqual([
      {
        line: 1,
        cells: [
          ...['2024-03-04', '2024-03-04T10:30:00', 'Zoé & l’été', '', '', '2.5'],
          '12345678901234567',
        ],
        errors: [{ column: 3, value: '#N/A' }],
      },
    ])
  })

  test('refuses what is not in the encoding of Excel, rather than misread it', async () => {
    const latin1 = Buffer.from(spreadsheetml(data('String', 'Zoé')), 'latin1')
    expect(await open(latin1, 'spreadsheetml')).toEqual({ refused: 'tableur_illisible' })
  })

  test('is not any other XML that speaks of it', async () => {
    const xml = '<liste source="urn:schemas-microsoft-com:office:spreadsheet"><a/></liste>'
    const { file } = await validated(new Uint8Array(Buffer.from(xml)))
    expect(file.report.problems.map(({ code }) => code)).not.toContain('tableur_illisible')
  })
})
