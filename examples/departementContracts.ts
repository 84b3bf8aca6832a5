import { AUBRELUNE, DEPARTEMENT, PONTGRISOU } from './bodies.ts'
import * as company from './companies.ts'
import { awarded, type Concession, type Contract } from './contracts.ts'
import { changed, without } from './edits.ts'

/** One file: contracts and concessions. */
export interface Publication {
  readonly contracts: readonly Contract[]
  readonly concessions: readonly Concession[]
}

/** The contract to follow: a zero too many until the third file. */
const LANTERNES = '2024-CD-0011'
/** The contract that the third file forgets. */
const WINTER = '2023-CD-0044'
/** The contract that is modified, twice. */
const ROAD = '2023-CD-0031'

const OLD: readonly Contract[] = [
  awarded(
    DEPARTEMENT,
    [
      '2023-CD-0017',
      '2023-05-16',
      'Reconstruction du collège des Trois-Brumes : gros œuvre',
      '45214220-8',
      6_840_000,
      company.MASONS,
      company.SAWMILL,
    ],
    { procedure: 'open', months: 28, offers: 5, insee: AUBRELUNE.insee, environmental: true },
  ),
  awarded(
    DEPARTEMENT,
    [
      '2023-CD-0018',
      '2023-05-23',
      'Reconstruction du collège des Trois-Brumes : menuiseries intérieures et extérieures',
      '45421000-4',
      612_400,
      company.JOINERS,
    ],
    { procedure: 'open', months: 28, offers: 4, insee: AUBRELUNE.insee, social: true },
  ),
  awarded(
    DEPARTEMENT,
    [
      ROAD,
      '2023-09-04',
      'Élargissement de la route départementale 12 entre Aubrelune et Pontgrisou-les-Saules',
      '45233140-2',
      1_250_000,
      company.ROADS,
    ],
    {
      procedure: 'open',
      months: 14,
      subcontract: { company: company.ELECTRICITY, montant: 86_500.5, months: 4 },
    },
  ),
  awarded(
    DEPARTEMENT,
    [
      WINTER,
      '2023-10-12',
      'Viabilité hivernale des routes départementales, secteur de la Haute-Vasme',
      '90620000-9',
      384_000,
      company.ROADS,
    ],
    { months: 36, offers: 2 },
  ),
  awarded(
    DEPARTEMENT,
    [
      '2024-CD-0003',
      '2024-01-22',
      'Transport des élèves en situation de handicap',
      '60130000-8',
      918_750,
      company.COACHES,
    ],
    { procedure: 'open', months: 24, offers: 2, social: true },
  ),
  awarded(
    DEPARTEMENT,
    [
      '2024-CD-0007',
      '2024-02-19',
      'Fourniture de fromages aux restaurants des collèges',
      '15540000-5',
      74_300,
      company.CHEESE,
    ],
    { environmental: true },
  ),
  awarded(
    DEPARTEMENT,
    [
      LANTERNES,
      '2024-03-11',
      'Parcours nocturne son et lumière de la vallée de la Vasme, saisons 2024 à 2026',
      '92312000-1',
      4_500_000,
      company.LANTERNES,
    ],
    { months: 36, offers: 1, procedure: 'none' },
  ),
  awarded(DEPARTEMENT, [
    '2024-CD-0014',
    '2024-04-15',
    'Collecte et réemploi du mobilier des collèges',
    '90511000-2',
    58_200,
    company.RECYCLERS,
  ]),
]

const AUTUMN: readonly Contract[] = [
  awarded(DEPARTEMENT, [
    '2024-CD-0022',
    '2024-07-08',
    'Maintenance des installations électriques des bâtiments départementaux',
    '50711000-2',
    143_900,
    company.ELECTRICITY,
  ]),
  awarded(
    DEPARTEMENT,
    [
      '2024-CD-0025',
      '2024-09-17',
      'Maîtrise d’œuvre de la maison des services de Pontgrisou-les-Saules',
      '71221000-3',
      96_000,
      company.ARCHITECTS,
    ],
    { months: 20, insee: PONTGRISOU.insee, offers: 7 },
  ),
  awarded(
    DEPARTEMENT,
    [
      '2024-CD-0026',
      '2024-10-01',
      'Repas du restaurant administratif, insertion par l’activité économique',
      '55523000-2',
      121_600,
      company.CANTEENS,
    ],
    { months: 24, social: true },
  ),
]

const SPRING: readonly Contract[] = [
  awarded(
    DEPARTEMENT,
    [
      '2025-CD-0002',
      '2025-01-20',
      'Nettoyage des locaux des services départementaux',
      '90911200-8',
      267_450,
      company.CLEANERS,
    ],
    { procedure: 'open', months: 24, offers: 6, social: true },
  ),
  awarded(DEPARTEMENT, [
    '2025-CD-0005',
    '2025-02-24',
    'Logiciel de gestion des aides sociales',
    '48000000-8',
    189_000,
    company.SOFTWARE,
  ]),
]

const WINTER_2026: readonly Contract[] = [
  awarded(
    DEPARTEMENT,
    [
      '2025-CD-0019',
      '2025-10-06',
      'Passerelles de bois de la voie verte de la Vasme',
      '45221113-7',
      208_300,
      company.SAWMILL,
      company.JOINERS,
    ],
    { months: 9, environmental: true, offers: 2 },
  ),
  awarded(DEPARTEMENT, [
    '2025-CD-0024',
    '2025-12-08',
    'Ateliers de théâtre dans les collèges, année 2026',
    '80500000-9',
    36_900,
    company.LANTERNES,
  ]),
]

const FERRY: Concession = {
  buyer: DEPARTEMENT,
  id: '2022-CD-DSP1',
  objet: 'Exploitation du bac de la Vasme',
  months: 96,
  signed: '2022-11-28',
  starts: '2023-01-01',
  valeur: 1_940_000,
  subsidy: 310_000,
  holders: [company.COACHES],
  years: [
    {
      published: '2024-05-06',
      invested: 42_000,
      prices: [
        ['Passage à pied', 1.5],
        ['Passage avec un vélo', 2],
      ],
    },
  ],
}

/** The four files of the département, oldest first. */
export function departementPublications(): readonly Publication[] {
  const first = { contracts: OLD, concessions: [FERRY] }
  const widened = changed(OLD, idIs(ROAD), {
    modifications: [
      { objet: 'Reprise d’un mur de soutènement', notified: '2024-08-26', montant: 1_338_000 },
    ],
  })
  const second = { ...first, contracts: [...widened, ...AUTUMN] }
  const corrected = changed(second.contracts, idIs(LANTERNES), { montant: 450_000 })
  const third = { ...first, contracts: [...without(corrected, idIs(WINTER)), ...SPRING] }
  const longer = changed([...corrected, ...SPRING, ...WINTER_2026], idIs(ROAD), {
    modifications: [
      { objet: 'Reprise d’un mur de soutènement', notified: '2024-08-26', montant: 1_338_000 },
      { objet: 'Prolongation de trois mois', notified: '2025-05-19', months: 17 },
    ],
  })
  const prices = [
    ['Passage à pied', 1.7],
    ['Passage avec un vélo', 2.2],
  ] as const
  const year = { published: '2025-05-12', invested: 18_500, prices }
  const ferry = { ...FERRY, years: [...FERRY.years, year] }
  return [first, second, third, { contracts: longer, concessions: [ferry] }]
}

function idIs(id: string): (contract: Contract) => boolean {
  return (contract) => contract.id === id
}
