import { describe, expect, test } from 'vitest'
import { type XlsxParts, xlsxOf } from './spreadsheetOf.ts'
import { open, opened, rowsOf } from './spreadsheets.ts'

/** The first row of an XLSX of one sheet, from the XML of its cells. */
async function xlsxCells(cells: string, parts?: XlsxParts): Promise<readonly string[]> {
  const rows = `<row r="1">${cells}</row>`
  const [row] = await rowsOf(await opened(xlsxOf([{ name: 'F', rows }], parts), 'xlsx'))
  return row?.cells ?? []
}

/** Cells of the first row, A1 first, each a number. */
function numbers(...values: readonly string[]): string {
  return values
    .map((value, i) => `<c r="${String.fromCharCode(65 + i)}1"><v>${value}</v></c>`)
    .join('')
}

describe('openSpreadsheet, of XLSX', () => {
  test('gives numbers as they are stored, with nothing that displays them', async () => {
    const formats = ['#,##0.00\\ &quot;€&quot;', '0%', '[Red]0', '&quot;dossier &quot;0', '00000']
    const cells = formats.map(
      (_, i) => `<c r="${String.fromCharCode(65 + i)}1" s="${i + 1}"><v>1234.5</v></c>`,
    )
    expect(await xlsxCells(cells.join(''), { formats })).toEqual(Array(5).fill('1234.5'))
  })

  test('gives the shortest text of a double, without an exponent', async () => {
    const written = [
      '24975.349999999999',
      '0.30000000000000004',
      '3',
      '1E-7',
      '2.1680123400012E+13',
      '-0',
    ]
    expect(await xlsxCells(numbers(...written))).toEqual([
      '24975.35',
      '0.30000000000000004',
      '3',
      '0.0000001',
      '21680123400012',
      '0',
    ])
  })

  test('gives whole numbers to the last digit, beyond what a double holds', async () => {
    const digits = ['9007199254740993', '12345678901234567890']
    expect(await xlsxCells(numbers(...digits))).toEqual(digits)
  })

  test('gives dates of the 1900 calendar, and its day that never was as a number', async () => {
    // 43466 is 1 January 2019 (ECMA-376 part 1 §18.17.4.1 for 1 and 2958465).
    const serials = ['43466', '1', '59', '60', '61', '2958465', '43466.75', '43466.999988425923']
    const cells = serials.map(
      (v, i) => `<c r="${String.fromCharCode(65 + i)}1" s="1"><v>${v}</v></c>`,
    )
    expect(await xlsxCells(cells.join(''), { formats: ['dd/mm/yyyy\\ hh:mm'] })).toEqual([
      '2019-01-01',
      '1900-01-01',
      '1900-02-28',
      '60',
      '1900-03-01',
      '9999-12-31',
      '2019-01-01T18:00:00',
      '2019-01-01T23:59:59',
    ])
  })

  test('gives dates of the 1904 calendar', async () => {
    const cells = '<c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>42004</v></c>'
    expect(await xlsxCells(cells, { formats: ['d mmmm yyyy'], is1904: true })).toEqual([
      '1904-01-01',
      '2019-01-01',
    ])
  })

  test.for([
    ['m/d/yy', '2019-01-01T12:00:00'],
    ['[$-40C]d\\ mmmm\\ yyyy;@', '2019-01-01T12:00:00'],
    ['mmm', '2019-01-01T12:00:00'],
    ['hh:mm', '2019-01-01T12:00:00'],
    ['General', '43466.5'],
    ['0.00', '43466.5'],
    ['#,##0\\ &quot;jours&quot;', '43466.5'],
    ['_-* #,##0.00\\ [$€-40C]_-', '43466.5'],
  ] as const)('reads 43466.5 in the format %s as %s', async ([format, text]) => {
    const cells = await xlsxCells('<c r="A1" s="1"><v>43466.5</v></c>', { formats: [format] })
    expect(cells).toEqual([text])
  })

  test('gives times and durations in hours', async () => {
    const cells = '<c r="A1" s="1"><v>0.35416666666666669</v></c><c r="B1" s="2"><v>1.5</v></c>'
    expect(await xlsxCells(cells, { formats: ['hh:mm', '[h]:mm:ss'] })).toEqual([
      '08:30:00',
      '36:00:00',
    ])
  })

  test('gives dates that are written as such', async () => {
    const cells =
      '<c r="A1" t="d"><v>2024-01-31</v></c><c r="B1" s="1" t="d"><v>2024-01-31T00:00:00</v></c><c r="C1" t="d" s="1"><v>2024-01-31T08:30:00.000</v></c>'
    expect(await xlsxCells(cells, { formats: ['yyyy-mm-dd'] })).toEqual([
      '2024-01-31',
      '2024-01-31',
      '2024-01-31T08:30:00',
    ])
  })

  test('gives texts as they are, with their spaces and line ends', async () => {
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>Œuvre</t></r><r><t xml:space="preserve"> &amp; fils</t></r></is></c><c r="C1" t="str"><f>A1</f><v>0012</v></c>'
    expect(await xlsxCells(cells, { strings: [' l’été_x000D_\nà Sète '] })).toEqual([
      ' l’été\nà Sète ',
      'Œuvre & fils',
      '0012',
    ])
  })

  test('gives booleans, and formulas as they were last computed', async () => {
    const cells =
      '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><v>1</v></c>'
    expect(await xlsxCells(cells)).toEqual(['true', 'false', '2', '', '1'])
  })

  test('tells errors, and formulas that were never computed, and reads nothing in their place', async () => {
    const cells =
      '<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1"><f>A1+1</f><v></v></c><c r="E1"><f>A1+1</f></c>'
    const bytes = xlsxOf([{ name: 'F', rows: `<row r="1">${cells}</row>` }])
    expect(await rowsOf(await opened(bytes, 'xlsx'))).toEqual([
      {
        line: 1,
        cells: ['1', '', '', '', ''],
        errors: [
          { column: 1, value: '#N/A' },
          { column: 2, value: '#DIV/0!' },
          { column: 3, value: '#GETTING_DATA' },
          { column: 4, value: '#GETTING_DATA' },
        ],
      },
    ])
  })

  test('gives each row its number in the sheet, empty and hidden ones included, up to the last that is filled', async () => {
    const rows =
      '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>2</v></c></row><row r="4" hidden="1"><c r="A4"><v>3</v></c></row><row r="5"><c r="G5" s="0"/></row><row r="9"><c r="A9" t="str"><v> </v></c></row>'
    expect(await rowsOf(await opened(xlsxOf([{ name: 'F', rows }]), 'xlsx'))).toEqual([
      { line: 1, cells: ['', '', ''] },
      { line: 2, cells: ['1', '', '2'] },
      { line: 3, cells: ['', '', ''] },
      { line: 4, cells: ['3', '', ''] },
    ])
  })

  test('gives the value of merged cells in the first of them only', async () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"/><c r="C1"><v>2</v></c></row>'
    const after = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    const [row] = await rowsOf(await opened(xlsxOf([{ name: 'F', rows, after }]), 'xlsx'))
    expect(row?.cells).toEqual(['1', '', '2'])
  })

  test('reads the first sheet that is seen and filled, or the one asked for, and tells them all', async () => {
    const one = (value: number) => `<row r="1"><c r="A1"><v>${value}</v></c></row>`
    const bytes = xlsxOf([
      { name: 'Listes', rows: one(1), state: 'hidden' },
      { name: 'Vide', rows: '' },
      { name: 'Données', rows: one(2) },
      { name: 'Archives', rows: one(3) + one(4).replaceAll('1"', '2"') },
    ])
    const first = await opened(bytes, 'xlsx')
    expect(first.sheet).toBe('Données')
    expect(first.sheets).toEqual([
      { name: 'Listes', rows: 1, hidden: true, head: [{ line: 1, cells: ['1'] }] },
      { name: 'Vide', rows: 0, hidden: false, head: [] },
      { name: 'Données', rows: 1, hidden: false, head: [{ line: 1, cells: ['2'] }] },
      {
        name: 'Archives',
        rows: 2,
        hidden: false,
        head: [3, 4].map((n, i) => ({ line: i + 1, cells: [`${n}`] })),
      },
    ])
    expect(await rowsOf(first)).toEqual([{ line: 1, cells: ['2'] }])
    expect(await rowsOf(await opened(bytes, 'xlsx', 'Archives'))).toHaveLength(2)
    expect(await open(bytes, 'xlsx', 'Feuil1')).toEqual({
      refused: 'feuille_inconnue',
      value: 'Listes, Vide, Données, Archives',
    })
  })

  test('gives no row of a spreadsheet that has none', async () => {
    const empty = await opened(xlsxOf([{ name: 'Feuil1', rows: '' }]), 'xlsx')
    expect(empty.sheets).toEqual([{ name: 'Feuil1', rows: 0, hidden: false, head: [] }])
    expect(await rowsOf(empty)).toEqual([])
  })

  test('gives the rows as often as asked, a few at a time', async () => {
    const rows = Array.from(
      { length: 2500 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`,
    )
    const spreadsheet = await opened(xlsxOf([{ name: 'F', rows: rows.join('') }]), 'xlsx')
    const [first, again] = [spreadsheet.rows(), spreadsheet.rows()]
    const batches = await Array.fromAsync(first)
    expect(batches.map(({ length }) => length)).toEqual([1000, 1000, 500])
    expect(await Array.fromAsync(again)).toEqual(batches)
    expect(batches.flat().map(({ line, cells: [cell] }) => [line, cell])).toEqual(
      Array.from({ length: 2500 }, (_, i) => [i + 1, String(i)]),
    )
    spreadsheet.close()
  })
})
