import { REFERENCE } from '../src/datasets/index.ts'
import { addressVersions } from './addresses.ts'
import { type BalVersion, balCsv } from './balCsv.ts'
import { INTERCO, TOWN, VILLAGE } from './bodies.ts'
import { collectivitesFiles } from './collectivitesCsv.ts'
import { COMPOSTERS_SCHEMA, composterVersions } from './composters.ts'
import { compostersCsv } from './compostersCsv.ts'
import { deliberationVersions } from './deliberations.ts'
import { deliberationsCsv } from './deliberationsCsv.ts'
import { utf8, utf8WithBom } from './encode.ts'
import { equipementsCsv } from './equipementsCsv.ts'
import type { Example } from './example.ts'
import { facilityVersions } from './facilities.ts'

const BAL_VERSIONS: readonly BalVersion[] = ['1.3', '1.4', '1.5']

/** The datasets of the council, of places, and the reference that the others are joined to. */
export function territoryDatasets(): readonly Example[] {
  return [
    {
      publisher: TOWN,
      kind: 'deliberations',
      title: 'Délibérations du conseil municipal d’Aubrelune',
      prefix: 'aubrelune-deliberations',
      told: [
        ['2024-05-06T09:00:00+02:00', 'Conseils de février et d’avril 2024.'],
        ['2024-09-23T09:00:00+02:00', 'Conseil de juin 2024, et un décompte de voix corrigé.'],
        ['2025-05-12T09:00:00+02:00', 'Conseil de mars 2025, et un objet complété.'],
      ],
      files: deliberationVersions().map((one) => utf8(deliberationsCsv(one))),
    },
    {
      publisher: VILLAGE,
      kind: 'adresses',
      title: 'Base adresse locale de Pontgrisou-les-Saules',
      prefix: 'pontgrisou-adresses',
      told: [
        ['2022-05-16T14:00:00+02:00', 'Premières adresses, au format 1.3.'],
        ['2024-03-18T14:00:00+01:00', 'La rue du Puits devient la rue des Lanternes ; format 1.4.'],
        [
          '2025-10-06T14:00:00+02:00',
          'Une adresse replacée, une nouvelle et une supprimée ; format 1.5, sans clé d’interopérabilité.',
        ],
      ],
      files: addressVersions().map((addresses, i) =>
        utf8WithBom(balCsv(addresses, BAL_VERSIONS[i] ?? '1.5')),
      ),
    },
    {
      publisher: INTERCO,
      kind: 'equipements',
      title: 'Équipements des Trois-Brumes',
      prefix: 'trois-brumes-equipements',
      told: [
        ['2023-11-20T10:00:00+01:00', 'Équipements ouverts au public.'],
        [
          '2025-03-31T10:00:00+02:00',
          'Nouveaux horaires de la piscine, et une aire de covoiturage.',
        ],
      ],
      files: facilityVersions().map((facilities) => utf8(equipementsCsv(facilities))),
    },
    {
      publisher: INTERCO,
      kind: 'libre',
      slug: 'composteurs',
      title: 'Composteurs partagés des Trois-Brumes',
      prefix: 'trois-brumes-composteurs',
      tableSchema: COMPOSTERS_SCHEMA,
      told: [
        ['2023-05-15T10:00:00+02:00', 'Dix sites de compostage partagé.'],
        ['2024-11-04T10:00:00+01:00', 'Deux sites de plus, et un volume mesuré.'],
        [
          '2026-01-12T10:00:00+01:00',
          'Un site en travaux, un site fermé, une commune mise à jour.',
        ],
      ],
      files: composterVersions().map((composters) => utf8(compostersCsv(composters))),
    },
    // Declared last though it is the oldest: what is joined to it is joined at the state that is asked.
    {
      publisher: { siren: REFERENCE.siren, nom: 'Millésime (référentiel inventé)' },
      kind: 'collectivites',
      slug: REFERENCE.slug,
      title: 'Référentiel inventé des collectivités du Val-de-Brume',
      prefix: 'collectivites',
      told: [
        ['2021-01-01T00:00:00+01:00', 'Édition 2021.'],
        ['2023-01-01T00:00:00+01:00', 'Édition 2023 : Combe-Sourde rejoint Aubrelune.'],
        ['2026-01-01T00:00:00+01:00', 'Édition 2026.'],
      ],
      files: collectivitesFiles().map(utf8),
    },
  ]
}
