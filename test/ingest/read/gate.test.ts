import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openSpreadsheet } from '../../../src/ingest/read/spreadsheet.ts'
import { xlsxOf } from './spreadsheetOf.ts'

const WORKBOOK = xlsxOf([{ name: 'F', rows: '<row r="1"><c r="A1"><v>1</v></c></row>' }])

test('spreadsheets are read one at a time, in the order they came, whatever becomes of each', async () => {
  const seen: string[] = []
  const reading = async (name: string, isDamaged: boolean) => {
    async function* content() {
      seen.push(`${name} begins`)
      await sleep(20)
      if (isDamaged) throw new Error('the disk failed')
      yield WORKBOOK
    }
    const choose = () => {
      seen.push(`${name} is read`)
      return 'F'
    }
    const spreadsheet = await openSpreadsheet(content(), 'xlsx', choose)
    if ('close' in spreadsheet) spreadsheet.close()
  }
  const [first, second, third] = await Promise.allSettled([
    reading('first', false),
    reading('second', true),
    reading('third', false),
  ])
  expect([first?.status, second?.status, third?.status]).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(seen).toEqual([
    'first begins',
    'first is read',
    'second begins',
    'third begins',
    'third is read',
  ])
})
