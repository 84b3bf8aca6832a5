import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subventions } from '../../src/datasets/subventions.ts'
import { rowFitter } from '../../src/ingest/fitRow.ts'
import { recognise } from '../../src/ingest/recognise.ts'

const HEADER = (
  'nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire objet montant ' +
  'nature conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention'
).split(' ')

const ROW = [
  ...['Aubrelune', '29990003500013', '2024-03-04', '2024-12', 'Amicale', '29990004300017'],
  ...['Fonctionnement', '500', 'aide en numéraire', 'unique', '2024-03-04/2024-12-31', ''],
  ...['non', '1'],
]

function fitter(header: readonly string[], delimiter = ',') {
  const named = header.filter((name) => name !== '')
  const result = recognise(named, [subventions])
  if ('refused' in result) throw new Error(result.refused)
  const fitted = rowFitter({ delimiter, headerLine: 1, header }, result.recognition)
  return (cells: readonly string[], rest: { unended?: true } = {}) => {
    const row = fitted({ line: 2, cells, ...rest })
    if ('problem' in row) return row.problem.code
    return {
      cells: row.cells,
      says: [...row.repairs.map(({ rule }) => rule), ...row.problems.map(({ code }) => code)],
    }
  }
}

/** The cells that a line has when nothing protects its commas. */
const unprotected = (cells: readonly string[]) => cells.join().split(',')

const fitted = fitter(HEADER)

describe('rowFitter', () => {
  test('leaves a row of the width of the header alone, and empty cells in excess', () => {
    expect(fitted(ROW)).toEqual({ cells: ROW, says: [] })
    expect(fitted([...ROW, '', ' '])).toEqual({ cells: ROW, says: [] })
  })

  test.each(['24 975,00', '24\u00a0975,5', '1234,56', '-10,00', '12,00 €'])(
    'joins the amount %s again',
    (montant) => {
      const cells = ROW.with(7, montant)
      expect(fitted(unprotected(cells))).toEqual({ cells, says: ['decimale_non_protegee'] })
    },
  )

  test('does not take the empty cell at the end of a row cut in its amount for one in excess', () => {
    const cells = ROW.with(7, '24 975,00').with(13, '')
    expect(fitted(unprotected(cells))).toEqual({ cells, says: ['decimale_non_protegee'] })
  })

  test('joins sentences again, whatever is cut beside them', () => {
    const cells = ROW.with(6, 'Achat (herse, houe)')
      .with(7, '1 234,50')
      .with(9, 'Avance de 20,00% en mai, le solde, soit 80 %, en juin')
    expect(fitted(unprotected(cells))).toEqual({
      cells,
      says: ['separateur_non_protege', 'decimale_non_protegee', 'separateur_non_protege'],
    })
  })

  test('joins any sentence and amount that were cut, or refuses the row: never otherwise', () => {
    const word = fc.constantFrom('mai', 'solde', '2018', '20', 'l’école', '50 %')
    const sentence = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map((words) => `Aide ${words.join(', ')}`)
    const amount = fc
      .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 99 }))
      .map(([whole, cents]) => `${whole},${String(cents).padStart(2, '0')}`)
    const property = fc.property(sentence, amount, sentence, (objet, montant, conditions) => {
      const cells = ROW.with(6, objet).with(7, montant).with(9, conditions)
      expect(fitted(unprotected(cells))).toMatchObject({ cells })
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })

  test('refuses a row that can be joined in two ways, or in none', () => {
    const two = ROW.with(3, '2024-12, bis').with(4, ' Amicale')
    expect(fitted(unprotected(two))).toBe('largeur_de_ligne')
    expect(fitted(unprotected(ROW.with(6, 'Herse,houe')))).toBe('largeur_de_ligne')
    expect(fitted([...ROW, 'en plus'])).toBe('largeur_de_ligne')
    // The only way there is, and a date that nobody can read: the row may be shifted.
    const odd = ROW.with(2, 'Voyage').with(6, 'Herse, houe')
    expect(fitted(unprotected(odd))).toBe('largeur_de_ligne')
  })

  test('does not join an amount where commas are not delimiters', () => {
    const semicolons = fitter(HEADER, ';')
    expect(semicolons([...ROW.slice(0, 8), '50', ...ROW.slice(8)])).toBe('largeur_de_ligne')
    expect(semicolons(ROW.with(9, 'mars ; avril').join(';').split(';'))).toEqual({
      cells: ROW.with(9, 'mars ; avril'),
      says: ['separateur_non_protege'],
    })
  })

  test('gives back the empty cells at the end of a row that the model does not ask for', () => {
    const longer = fitter([...HEADER, 'dispositifAide', 'remarque'])
    const cells = [...ROW, '', '']
    expect(longer([...ROW, ''])).toEqual({ cells, says: ['ligne_completee'] })
    expect(longer(ROW)).toEqual({ cells, says: ['ligne_completee'] })
  })

  test('refuses a short row that lost something else, or that the end of the file may have cut', () => {
    const longer = fitter([...HEADER, 'remarque'])
    expect(longer(ROW.slice(0, -1))).toBe('largeur_de_ligne')
    expect(longer(ROW.toSpliced(6, 1))).toBe('largeur_de_ligne')
    expect(longer(['Total', '500'])).toBe('largeur_de_ligne')
    expect(longer(ROW.with(6, 'le "mot'))).toBe('largeur_de_ligne')
    expect(longer(ROW, { unended: true })).toBe('largeur_de_ligne')
    const shifted = [...ROW.slice(0, 2), ...ROW.slice(3), '1', '']
    expect(longer(shifted.slice(0, 14))).toBe('largeur_de_ligne')
  })

  test('tells what stands beyond the last header, unless it is a row cut in its amount', () => {
    const wider = fitter([...HEADER, '', ''])
    expect(wider([...ROW, '', 'à vérifier'])).toEqual({
      cells: ROW,
      says: ['cellule_sans_en_tete'],
    })
    const cut = ROW.with(7, '24 975,00')
    expect(wider([...unprotected(cut), ''])).toEqual({
      cells: cut,
      says: ['decimale_non_protegee'],
    })
    expect(wider([...ROW.with(2, 'Voyage'), 'à vérifier'])).toBe('largeur_de_ligne')
  })

  test('gives up on a row of many spaces rather than try everything', () => {
    const spaced = ROW.map((cell) => ` ${cell || 'x'}`)
    expect(fitted([...spaced, ...spaced, ...spaced, ...spaced])).toBe('largeur_de_ligne')
  })
})
