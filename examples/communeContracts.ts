import { AUBRELUNE, INTERCO, PONTGRISOU, VILLAGE } from './bodies.ts'
import * as company from './companies.ts'
import { awarded, type Contract } from './contracts.ts'
import { changed } from './edits.ts'

const WASTE = '2023CC3B0100'
const WASTE_OBJET = 'Collecte des déchets ménagers des cinq communes'

const FIRST: readonly Contract[] = [
  awarded(INTERCO, [WASTE, '2023-03-20', WASTE_OBJET, '90511200-4', 1_420_000, company.CLEANERS], {
    procedure: 'open',
    months: 48,
    offers: 2,
  }),
  // Up to format 1.5 the two last digits number the modifications: some buyers publish each as a contract.
  awarded(
    INTERCO,
    ['2023CC3B0101', '2024-01-15', WASTE_OBJET, '90511200-4', 1_486_500, company.CLEANERS],
    { procedure: 'open', months: 48, offers: 2 },
  ),
  awarded(INTERCO, [
    '2023CC3B0200',
    '2023-06-05',
    'Abris à vélos de la maison de l’intercommunalité',
    '45420000-7',
    47_800,
    company.JOINERS,
  ]),
  awarded(
    INTERCO,
    [
      '2023CC3B0300',
      '2023-09-11',
      'Entretien du réseau d’eau potable de la Haute-Vasme',
      '65130000-3',
      534_000,
      company.WATER,
      company.ROADS,
    ],
    { procedure: 'open', months: 36 },
  ),
  awarded(
    INTERCO,
    [
      '2024CC3B0100',
      '2024-02-12',
      'Soirées « Brumes d’été » : conception et représentations',
      '92312000-1',
      28_400,
      company.LANTERNES,
    ],
    { insee: PONTGRISOU.insee, offers: 1, procedure: 'none' },
  ),
  awarded(
    INTERCO,
    [
      '2024CC3B0200',
      '2024-03-25',
      'Composteurs de quartier : fabrication et pose',
      '34928480-6',
      31_250,
      company.SAWMILL,
    ],
    { insee: AUBRELUNE.insee },
  ),
]

const BOILERS = awarded(INTERCO, [
  '2024CC3B0300',
  '2024-11-18',
  'Chaufferie bois de la piscine des Trois-Brumes',
  '45331110-0',
  398_000,
  company.ELECTRICITY,
])

/** The two files of the intercommunalité, oldest first. One contract is twice in the second, which publishes it again. */
export function intercoContracts(): readonly (readonly Contract[])[] {
  const again: Contract = { ...BOILERS, montant: 389_000, published: '2025-01-27' }
  const pipes = changed(FIRST, ({ id }) => id === '2023CC3B0300', {
    modifications: [
      { objet: 'Renouvellement d’une vanne', notified: '2024-10-14', montant: 541_750 },
    ],
  })
  return [FIRST, [...pipes, BOILERS, again]]
}

/** The only contract of the village. */
export const VILLAGE_CONTRACT: Contract = awarded(
  VILLAGE,
  [
    '2025-PLS-01',
    '2025-06-02',
    'Rénovation du lavoir et de la place du Lavoir',
    '45262690-4',
    118_500,
    company.MASONS,
  ],
  { insee: PONTGRISOU.insee, months: 6, environmental: true },
)
