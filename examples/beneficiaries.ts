import { ASSOCIATIONS, type Line, type Theme } from './associations.ts'
import { type Body, INTERCO, TOWN, VILLAGE } from './bodies.ts'
import { inventedRna, inventedSiren, inventedSiret } from './identifiers.ts'

/** An invented association, company or public body that receives grants. */
export interface Beneficiary {
  readonly nom: string
  readonly siret: string
  /** Associations only. */
  readonly rna: string
  readonly theme: Theme
  /** A usual grant of the département to it, in euros. */
  readonly size: number
  /** Codes of the bodies that support it. */
  readonly by: string
  /** What it asks money for; `{an}` is the year. */
  readonly projects: readonly string[]
}

const SEASON = 'Fonctionnement de la saison {an}'
const RUNNING = 'Fonctionnement {an}'

const COMPANIES: readonly Line[] = [
  [
    'Brasserie du Lutin gris SAS',
    'economie',
    16000,
    'DI',
    "Aide à l'immobilier d'entreprise",
    'Chaîne de lavage des bouteilles consignées',
  ],
  [
    'Scierie de la Combe sourde SARL',
    'economie',
    21000,
    'DI',
    'Modernisation de la scie de tête',
    'Formation des apprentis, promotion {an}',
  ],
  ['Menuiserie des Saules SCOP', 'economie', 9800, 'DI', 'Formation des apprentis, promotion {an}'],
  [
    'Fromagerie des Trois-Brumes SAS',
    'economie',
    13500,
    'DI',
    "Cave d'affinage partagée",
    "Aide à l'immobilier d'entreprise",
  ],
]

const PUBLIC: readonly (readonly [Body, number])[] = [
  [INTERCO, 62000],
  [TOWN, 48000],
  [VILLAGE, 26500],
]

const PUBLIC_WORKS = [
  'Rénovation énergétique du groupe scolaire',
  'Réfection de la voirie, programme {an}',
  'Construction de la médiathèque, tranche {an}',
  'Aménagement de la voie verte de la Vasme',
]

/** Everyone who receives something. */
export const BENEFICIARIES: readonly Beneficiary[] = [
  ...ASSOCIATIONS.map((line, i) => ({ ...invented(line, i), rna: inventedRna(i + 1) })),
  ...COMPANIES.map((line, i) => invented(line, ASSOCIATIONS.length + i)),
  ...PUBLIC.map(
    ([{ nom, siret }, size]): Beneficiary => ({
      nom,
      siret,
      rna: '',
      theme: 'commune',
      size,
      by: 'D',
      projects: PUBLIC_WORKS,
    }),
  ),
]

/** The beneficiary of that name; a slip in a name stops the script. */
export function beneficiaryNamed(nom: string): Beneficiary {
  const found = BENEFICIARIES.find((candidate) => candidate.nom === nom)
  if (found === undefined) throw new Error(`unknown beneficiary: ${nom}`)
  return found
}

function invented([nom, theme, size, by, ...projects]: Line, i: number): Beneficiary {
  const siret = inventedSiret(inventedSiren(101 + i * 3), (i % 3) + 1)
  const usual = theme === 'economie' ? [] : [theme === 'sport' ? SEASON : RUNNING]
  return { nom, siret, rna: '', theme, size, by, projects: [...usual, ...projects] }
}
