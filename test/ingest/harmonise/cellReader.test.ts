import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOf } from '../../../src/datasets/index.ts'
import { cellReader } from '../../../src/ingest/harmonise/cellReader.ts'
import { readCell } from '../../../src/ingest/harmonise/readCell.ts'

const KIND = kindOf('subventions')

const TEXT = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'oui',
    'non',
    'NON',
    '1',
    '1,5',
    '2024-02-30',
    '12/03/2024',
    'Ã©cole',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

test('a cell is read as it is alone, however often and among however many others', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.entries(KIND.columns)),
      fc.array(TEXT, { maxLength: 30 }),
      fc.nat(9_000),
      ([name, column], texts, others) => {
        const read = cellReader(KIND, name, column)
        for (const text of texts) expect(read(text)).toEqual(readCell(KIND, name, column, text))
        for (let i = 0; i < others; i += 1) read(`autre ${i}`)
        for (const text of texts) expect(read(text)).toEqual(readCell(KIND, name, column, text))
      },
    ),
    { numRuns: 60 },
  )
})
