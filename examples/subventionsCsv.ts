import Papa from 'papaparse'
import { frenchDay } from './days.ts'
import type { Grant } from './grants.ts'

/** The columns of scdl/subventions 2.1.1, in its order. */
const FIELDS = [
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
] as const

/** How a publisher writes days and numbers. */
interface Writing {
  readonly day: (day: string) => string
  readonly amount: (cents: number) => string
  readonly percent: (hundredths: number) => string
}

const STANDARD: Writing = {
  day: (day) => day,
  amount: (cents) => String(cents / 100),
  percent: (hundredths) => String(hundredths / 100),
}

const SPREADSHEET: Writing = {
  day: frenchDay,
  amount: (cents) =>
    `${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ' ')},${String(cents % 100).padStart(2, '0')}`,
  percent: (hundredths) => String(hundredths / 100).replace('.', ','),
}

/** The file as the standard wants it: `,`, ISO days, decimal points. */
export function standardCsv(grants: readonly Grant[]): string {
  return csv(grants, STANDARD, ',', '\n')
}

/** The file as a French spreadsheet saves it: `;`, JJ/MM/AAAA, `1 234,50`. */
export function spreadsheetCsv(grants: readonly Grant[]): string {
  return csv(grants, SPREADSHEET, ';', '\r\n')
}

function csv(
  grants: readonly Grant[],
  writing: Writing,
  delimiter: string,
  newline: string,
): string {
  const data = grants.map((grant) => cells(grant, writing))
  // Two aids are joined by `;`: quoted always, for readers that take it for a delimiter.
  const quotes = (value: unknown) => String(value).includes(';')
  return Papa.unparse({ fields: [...FIELDS], data }, { delimiter, newline, quotes }) + newline
}

function cells(grant: Grant, { day, amount, percent }: Writing): string[] {
  return [
    grant.attribuant.nom,
    grant.attribuant.siret,
    day(grant.date),
    grant.reference,
    grant.nom,
    grant.siret,
    grant.rna,
    grant.objet,
    grant.cents === null ? 'à préciser' : amount(grant.cents),
    grant.nature,
    grant.conditions,
    // A spreadsheet takes a lone day for a date and rewrites it; a period is text and stays.
    grant.periode.includes('/') ? grant.periode : day(grant.periode),
    grant.idRAE,
    grant.notificationUE ? 'oui' : 'non',
    percent(grant.percent),
    grant.dispositif,
  ]
}
