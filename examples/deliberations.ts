import { TOWN } from './bodies.ts'
import { daysAfter } from './days.ts'
import { changed } from './edits.ts'

/** One line of a file of deliberations, before it is written. */
export interface Deliberation {
  readonly id: string
  /** AAAA-MM-JJ */
  readonly date: string
  readonly subject: Subject
  readonly objet: string
  readonly pour: number
  readonly contre: number
  readonly abstention: number
  /** Councillors who took part in the vote. */
  readonly voters: number
}

/** A code of the nomenclature ACTES with its words. */
export type Subject = keyof typeof SUBJECTS

/** Subjects of the nomenclature ACTES that the council votes about. */
export const SUBJECTS = {
  '1.1': 'Commande publique/Marchés publics',
  '2.1': "Urbanisme/Documents d'urbanisme",
  '3.1': 'Domaine et patrimoine/Acquisitions',
  '4.1': 'Fonction publique/Personnel titulaires et stagiaires',
  '5.7': 'Institutions et vie politique/Intercommunalité',
  '7.1': 'Finances locales/Décisions budgétaires',
  '7.2': 'Finances locales/Fiscalité',
  '7.5': 'Finances locales/Subventions',
  '8.1': 'Domaines de compétences par thèmes/Enseignement',
  '8.3': 'Domaines de compétences par thèmes/Voirie',
  '8.8': 'Domaines de compétences par thèmes/Environnement',
  '8.9': 'Domaines de compétences par thèmes/Culture',
} as const

type Line = readonly [
  suffix: string,
  subject: Subject,
  objet: string,
  contre?: number,
  abstention?: number,
]

/** Councillors of the town. */
export const COUNCILLORS = 33

/** Grants are voted under the number that the file of subventions refers to: `CM-2024-02-SPO`. */
const GRANTS: readonly Line[] = [
  ['SPO', '7.5', 'Attribution de subventions aux associations sportives'],
  ['CUL', '7.5', 'Attribution de subventions aux associations culturelles', 0, 2],
  ['SOC', '7.5', 'Attribution de subventions aux associations à caractère social'],
  ['ENV', '7.5', "Attribution de subventions aux associations de protection de l'environnement"],
]

/** The meetings that the files tell of. */
const MEETINGS: readonly (readonly [day: string, voters: number, lines: readonly Line[]])[] = [
  [
    '2024-02-08',
    31,
    [
      ...GRANTS,
      ['001', '7.1', "Rapport d'orientation budgétaire 2024"],
      ['002', '1.1', 'Réfection du groupe scolaire du Tilleul : choix du titulaire', 4, 1],
      ['003', '4.1', 'Modification du tableau des effectifs'],
      ['004', '8.8', 'Plan de gestion des berges de la Vasme'],
      ['005', '8.9', 'Convention avec la'],
    ],
  ],
  [
    '2024-04-11',
    33,
    [
      ...GRANTS,
      ['006', '7.1', 'Vote du budget primitif 2024', 8, 3],
      ['007', '7.2', "Fixation des taux des taxes directes locales pour l'année 2024", 8],
      ['008', '2.1', "Prescription de la révision du plan local d'urbanisme", 10],
      ['009', '8.3', 'Dénomination de la voie nouvelle « allée du Tilleul »'],
      ['010', '5.7', 'Rapport annuel de la communauté de communes des Trois-Brumes'],
    ],
  ],
  [
    '2024-06-20',
    29,
    [
      ...GRANTS,
      ['011', '7.1', 'Approbation du compte administratif 2023', 0, 7],
      ['012', '3.1', "Acquisition d'un terrain au lieu-dit « Le Grand Détour »", 5],
      ['013', '8.1', 'Tarifs de la restauration scolaire à la rentrée 2024', 6, 2],
      ['014', '8.8', 'Installation de composteurs de quartier'],
    ],
  ],
  [
    '2025-03-13',
    32,
    [
      ...GRANTS,
      ['001', '7.1', 'Vote du budget primitif 2025', 9, 1],
      ['002', '7.2', "Fixation des taux des taxes directes locales pour l'année 2025", 9],
      ['003', '1.1', 'Entretien des espaces verts : choix du titulaire'],
      ['004', '2.1', "Arrêt du projet de plan local d'urbanisme", 11],
      ['005', '8.1', 'Carte scolaire : ouverture d’une classe à l’école des Brumes'],
    ],
  ],
]

/** The three files of the town, oldest first: one meeting or two more each time, and one correction. */
export function deliberationVersions(): readonly (readonly Deliberation[])[] {
  const [february = [], april = [], june = [], march = []] = MEETINGS.map(meeting)
  const revision = idIs('CM-2024-04-008')
  const convention = idIs('CM-2024-02-005')
  const typed = [...february, ...april]
  // Two votes more than voters: a slip of whoever typed the minutes.
  const first = changed(typed, revision, { contre: 12 })
  const second = [...changed(first, revision, { contre: 10 }), ...june]
  const objet = 'Convention avec la Compagnie des Lanternes sourdes pour une résidence de création'
  return [first, second, [...changed(second, convention, { objet }), ...march]]
}

/** The day when the office that checks the acts registered one. */
export function registeredOn(date: string): string {
  return daysAfter(date, 5)
}

function meeting([date, voters, lines]: (typeof MEETINGS)[number]): readonly Deliberation[] {
  const number = `${TOWN.prefix}-${date.slice(0, 7)}`
  return lines.map(([suffix, subject, objet, contre = 0, abstention = 0]) => {
    const pour = voters - contre - abstention
    return { id: `${number}-${suffix}`, date, subject, objet, pour, contre, abstention, voters }
  })
}

function idIs(id: string): (one: Deliberation) => boolean {
  return (one) => one.id === id
}
