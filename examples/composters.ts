import type { TableSchema } from '../src/datasets/index.ts'
import { changed, without } from './edits.ts'
import { type Place, placeAt } from './places.ts'
import { COMMUNES } from './territory.ts'

/** Shared composters of the intercommunalité: a dataset that follows no national schema. */
export interface Composter {
  readonly id: string
  readonly nom: string
  readonly commune: string
  readonly place: Place
  readonly bins: number
  /** Cubic metres; null where nobody measured. */
  readonly volume: number | null
  /** AAAA-MM-JJ, null where it is not known. */
  readonly opened: string | null
  readonly made: number | null
  readonly open: boolean
  readonly state: (typeof STATES)[number]
}

const STATES = ['en service', 'en travaux', 'fermé'] as const

/** What the publisher says of the columns, as Table Schema has it. */
export const COMPOSTERS_SCHEMA: TableSchema = {
  fields: [
    {
      name: 'id',
      type: 'string',
      title: 'Identifiant',
      constraints: { required: true, pattern: '^C3B-\\d{3}$' },
    },
    { name: 'nom', type: 'string', title: 'Nom du site', constraints: { required: true } },
    {
      name: 'commune',
      type: 'string',
      title: 'Commune',
      constraints: { required: true, enum: COMMUNES.map(({ nom }) => nom) },
    },
    { name: 'longitude', type: 'number', title: 'Longitude', description: 'Longitude WGS 84.' },
    { name: 'latitude', type: 'number', title: 'Latitude', description: 'Latitude WGS 84.' },
    {
      name: 'bacs',
      type: 'integer',
      title: 'Nombre de bacs',
      constraints: { minimum: 1, maximum: 12 },
    },
    {
      name: 'volume_m3',
      type: 'number',
      title: 'Volume',
      description: 'Volume de tous les bacs, en mètres cubes.',
      constraints: { minimum: 0 },
    },
    {
      name: 'mise_en_service',
      type: 'date',
      title: 'Mise en service',
      description: 'Jour d’ouverture aux habitants.',
    },
    { name: 'fabrication', type: 'year', title: 'Année de fabrication des bacs' },
    {
      name: 'acces_libre',
      type: 'boolean',
      title: 'Accès libre',
      description: 'Vrai s’il ne faut ni clé ni inscription.',
      trueValues: ['oui'],
      falseValues: ['non'],
    },
    { name: 'etat', type: 'string', title: 'État', constraints: { required: true, enum: STATES } },
  ],
  primaryKey: 'id',
  missingValues: ['', 'NC'],
}

type Line = readonly [
  nom: string,
  commune: string,
  at: readonly [number, number],
  bins: number,
  volume: number | null,
  opened: string | null,
  made: number | null,
  open?: boolean,
]

const LINES: readonly Line[] = [
  ['Place du Brouillard', 'Aubrelune', [-3190, 910], 3, 2.4, '2021-04-17', 2021, true],
  ['Allée du Tilleul', 'Aubrelune', [-3330, 1020], 4, 3.2, '2021-04-17', 2021, true],
  ['Jardins partagés de la Vasme', 'Aubrelune', [-2890, 560], 6, 4.75, '2019-10-05', null],
  ['Rue Basse', 'Aubrelune', [-3040, 1130], 3, 2.4, '2022-05-21', 2022, true],
  ['Résidence des Foulées', 'Aubrelune', [-2960, 700], 2, null, '2022-10-08', 2022],
  ['Place du Lavoir', 'Pontgrisou-les-Saules', [12, 48], 3, 2.4, '2022-05-21', 2022, true],
  ['Chemin du Moulin', 'Pontgrisou-les-Saules', [240, -200], 2, 1.6, '2022-10-08', 2022, true],
  ['Ancienne école', 'Combe-Sourde', [-1800, 2400], 2, null, null, null],
  ['Rue de la Mare', 'Grisemare', [2110, -2590], 3, 2.4, '2023-04-01', 2022, true],
  ['Route du Loup', 'Louvebrume', [4310, 1790], 1, 0.8, '2023-04-01', 2022, true],
]

const NEW: readonly Line[] = [
  ['École des Brumes', 'Pontgrisou-les-Saules', [135, 58], 2, 1.6, '2024-10-05', 2024],
  ['Médiathèque', 'Aubrelune', [-3175, 880], 3, 2.4, '2024-10-05', 2024, true],
]

/**
 * The three files, oldest first: new sites and a volume at last measured, then the site of a merged commune is
 * told under its new one, another is closed for works and one is gone.
 */
export function composterVersions(): readonly (readonly Composter[])[] {
  const first = LINES.map(composter)
  const measured = changed(first, nomIs('Résidence des Foulées'), { volume: 1.65 })
  const second = [...measured, ...NEW.map((line, i) => composter(line, LINES.length + i))]
  const told = changed(second, nomIs('Ancienne école'), { commune: 'Aubrelune' })
  const works = changed(told, nomIs('Rue de la Mare'), { state: 'en travaux' })
  return [first, second, without(works, nomIs('Route du Loup'))]
}

function composter(
  [nom, commune, at, bins, volume, opened, made, open = false]: Line,
  index: number,
): Composter {
  const id = `C3B-${String(index + 1).padStart(3, '0')}`
  return {
    id,
    nom,
    commune,
    place: placeAt(...at),
    bins,
    volume,
    opened,
    made,
    open,
    state: 'en service',
  }
}

function nomIs(nom: string): (one: Composter) => boolean {
  return (one) => one.nom === nom
}
