import Papa from 'papaparse'
import { TOWN } from './bodies.ts'
import { COUNCILLORS, type Deliberation, registeredOn, SUBJECTS } from './deliberations.ts'

/** The columns of scdl/deliberations 2.1.5, in its order. */
const FIELDS = [
  'COLL_NOM',
  'COLL_SIRET',
  'DELIB_ID',
  'DELIB_DATE',
  'DELIB_MATIERE_CODE',
  'DELIB_MATIERE_NOM',
  'DELIB_OBJET',
  'BUDGET_ANNEE',
  'BUDGET_NOM',
  'PREF_ID',
  'PREF_DATE',
  'VOTE_EFFECTIF',
  'VOTE_REEL',
  'VOTE_POUR',
  'VOTE_CONTRE',
  'VOTE_ABSTENTION',
  'DELIB_URL',
]

/** A file of deliberations of the town. */
export function deliberationsCsv(deliberations: readonly Deliberation[]): string {
  const data = deliberations.map((one) => {
    const spends = one.subject.startsWith('7.')
    return [
      TOWN.nom,
      TOWN.siret,
      one.id,
      one.date,
      one.subject,
      SUBJECTS[one.subject],
      one.objet,
      spends ? one.date.slice(0, 4) : '',
      spends ? 'Budget principal' : '',
      'PREF990',
      registeredOn(one.date),
      COUNCILLORS,
      one.voters,
      one.pour,
      one.contre,
      one.abstention,
      `https://aubrelune.example/deliberations/${one.id}.pdf`,
    ]
  })
  return `${Papa.unparse({ fields: FIELDS, data }, { newline: '\n' })}\n`
}
