import fc from 'fast-check'
import type { Cell, Kind } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'

/** A line of a file by column, as text in harmonised form: what is published is what is stored. */
export type Line = Readonly<Record<string, string>>

/** A kind as these tests know it: what they write in files, and what they expect to read back. */
export interface ModelKind {
  readonly kind: Kind
  readonly name: 'prenoms' | 'subventions'
  /** Published name of each column, by ours. */
  readonly header: Readonly<Record<string, string>>
  readonly line: fc.Arbitrary<Line>
  readonly keyOf: (line: Line) => string
  readonly measure: string
}

/** `é` and `e`, capitals, ties, cells without a value. */
const PRENOMS: ModelKind = {
  kind: prenoms,
  name: 'prenoms',
  header: {
    communeNom: 'COMMUNE_NOM',
    collInsee: 'COLL_INSEE',
    enfantSexe: 'ENFANT_SEXE',
    enfantPrenom: 'ENFANT_PRENOM',
    nombreOccurrences: 'NOMBRE_OCCURRENCES',
    annee: 'ANNEE',
  },
  line: fc.record({
    communeNom: fc.constantFrom('Aubrelune', ''),
    collInsee: fc.constantFrom('99901', '99902'),
    enfantSexe: fc.constantFrom('M', 'F', ''),
    enfantPrenom: fc.constantFrom('Zoé', 'Zoe', 'Émile', 'Lou'),
    nombreOccurrences: fc.constantFrom('1', '2', '3', '12', '999999', ''),
    annee: fc.constantFrom('2020', '2021'),
  }),
  keyOf: ({ collInsee, annee, enfantSexe, enfantPrenom }) =>
    JSON.stringify([collInsee, annee, enfantSexe, enfantPrenom]),
  measure: 'nombreOccurrences',
}

const SUBVENTIONS: ModelKind = {
  kind: subventions,
  name: 'subventions',
  header: Object.fromEntries(
    [
      'nomAttribuant',
      'idAttribuant',
      'dateConvention',
      'referenceDecision',
      'nomBeneficiaire',
      'idBeneficiaire',
      'rnaBeneficiaire',
      'objet',
      'montant',
      'nature',
      'conditionsVersement',
      'datesPeriodeVersement',
      'idRAE',
      'notificationUE',
      'pourcentageSubvention',
      'dispositifAide',
    ].map((name) => [name, name]),
  ),
  line: fc.record({
    nomAttribuant: fc.constant('Département du Val-de-Brume'),
    idAttribuant: fc.constantFrom('29990001900017', ''),
    dateConvention: fc.constantFrom('2024-02-29', '2025-01-01', ''),
    referenceDecision: fc.constantFrom('CD-1', ''),
    nomBeneficiaire: fc.constantFrom('Club des Brumes', 'Œuvre d’Élie', 'A; "b", c', ''),
    idBeneficiaire: fc.constantFrom('29990101700010', ''),
    rnaBeneficiaire: fc.constant('W990001007'),
    objet: fc.constantFrom('Fonctionnement', 'FONCTIONNEMENT', '100 %_\\ bio', ''),
    montant: fc.constantFrom('0.01', '12.5', '-3', '1000000.99', '0', '0.1', '0.2', ''),
    nature: fc.constantFrom('aide en numéraire', 'aide en nature'),
    conditionsVersement: fc.constant('unique'),
    datesPeriodeVersement: fc.constantFrom('2024-03-01', '2024-03-01/2024-04-01'),
    idRAE: fc.constant(''),
    notificationUE: fc.constantFrom('oui', 'non', ''),
    pourcentageSubvention: fc.constantFrom('1', '0.5'),
    dispositifAide: fc.constant(''),
  }),
  keyOf: (line) =>
    JSON.stringify([
      line['idAttribuant'],
      line['dateConvention'],
      line['referenceDecision'],
      line['idBeneficiaire'] || line['rnaBeneficiaire'],
      // A capital corrected in an object is a change, not another record.
      line['objet']?.toLowerCase(),
    ]),
  measure: 'montant',
}

export const MODEL_KINDS: readonly ModelKind[] = [PRENOMS, SUBVENTIONS]

/** A line as one text, to compare and sort. */
export function textOf({ header }: ModelKind, line: Line): string {
  return JSON.stringify(Object.keys(header).map((name) => line[name] ?? ''))
}

/** A file of these lines. */
export function csvOf({ header }: ModelKind, lines: readonly Line[]): string {
  const rows = lines.map((line) => Object.keys(header).map((name) => line[name] ?? ''))
  const cell = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [Object.values(header), ...rows].map((row) => `${row.map(cell).join(';')}\n`).join('')
}

/** Stored cells as these tests write them, whether they were read as null, numbers or booleans. */
export function lineOf({ header }: ModelKind, cells: Readonly<Record<string, Cell | null>>): Line {
  const text = (value: Cell | null | undefined) =>
    value === true ? 'oui' : value === false ? 'non' : String(value ?? '')
  return Object.fromEntries(Object.keys(header).map((name) => [name, text(cells[name])]))
}

/** An exact sum of decimals, in hundredths. */
export function hundredths(decimals: readonly (string | undefined)[]): bigint {
  return decimals.reduce((sum, text) => {
    const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text || '0') ?? []
    const value = BigInt(`${whole}${fraction.padEnd(2, '0')}`)
    return sum + (sign === '-' ? -value : value)
  }, 0n)
}
