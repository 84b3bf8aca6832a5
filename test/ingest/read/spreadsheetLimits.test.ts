import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { odsOf, xlsxOf } from './spreadsheetOf.ts'
import { open } from './spreadsheets.ts'
import { deflatedZeros, zipOf } from './zipOf.ts'

describe('openSpreadsheet, of what is no spreadsheet or too much of one', () => {
  const unreadable = { refused: 'tableur_illisible' }
  const tooHeavy = { refused: 'tableur_trop_lourd' }
  const contentTypes = { name: '[Content_Types].xml', content: '<Types/>' }

  test('refuses what it cannot read', async () => {
    const damaged = xlsxOf([{ name: 'F', rows: '<row r="1"><c r="A1" t="s"><v>12</v></c></row>' }])
    expect(await open(damaged, 'xlsx')).toEqual({ ...unreadable, value: 'F' })
    expect(await open(damaged.subarray(0, 300), 'xlsx')).toEqual(unreadable)
    expect(await open(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls')).toEqual(unreadable)
  })

  test('refuses a row or a column that no spreadsheet has', async () => {
    const far = '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'
    expect(await open(xlsxOf([{ name: 'F', rows: far }]), 'xlsx')).toEqual(unreadable)
    const wide =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    expect(await open(xlsxOf([{ name: 'F', rows: wide }]), 'xlsx')).toEqual(tooHeavy)
  })

  test('refuses a file of more than 50 MB', async () => {
    expect(await open(new Uint8Array(50 * 1024 ** 2 + 1), 'xls')).toEqual(tooHeavy)
  })

  test('refuses bombs fast: a sheet that inflates to 1 GB, and cells repeated a billion times', async () => {
    const { deflated, size } = deflatedZeros(16)
    const sheet = { name: 'xl/worksheets/sheet1.xml', deflated }
    const start = process.cpuUsage()
    expect(await open(zipOf([contentTypes, { ...sheet, said: { size } }]), 'xlsx')).toEqual(
      tooHeavy,
    )
    expect(await open(zipOf([contentTypes, { ...sheet, said: { size: 9000 } }]), 'xlsx')).toEqual(
      unreadable,
    )
    const part = { deflated: deflateRawSync(Buffer.alloc(60_000_000)), said: { size: 60_000_000 } }
    const parts = Array.from({ length: 5 }, (_, i) => ({
      ...part,
      name: `xl/worksheets/sheet${i}.xml`,
      overlaps: i > 0,
    }))
    expect(await open(zipOf([contentTypes, ...parts]), 'xlsx')).toEqual(tooHeavy)
    const cells = Buffer.from(`<row>${'<c/>'.repeat(5_000_001)}</row>`)
    const many = { name: 'xl/worksheets/sheet1.xml', content: cells }
    expect(await open(zipOf([contentTypes, many]), 'xlsx')).toEqual(tooHeavy)
    const repeated =
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024"><text:p>1</text:p></table:table-cell></table:table-row>'
    expect(await open(odsOf(repeated), 'ods')).toEqual(tooHeavy)
    expect(millisecondsSince(start)).toBeLessThan(5000)
  })
})

/** Of the processor: what other processes do at the same time takes none of it. */
function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
