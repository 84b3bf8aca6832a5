import type { Differences, SchemaVersion } from '../defineKind.ts'

const CATALOGUE = 'https://schema.data.gouv.fr/schemas/scdl/deliberations'
const REPOSITORY = 'https://git.opendatafrance.net/scdl/deliberations'

/** The order of 1.1.0: the budget before the deliberation. */
const BUDGET_FIRST = [
  'collNom',
  'collSiret',
  'budgetAnnee',
  'budgetNom',
  'delibId',
  'delibDate',
  'delibMatiereCode',
  'delibMatiereNom',
  'delibObjet',
  'prefId',
  'prefDate',
  'voteEffectif',
  'voteReel',
  'votePour',
  'voteContre',
  'voteAbstention',
  'delibUrl',
] as const

/** The same columns since 2.0.0. */
const SEVENTEEN = [
  ...BUDGET_FIRST.slice(0, 2),
  ...BUDGET_FIRST.slice(4, 9),
  ...BUDGET_FIRST.slice(2, 4),
  ...BUDGET_FIRST.slice(9),
] as const

/** Titles up to 2.1.1. */
const OLDER_TITLES = {
  delibDate: { title: 'Date de la délibération' },
  delibMatiereCode: { title: 'Code de la matière de la délibération' },
  delibMatiereNom: { title: 'Nom de la matière de la délibération' },
  prefDate: { title: "Date d'enregistrement de la délibération au contrôle de légalité" },
  voteEffectif: {
    title:
      "Décompte de l'effectif total des élus susceptibles de participer au vote (présents à la séance)",
  },
  voteReel: {
    title:
      'Décompte de l’effectif total des élus ayant réellement participé au vote (exclusion des absents)',
  },
  votePour: { title: 'Nombre de votes Pour' },
  voteContre: { title: 'Nombre de votes Contre' },
  voteAbstention: { title: 'Nombre de votes Abstention' },
} satisfies Differences

/** Up to 2.1.0 the subject had to be two words of the nomenclature, joined. */
function joinedSubject(pattern: string): Differences {
  return { ...OLDER_TITLES, delibMatiereNom: { ...OLDER_TITLES.delibMatiereNom, pattern } }
}

/** The official versions of the schema of deliberations, oldest first. */
export const DELIBERATIONS_SCHEMAS: readonly SchemaVersion[] = [
  {
    // The files of 1.1.0 and 2.1.0 say 2.0 of themselves.
    name: 'scdl/deliberations',
    version: '1.1.0',
    source: `${CATALOGUE}/1.1.0/schema.json`,
    sha256: 'f0e8a3485ef3c7923f9e8317eb87a1a4ffe650df2210bb4a1e2d09db91bc9efb',
    columns: BUDGET_FIRST,
    differs: joinedSubject('^\\w+\\\\\\w+$'),
  },
  {
    name: 'scdl/deliberations',
    version: '2.0.0',
    source: `${CATALOGUE}/2.0.0/schema.json`,
    sha256: '1168e5cdf7da39f534db75ad471af55016b0ce403aca0c799454327e1f681394',
    columns: SEVENTEEN,
    differs: joinedSubject('^\\w+( \\w+)*\\/[ \\w]+$'),
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.0',
    source: `${CATALOGUE}/2.1.0/schema.json`,
    sha256: 'd4bd147ab7a7f26b2e2fdd72143fe8bb5193b07b595c6ba477fe1b2d080092f6',
    columns: SEVENTEEN,
    differs: joinedSubject('^\\w+( \\w+)*\\/[ \\w]+$'),
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.1',
    source: `${CATALOGUE}/2.1.1/schema.json`,
    sha256: 'ea80fd560f2bb525906008277e519dff0dd67dfb73c80a4140e9c5a059ac1ca1',
    columns: SEVENTEEN,
    differs: OLDER_TITLES,
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.2',
    source: `${REPOSITORY}/raw/v2.1.2/schema.json`,
    sha256: 'd6b174ddfb67afee26c8917c05191d9fc39e8b428b95ad8fe964cf1d82d7a071',
    columns: SEVENTEEN,
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.3',
    source: `${REPOSITORY}/raw/v2.1.3/schema.json`,
    sha256: '5a2831f6d1eaf658125ecc3fb36643d01e2f844c032c4de6475b3657e36c9c22',
    columns: SEVENTEEN,
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.4',
    source: `${REPOSITORY}/raw/v2.1.4/schema.json`,
    sha256: 'd5d6e79ad6a2803e10351d8e65b3fa8afb9b85fdee9d161c1a109e8c3d759b74',
    columns: SEVENTEEN,
  },
  {
    name: 'scdl/deliberations',
    version: '2.1.5',
    source: 'https://gitlab.com/opendatafrance/scdl/deliberations/raw/v2.1.5/schema.json',
    sha256: '6c55e62776895fbe352cc3750733200f98b3e7f763b0acdcc79b888c4bb3abb6',
    columns: SEVENTEEN,
  },
]
