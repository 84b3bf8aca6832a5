import { describe, expect, test } from 'vitest'
import { odsOf } from './spreadsheetOf.ts'
import { opened, rowsOf } from './spreadsheets.ts'

describe('openSpreadsheet, of ODS', () => {
  async function odsRows(rows: string) {
    return (await rowsOf(await opened(odsOf(rows), 'ods'))).map(({ cells }) => cells)
  }

  test('gives the values and not the texts that display them', async () => {
    const cells = [
      ['office:value-type="float" office:value="1234.5"', '1 234,50'],
      ['office:value-type="currency" office:currency="EUR" office:value="50000"', '50 000,00 €'],
      ['office:value-type="percentage" office:value="0.35"', '35%'],
      ['office:value-type="date" office:date-value="2014-03-09"', '09/03/14'],
      ['office:value-type="date" office:date-value="2014-03-30T02:30:00"', '30 mars'],
      ['office:value-type="date" office:date-value="1850-05-01"', '01/05/50'],
      ['office:value-type="time" office:time-value="PT08H30M00S"', '08:30'],
      ['office:value-type="boolean" office:boolean-value="true"', 'VRAI'],
      ['office:value-type="float" office:value="12345678901234567"', '1,23E+16'],
      ['office:value-type="string"', '0012'],
    ].map(([type, text]) => `<table:table-cell ${type}><text:p>${text}</text:p></table:table-cell>`)
    expect(await odsRows(`<table:table-row>${cells.join('')}</table:table-row>`)).toEqual([
      [
        '1234.5',
        '50000',
        '0.35',
        '2014-03-09',
        '2014-03-30T02:30:00',
        '1850-05-01',
        '08:30:00',
        'true',
        '12345678901234567',
        '0012',
      ],
    ])
  })

  test('gives values that have no text, and values that are repeated', async () => {
    const rows =
      '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/><table:table-cell office:value-type="date" office:date-value="2014-03-09"/><table:table-cell office:value-type="string" office:string-value="a &amp; b"/></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    const row = ['7', '7', '2014-03-09', 'a & b']
    expect(await odsRows(rows)).toEqual([row, row])
  })

  test('tells the errors of a French software', async () => {
    const cells = ['#N/A', '#DIV/0 !', '#VALEUR !', 'Err:502'].map(
      (error) =>
        `<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>${error}</text:p></table:table-cell>`,
    )
    const [row] = await rowsOf(
      await opened(odsOf(`<table:table-row>${cells.join('')}</table:table-row>`), 'ods'),
    )
    expect(row?.errors?.map(({ value }) => value)).toEqual([
      '#N/A',
      '#DIV/0 !',
      '#VALEUR !',
      'Err:502',
    ])
  })
})
