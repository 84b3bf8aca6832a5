import { describe, expect, test } from 'vitest'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'
import { checkCell, checkRow } from '../../src/ingest/checks.ts'

describe('checkCell', () => {
  const { objet, pourcentageSubvention, rnaBeneficiaire, montant } = subventions.columns
  const { collInsee, nombreOccurrences } = prenoms.columns

  test.each([
    ['a text of 256 letters', objet, 'é'.repeat(256), []],
    ['a text of 257 letters', objet, 'é'.repeat(257), ['trop_long']],
    ['256 characters that UTF-16 writes twice as long', objet, '\u{1f600}'.repeat(256), []],
    ['the least share', pourcentageSubvention, '0.01', []],
    ['a share below', pourcentageSubvention, '0.009', ['trop_petit']],
    ['a share above 1', pourcentageSubvention, '50', ['trop_grand']],
    ['an RNA number', rnaBeneficiaire, 'W123456789', []],
    ['an RNA number without its letter', rnaBeneficiaire, '123456789', ['format_invalide']],
    ['a Corsican code', collInsee, '2A004', []],
    ['a code of four digits', collInsee, '1004', ['format_invalide']],
    ['a million births', nombreOccurrences, 1_000_000, ['trop_grand']],
    ['a negative amount, of which the model says nothing', montant, '-3', []],
  ])('of %s', (_what, column, value, codes) => {
    expect(checkCell(column, value)).toEqual(codes)
  })
})

describe('checkRow', () => {
  const both = new Set(['idBeneficiaire', 'rnaBeneficiaire'])
  const missing = [{ code: 'un_de_requis', column: 'idBeneficiaire' }]

  test('asks for the SIRET or the RNA number of the beneficiary', () => {
    expect(checkRow(subventions, { montant: '1' }, both)).toEqual(missing)
    expect(checkRow(subventions, { rnaBeneficiaire: 'W123456789' }, both)).toEqual([])
    expect(checkRow(subventions, { idBeneficiaire: '12002701600563' }, both)).toEqual([])
  })

  test('asks a file of fourteen columns for the SIRET alone', () => {
    expect(checkRow(subventions, {}, new Set(['idBeneficiaire']))).toEqual(missing)
  })

  test('asks nothing of columns that the file does not have', () => {
    expect(checkRow(subventions, {}, new Set(['montant']))).toEqual([])
  })
})
