import { expect, test } from 'vitest'
import { formOf } from '../../src/cli/readingText.ts'

const SCHEMA = { schema: 'scdl/prenoms', schemaVersion: '1.1.6', columns: [] }

test.each([
  [{ format: 'csv', encoding: 'utf-8', delimiter: ';' }, 'utf-8, séparateur « ; »'],
  [
    { format: 'csv', encoding: 'cp850', delimiter: ',', wrapper: ';' },
    'cp850, séparateur « , », chaque ligne dans une seule cellule d’un tableau séparé par « ; »',
  ],
  [{ format: 'json', encoding: 'utf-8', container: 'gzip' }, 'json, utf-8, dans un gzip'],
  [{ format: 'xlsx', sheet: 'Prénoms' }, 'xlsx, feuille « Prénoms »'],
] as const)('the command line says how a file was read: %j', (form, text) => {
  expect(formOf({ ...form, ...SCHEMA })).toBe(text)
})
