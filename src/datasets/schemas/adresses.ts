import type { Differences, SchemaVersion } from '../defineKind.ts'

/** Where the specifications that people read are published; 1.1 and 1.2 have no other form. */
const SPECIFICATION = 'https://aitf-sig-topo.github.io/voies-adresses/'

const REPOSITORY =
  'https://github.com/etalab/schema-bal/blob/b3da83d289b87262765a9e60bf42484adac0d3f2'

/** What every version has since 1.2, in one order. */
const SINCE_1_2 = [
  'communeInsee',
  'communeNom',
  'communeDelegueeInsee',
  'communeDelegueeNom',
  'toponyme',
  'lieuditComplementNom',
  'numero',
  'suffixe',
  'position',
  'x',
  'y',
  'long',
  'lat',
  'cadParcelles',
  'source',
  'dateDerMaj',
] as const

const IDS = ['idBanCommune', 'idBanToponyme', 'idBanAdresse'] as const

const VOIE_NOM = { published: 'voie_nom', title: 'Nom de la voie' } as const

/** The texts of 1.1 and 1.2 ask for no form where the files of the next ones have patterns and bounds. */
const NO_PATTERN = { pattern: null } as const
const NO_FORM = { pattern: null, minLength: null } as const
const NO_BOUNDS = { minLength: null, maxLength: null } as const

/** What these texts say of a key in words; a street has a code of four characters, or one of a register to come. */
const KEY_IN_WORDS = {
  pattern: '[0-9][0-9ab][0-9]{3}_[0-9a-z]+_[0-9]{5}(_[0-9a-z]+)*',
  ...NO_BOUNDS,
} as const

/** Coordinates are optional in 1.1, and so is what they point at. */
const NO_PLACE = { ...NO_PATTERN, required: false } as const

const DIFFERS_1_1: Differences = {
  cleInterop: KEY_IN_WORDS,
  uidAdresse: { ...NO_PATTERN, ...NO_BOUNDS },
  toponyme: { ...VOIE_NOM, ...NO_FORM },
  numero: { minimum: null, maximum: null },
  communeNom: NO_FORM,
  x: NO_PLACE,
  y: NO_PLACE,
  long: NO_PLACE,
  lat: NO_PLACE,
  source: { minLength: null },
}

const DIFFERS_1_2: Differences = {
  ...DIFFERS_1_1,
  // Five characters are asked of the codes of communes, without a pattern.
  communeInsee: NO_PATTERN,
  communeDelegueeInsee: NO_PATTERN,
  communeDelegueeNom: NO_FORM,
  lieuditComplementNom: NO_FORM,
  position: { required: true },
  x: NO_PATTERN,
  y: NO_PATTERN,
  long: NO_PATTERN,
  lat: NO_PATTERN,
  cadParcelles: NO_PATTERN,
}

/** The versions of the Base adresse locale: columns, and what they ask that 1.5 asks otherwise. */
export const ADRESSES_SCHEMAS: readonly SchemaVersion[] = [
  {
    // For 1.1 and 1.2 the hash is that of the text of the PDF file, made by `pdftotext -layout`.
    name: 'etalab/schema-bal',
    version: '1.1',
    source: SPECIFICATION,
    sha256: 'f8b80519524eacc10d5ff3991918293b3608fa2f1fc4d1c1e1f906b8096c51e8',
    columns: [
      'cleInterop',
      'uidAdresse',
      'toponyme',
      'numero',
      'suffixe',
      'communeNom',
      'position',
      'x',
      'y',
      'long',
      'lat',
      'source',
      'dateDerMaj',
    ],
    differs: DIFFERS_1_1,
  },
  {
    name: 'etalab/schema-bal',
    version: '1.2',
    source: SPECIFICATION,
    sha256: 'b6634d1d94f981363c92d3fb7e1c61d80db28e013d799143f5e7a80e8b0d91bc',
    columns: ['uidAdresse', 'cleInterop', ...SINCE_1_2],
    differs: DIFFERS_1_2,
  },
  {
    name: 'etalab/schema-bal',
    version: '1.3',
    source: `${REPOSITORY}/bal_schema_v1.3.json`,
    sha256: '61fd292a342ffdecb5023fa7856486b0bebfb3fc9dd473adcfe0db9fd02d75da',
    columns: ['uidAdresse', 'cleInterop', ...SINCE_1_2, 'certificationCommune'],
    differs: { toponyme: VOIE_NOM },
  },
  {
    name: 'etalab/schema-bal',
    version: '1.4',
    source: `${REPOSITORY}/bal_schema_v1.4.json`,
    sha256: '3a18b6b12e8d5b147da7c7f162ca5aad1d068594c53f33bfdb84fc0175f3ab66',
    columns: [...IDS, 'cleInterop', ...SINCE_1_2, 'certificationCommune'],
    differs: {
      idBanCommune: { required: false },
      idBanToponyme: { required: false },
      toponyme: VOIE_NOM,
    },
  },
  {
    name: 'etalab/schema-bal',
    version: '1.5',
    source: `${REPOSITORY}/bal_schema_v1.5.json`,
    sha256: '89f325a9d07b38b2fe158b385856ae52532241398ea23e79a0418e5f9e7eec41',
    columns: [...IDS, ...SINCE_1_2, 'certificationCommune'],
  },
]
