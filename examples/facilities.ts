import { changed } from './edits.ts'
import { type Place, placeAt } from './places.ts'

/** A facility open to the public, before it is written. */
export interface Facility {
  readonly insee: string
  readonly type: FacilityType
  readonly nom: string
  readonly numero: string
  readonly voie: string
  readonly place: Place
  /** As OpenStreetMap writes opening hours. */
  readonly hours: string
  readonly phone: string
}

/** What a facility is, by its code in the nomenclature, with its theme and its category of public building. */
// Only the code of a town hall is one that we read (the example of the schema); the others are made up in its form.
export const TYPES = {
  '01010401': ['Mairie', 'Equipement administratif', 'W', 5],
  '04010101': ['Centre social', "Equipement social et d'animation", 'L;R', 4],
  '05010101': ['Piscine', 'Equipement sportif et de loisirs', 'X', 3],
  '05010201': ['Gymnase', 'Equipement sportif et de loisirs', 'X', 3],
  '06010101': ['École élémentaire', "Equipement d'enseignement", 'R', 4],
  '08010101': ['Médiathèque', 'Equipement culturel', 'S', 4],
  '08010201': ['Salle de spectacle', 'Equipement culturel', 'L', 2],
  '09010101': ['Aire de covoiturage', 'Equipement de mobilité', '', null],
} as const

export type FacilityType = keyof typeof TYPES

type Line = readonly [
  insee: string,
  type: FacilityType,
  nom: string,
  numero: string,
  voie: string,
  at: readonly [east: number, north: number],
  hours: string,
  phone: string,
]

const WEEK = 'Mo-Fr 08:30-12:00,13:30-17:30'
const POOL = 'Piscine des Trois-Brumes'

// Telephone numbers of the block 01 99 00, which is kept for fiction.
const LINES: readonly Line[] = [
  [
    '99901',
    '01010401',
    "Hôtel de ville d'Aubrelune",
    '1',
    'Place du Brouillard',
    [-3200, 900],
    `${WEEK}; Sa 09:00-12:00`,
    '+33 199000101',
  ],
  [
    '99901',
    '05010101',
    POOL,
    '14',
    'Avenue de la Vasme',
    [-2950, 640],
    'Tu-Su 10:00-19:00',
    '+33 199000102',
  ],
  [
    '99901',
    '05010201',
    'Gymnase des Foulées',
    '16',
    'Avenue de la Vasme',
    [-2910, 655],
    'Mo-Sa 08:00-22:00',
    '+33 199000103',
  ],
  [
    '99901',
    '06010101',
    'École élémentaire du Tilleul',
    '3',
    'Allée du Tilleul',
    [-3340, 1010],
    WEEK,
    '+33 199000104',
  ],
  [
    '99901',
    '08010101',
    'Médiathèque La Nappe de brume',
    '5',
    'Rue des Lanternes sourdes',
    [-3180, 870],
    'Tu-Sa 10:00-18:00',
    '+33 199000105',
  ],
  [
    '99901',
    '08010201',
    'Théâtre du Phare éteint',
    '9',
    'Rue des Lanternes sourdes',
    [-3150, 880],
    'We-Sa 14:00-18:00',
    '+33 199000106',
  ],
  [
    '99901',
    '04010101',
    'Centre social des Trois-Brumes',
    '22',
    'Rue Basse',
    [-3020, 1120],
    WEEK,
    '+33 199000107',
  ],
  [
    '99902',
    '01010401',
    'Mairie de Pontgrisou-les-Saules',
    '1',
    'Place du Lavoir',
    [0, 40],
    'Mo,We,Fr 09:00-12:00',
    '+33 199000201',
  ],
  [
    '99902',
    '06010101',
    'École élémentaire des Brumes',
    '6',
    'Rue des Saules',
    [130, 50],
    WEEK,
    '+33 199000202',
  ],
  [
    '99902',
    '08010101',
    'Bibliothèque du Lavoir',
    '3',
    'Place du Lavoir',
    [24, 40],
    'We 14:00-18:00; Sa 10:00-12:00',
    '+33 199000203',
  ],
  [
    '99904',
    '01010401',
    'Mairie de Grisemare',
    '2',
    'Rue de la Mare',
    [2100, -2600],
    'Tu,Th 14:00-18:00',
    '+33 199000401',
  ],
  [
    '99905',
    '01010401',
    'Mairie de Louvebrume',
    '1',
    'Route du Loup',
    [4300, 1800],
    'We 14:00-17:00',
    '+33 199000501',
  ],
]

const CARPOOL: Line = [
  '99904',
  '09010101',
  'Aire de covoiturage du Grand Détour',
  '0',
  'Route de la Combe',
  [1500, -1900],
  '24/7',
  '',
]

/** The two files of the intercommunalité, oldest first: the pool opens earlier, a car-pooling area is new. */
export function facilityVersions(): readonly (readonly Facility[])[] {
  const first = LINES.map(facility)
  const earlier = changed(first, ({ nom }) => nom === POOL, {
    hours: 'Tu-Fr 07:30-19:00; Sa-Su 10:00-19:00',
  })
  return [first, [...earlier, facility(CARPOOL)]]
}

function facility([insee, type, nom, numero, voie, at, hours, phone]: Line): Facility {
  return { insee, type, nom, numero, voie, place: placeAt(...at), hours, phone }
}
