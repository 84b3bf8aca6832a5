import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import { deliberations } from '../../src/datasets/deliberations.ts'
import { type Cells, rulesAt } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
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
    ['a number of metres to the centimetre', adresses.columns.x, '346789.12', []],
    ['the same without decimals', adresses.columns.x, '346789', []],
    ['metres to the micron', adresses.columns.x, '363406.065895971', ['format_invalide']],
    ['a negative amount, of which the model says nothing', montant, '-3', []],
  ])('of %s', (_what, column, value, codes) => {
    expect(checkCell(column, value)).toEqual(codes)
  })
})

describe('checkRow', () => {
  const both = new Set(['idBeneficiaire', 'rnaBeneficiaire'])
  const missing = [{ code: 'un_de_requis', column: 'idBeneficiaire' }]

  test('asks for the SIRET or the RNA number of the beneficiary', () => {
    expect(checkRow(subventions.rules, { montant: '1' }, both)).toEqual(missing)
    expect(checkRow(subventions.rules, { rnaBeneficiaire: 'W123456789' }, both)).toEqual([])
    expect(checkRow(subventions.rules, { idBeneficiaire: '12002701600563' }, both)).toEqual([])
  })

  test('asks a file of fourteen columns for the SIRET alone', () => {
    expect(checkRow(subventions.rules, {}, new Set(['idBeneficiaire']))).toEqual(missing)
  })

  test('asks nothing of columns that the file does not have', () => {
    expect(checkRow(subventions.rules, {}, new Set(['montant']))).toEqual([])
  })
})

describe('the checks of addresses', () => {
  const all = new Set(Object.keys(adresses.columns))
  const point = { long: '-1.65', lat: '47.96' }
  const key = {
    cleInterop: '99901_0010_00012_bis',
    communeInsee: '99901',
    numero: 12,
    suffixe: 'bis',
  }

  test.each<[string, Cells, readonly string[]]>([
    ['a whole key', key, []],
    ['its second suffix, and a capital', { ...key, cleInterop: '99901_0010_00012_BIS_a' }, []],
    [
      'a suffix of three letters',
      { ...key, suffixe: 'Quater', cleInterop: '99901_0010_00012_qua' },
      [],
    ],
    ['another suffix', { ...key, suffixe: 'ter' }, ['cle_incoherente/cleInterop']],
    ['another number', { ...key, numero: 13 }, ['cle_incoherente/cleInterop']],
    ['another commune', { ...key, communeInsee: '99902' }, ['cle_incoherente/cleInterop']],
    ['its former commune', { ...key, communeInsee: '99902', communeDelegueeInsee: '99901' }, []],
    ['a key of another form', { ...key, cleInterop: '99901_0010_12b_bis' }, []],
    ['a point without what it shows', { numero: 12, ...point }, ['remplies_ensemble/position']],
    ['a toponym without number', { numero: 99999, ...point }, []],
    ['what a point would show', { numero: 12, position: 'entrée' }, []],
    ['one identifier', { numero: 12, idBanAdresse: 'a' }, ['remplies_ensemble/idBanCommune']],
    ['the two of a toponym', { numero: 99999, idBanCommune: 'a', idBanToponyme: 'b' }, []],
    [
      'the two, and a number',
      { numero: 12, idBanCommune: 'a', idBanToponyme: 'b' },
      ['remplies_ensemble/idBanCommune'],
    ],
    ['a name in capitals', { toponyme: 'RUE DE L’ÉCOLE' }, ['tout_en_majuscules/toponyme']],
    ['a name of digits', { toponyme: '1914' }, []],
  ])('of %s', (_what, cells, said) => {
    const found = checkRow(adresses.rulesInWords, cells, all)
    expect(found.map(({ code, column }) => `${code}/${column}`)).toEqual(said)
  })

  test('ask nothing of a position that the file has no column for', () => {
    const present = new Set(['numero', 'long', 'lat'])
    expect(checkRow(adresses.rulesInWords, { numero: 12, ...point }, present)).toEqual([])
  })
})

describe('the checks of deliberations', () => {
  const { rules } = deliberations
  const all = new Set(Object.keys(deliberations.columns))
  const votes = { voteEffectif: 43, voteReel: 40, votePour: 25, voteContre: 10, voteAbstention: 5 }

  test.each<[string, Cells, readonly string[], (readonly string[])?]>([
    ['a whole vote', votes, []],
    ['no vote at all', {}, []],
    [
      'a vote without its voters',
      { ...votes, voteReel: undefined } as never,
      ['remplies_ensemble/voteEffectif'],
    ],
    [
      'a sum one term of which the file has not',
      { voteEffectif: 43, voteReel: 40, votePour: 25, voteContre: 10 },
      [],
      ['voteEffectif', 'voteReel', 'votePour', 'voteContre'],
    ],
    ['a sum that is not the total', { ...votes, votePour: 26 }, ['sommes_differentes/voteReel']],
    ['more voters than members', { ...votes, voteEffectif: 39 }, ['ordre_inverse/voteEffectif']],
    ['a year', { budgetAnnee: '2024', budgetNom: 'Principal' }, []],
    ['two years', { budgetAnnee: '2024/2025', budgetNom: 'Principal' }, []],
    [
      'two years that go back',
      { budgetAnnee: '2025/2024', budgetNom: 'Principal' },
      ['annees_invalides/budgetAnnee'],
    ],
    ['a budget without its year', { budgetNom: 'Principal' }, ['remplies_ensemble/budgetAnnee']],
    [
      'a prefecture that received it before it was decided',
      { delibDate: '2024-03-04', prefDate: '2024-03-03' },
      ['ordre_inverse/prefDate'],
    ],
    ['the same day', { delibDate: '2024-03-04', prefDate: '2024-03-04' }, []],
    ['a subject of the nomenclature', { delibMatiereNom: 'Finances locales/Subventions' }, []],
    [
      'the same, otherwise written',
      { delibMatiereNom: 'LIBERTES publiques et pouvoirs de police/Police municipale' },
      [],
    ],
    [
      'a subject of its own',
      { delibMatiereNom: 'Voirie/Trottoirs' },
      ['hors_nomenclature/delibMatiereNom'],
    ],
    [
      'a subject without its second level',
      { delibMatiereNom: 'Urbanisme' },
      ['hors_nomenclature/delibMatiereNom'],
    ],
  ])('of %s', (_what, cells, said, present) => {
    const defined = Object.fromEntries(
      Object.entries(cells).filter(([, cell]) => cell !== undefined),
    )
    const found = checkRow(rules, defined, present ? new Set(present) : all).map(
      ({ code, column }) => `${code}/${column}`,
    )
    expect(found).toEqual(said)
  })

  test('begin with the version that has them', () => {
    const at = (version: string) => {
      const schema = deliberations.schemas.find((one) => one.version === version)
      return schema ? rulesAt(deliberations, schema).length : undefined
    }
    expect([at('1.1.0'), at('2.0.0'), at('2.1.0'), at('2.1.5')]).toEqual([0, 0, 10, 10])
  })
})

test('the European share of a marché holds the French one, whatever their decimals', () => {
  const codes = (origineUE: string, origineFrance: string) =>
    checkRow(marches.rules, { origineUE, origineFrance }, new Set(['origineUE', 'origineFrance']))
  expect(codes('0.5', '0.25')).toEqual([])
  expect(codes('10', '9')).toEqual([])
  expect(codes('0.2', '0.25')).toEqual([
    {
      code: 'ordre_inverse',
      column: 'origineUE',
      value: 'origineUE 0.2, origineFrance 0.25',
    },
  ])
})
