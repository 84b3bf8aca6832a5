import Papa from 'papaparse'
import type { Births } from './births.ts'

/** The columns of scdl/prenoms 1.1.6, in its order. */
const FIELDS = [
  'COMMUNE_NOM',
  'COLL_INSEE',
  'ENFANT_SEXE',
  'ENFANT_PRENOM',
  'NOMBRE_OCCURRENCES',
  'ANNEE',
]

/** A file of first names of one commune. */
export function prenomsCsv(
  commune: { readonly nom: string; readonly insee: string },
  births: readonly Births[],
  { delimiter, newline }: { readonly delimiter: string; readonly newline: string },
): string {
  const data = births.map(({ sexe, prenom, nombre, annee }) => [
    commune.nom,
    commune.insee,
    sexe,
    prenom,
    nombre,
    annee,
  ])
  return Papa.unparse({ fields: FIELDS, data }, { delimiter, newline }) + newline
}
