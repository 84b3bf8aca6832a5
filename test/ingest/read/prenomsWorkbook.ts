import { xlsxOf } from './spreadsheetOf.ts'

/** What prénoms are published under. */
export const HEADER =
  'COMMUNE_NOM COLL_INSEE ENFANT_SEXE ENFANT_PRENOM NOMBRE_OCCURRENCES ANNEE'.split(' ')

/** A cell; an error is written as Excel writes it. */
type Value = string | number | { readonly error: string }

/** A row of an XLSX. */
export const row = (...cells: readonly Value[]) => `<row>${cells.map(cell).join('')}</row>`

function cell(value: Value): string {
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  if (typeof value === 'object') return `<c t="e"><v>${value.error}</v></c>`
  return `<c t="inlineStr"><is><t>${value}</t></is></c>`
}

/** A workbook of prénoms, a sheet for each year, with how often each was given. */
export function prenomsWorkbook(
  years: Readonly<Record<string, Readonly<Record<string, Value>>>>,
): Uint8Array<ArrayBuffer> {
  const sheets = Object.entries(years).map(([year, prenoms]) => ({
    name: year,
    rows: [
      row(...HEADER),
      ...Object.entries(prenoms).map(([prenom, count]) =>
        row('Aubrelune', '99901', 'F', prenom, count, 2020),
      ),
    ].join(''),
  }))
  return new Uint8Array(xlsxOf(sheets))
}
