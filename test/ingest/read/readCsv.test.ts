import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { readCsv, unwrapRows } from '../../../src/ingest/read/readCsv.ts'
import { rowsOf } from './pieces.ts'

/** Any text of the characters that matter, well-formed or not. */
const mess = fc
  .array(fc.constantFrom('a', 'é', ' ', ';', '"', '""', '\n', '\r\n'), { maxLength: 24 })
  .map((units) => units.join(''))
const places = fc.array(fc.nat({ max: 30 }), { maxLength: 6 })

const table = fc.array(
  fc.array(
    fc
      .array(fc.constantFrom('a', 'é', ';', '"', '\n', ' '), { maxLength: 4 })
      .map((all) => all.join('')),
    { minLength: 2, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 8 },
)

/** RFC 4180: a cell that needs quotes has them, and a quote inside is doubled. */
function written(cell: string): string {
  return /[";\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell
}

describe('readCsv', () => {
  test('gives the cells that were written, each row with the line where it begins', async () => {
    const property = fc.asyncProperty(table, places, async (cells, cuts) => {
      const lines = cells.map((row) => row.map(written).join(';'))
      let line = 1
      const expected = cells.map((row, i) => {
        const isLast = i === cells.length - 1
        const at = { line, cells: row, ...(isLast ? { unended: true } : {}) }
        line += lines[i]?.split('\n').length ?? 0
        return at
      })
      const bytes = Buffer.from(lines.join('\n'))
      const within = cuts.filter((cut) => cut <= bytes.length)
      expect(await rowsOf(bytes, ';', within)).toEqual(expected)
    })
    await fc.assert(property, { seed: 1, numRuns: 400 })
  })

  test('gives the same rows however the bytes are cut', async () => {
    const property = fc.asyncProperty(mess, places, async (text, cuts) => {
      const bytes = Buffer.from(text)
      const within = cuts.filter((cut) => cut <= bytes.length)
      expect(await rowsOf(bytes, ';', within)).toEqual(await rowsOf(bytes, ';'))
    })
    await fc.assert(property, { seed: 1, numRuns: 2000 })
  })

  test('gives the rows of Papaparse when no quote is in doubt', async () => {
    const property = fc.asyncProperty(mess, places, async (text, cuts) => {
      const { data, errors } = Papa.parse<string[]>(text.replaceAll('\r\n', '\n'), {
        delimiter: ';',
        newline: '\n',
      })
      fc.pre(errors.length === 0)
      const bytes = Buffer.from(text)
      const within = cuts.filter((cut) => cut <= bytes.length)
      const rows = await rowsOf(bytes, ';', within)
      // The line end of the last row begins no other for us.
      const whole = text.endsWith('\n') ? data.slice(0, -1) : data
      expect(rows.map((row) => ('cells' in row ? row.cells : row))).toEqual(
        text === '' ? [] : whole,
      )
    })
    await fc.assert(property, { seed: 1, numRuns: 1000 })
  })

  test('counts the lines of cells of several lines, whatever ends them', async () => {
    const bytes = Buffer.from('a;b\r\n"1\r\n2\r\n3";x\r\n\r\n4;"5\n6"\r\n7;8')
    expect(await rowsOf(bytes, ';')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2\n3', 'x'] },
      { line: 5, cells: [''] },
      { line: 6, cells: ['4', '5\n6'] },
      { line: 8, cells: ['7', '8'], unended: true },
    ])
  })

  test('names the line of a quote that never closes, and reads the rows before it', async () => {
    const bytes = Buffer.from('a;b\n1;2\n3;"4\n5;6\n7;8\n')
    const expected = [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { unclosedQuoteLine: 3 },
    ]
    expect(await rowsOf(bytes, ';')).toEqual(expected)
    for (const cut of bytes.keys()) expect(await rowsOf(bytes, ';', [cut])).toEqual(expected)
  })

  test('does not take two lines for one row when a quote is in doubt', async () => {
    const bytes = Buffer.from('a;b;c\n1;"2"x;3\n4;"5";6\n7;8;9\n')
    const expected = [
      { line: 1, cells: ['a', 'b', 'c'] },
      { unclosedQuoteLine: 2 },
      { line: 4, cells: ['7', '8', '9'] },
    ]
    expect(await rowsOf(bytes, ';')).toEqual(expected)
    for (const cut of bytes.keys()) expect(await rowsOf(bytes, ';', [cut])).toEqual(expected)
  })

  test('reads quotes that somebody forgot to double within a line', async () => {
    expect(await rowsOf(Buffer.from('1;"Les "Amis" du lac";2\n'), ';')).toEqual([
      { line: 1, cells: ['1', 'Les "Amis" du lac', '2'] },
    ])
  })

  test('gives up on a row of millions of characters: its quote was left open', async () => {
    async function* endless() {
      yield 'a;b\n1;"2\n'
      for (;;) yield '3;4\n'.repeat(16_384)
    }
    expect((await Array.fromAsync(readCsv(endless(), ';'))).flat()).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { unclosedQuoteLine: 2 },
    ])
  })
})

describe('a quote that has no other', () => {
  const three = (cells: readonly string[]) => cells.length === 3
  const read = (text: string, places: readonly number[] = []) =>
    rowsOf(Buffer.from(text), ';', places, three)

  test('is a character where its line, and the next one, have the width without it', async () => {
    const text = 'a;b;c\n1;"2;3\n4;5;6\n7;8;"9\n10;11;12\n13;"14;15'
    const expected = [
      { line: 1, cells: ['a', 'b', 'c'] },
      { line: 2, cells: ['1', '"2', '3'], orphanQuote: true },
      { line: 3, cells: ['4', '5', '6'] },
      { line: 4, cells: ['7', '8', '"9'], orphanQuote: true },
      { line: 5, cells: ['10', '11', '12'] },
      { line: 6, cells: ['13', '"14', '15'], orphanQuote: true },
    ]
    expect(await read(text)).toEqual(expected)
    for (const cut of Buffer.from(text).keys()) expect(await read(text, [cut])).toEqual(expected)
  })

  test('is one too where two of them make a row of another width', async () => {
    expect(await read('1;"2;3\n4";5;6;7\n8;9;10\n')).toEqual([
      { line: 1, cells: ['1', '2;3\n4', '5', '6', '7'] },
      { line: 3, cells: ['8', '9', '10'] },
    ])
    expect(await read('1;"2;3\n4;5;6\n7;8";9;0\n')).toEqual([
      { line: 1, cells: ['1', '"2', '3'], orphanQuote: true },
      { line: 2, cells: ['4', '5', '6'] },
      { line: 3, cells: ['7', '8"', '9', '0'] },
    ])
  })

  test('is in doubt where its line may be the first of a cell of several lines', async () => {
    expect(await read('1;2;"le "mot" dit\net la suite"\n3;4;5\n')).toEqual([
      { unclosedQuoteLine: 1 },
      { line: 3, cells: ['3', '4', '5'] },
    ])
  })

  test('leaves cells of several lines as they are', async () => {
    expect(await read('1;"2\n3";4\n"5;6;7\n8;9";10;11\n')).toEqual([
      { line: 1, cells: ['1', '2\n3', '4'] },
      { line: 3, cells: ['5;6;7\n8;9', '10', '11'] },
    ])
  })

  test('costs no more than the file when there are many', async () => {
    const many = Array.from({ length: 3000 }, () => '1;"2;3\n').join('')
    const rows = await read(many)
    expect(rows.filter((row) => 'orphanQuote' in row).length).toBe(1000)
    expect(rows.at(-1)).toEqual({ unclosedQuoteLine: 1001 })
  })
})

test('the last row of a file says that its line does not end', async () => {
  expect(await rowsOf(Buffer.from('a;b\n1;2'), ';')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', '2'], unended: true },
  ])
})

test('unwrapRows reads the lines of a table that stand in the only column of another', async () => {
  async function* outer() {
    yield await rowsOf(Buffer.from('a,b,c;;\n"1,le ""mot"",3";;\n4,"5; et 6,7"";\n'), ';')
    yield [{ unclosedQuoteLine: 9 }]
  }
  expect((await Array.fromAsync(unwrapRows(outer(), ';', ','))).flat()).toEqual([
    { line: 1, cells: ['a', 'b', 'c'] },
    { line: 2, cells: ['1', 'le "mot"', '3'] },
    { line: 3, cells: ['4', '"5; et 6', '7""'] },
    { unclosedQuoteLine: 9 },
  ])
})
