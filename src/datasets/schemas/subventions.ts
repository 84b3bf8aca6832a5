import type { Differences, SchemaVersion } from '../defineKind.ts'

const REPOSITORY = 'https://git.opendatafrance.net/scdl/subventions'

/** The columns of 1.1.0 to 2.0.2. */
const FOURTEEN = [
  'nomAttribuant',
  'idAttribuant',
  'dateConvention',
  'referenceDecision',
  'nomBeneficiaire',
  'idBeneficiaire',
  'objet',
  'montant',
  'nature',
  'conditionsVersement',
  'datesPeriodeVersement',
  'idRAE',
  'notificationUE',
  'pourcentageSubvention',
] as const

/** Those of 2.1.0 and 2.1.1: the RNA of the beneficiary and the aid scheme were added. */
const SIXTEEN = [
  ...FOURTEEN.slice(0, 6),
  'rnaBeneficiaire',
  ...FOURTEEN.slice(6),
  'dispositifAide',
] as const

/** Up to 2.0.2 the SIRET of the beneficiary was required. */
const SIRET_REQUIRED = {
  idBeneficiaire: {
    title: 'Identification du bénéficiaire',
    required: true,
    pattern: '^\\d{14}$',
  },
} satisfies Differences

/** Official versions of scdl/subventions, oldest first. */
export const SUBVENTIONS_SCHEMAS: readonly SchemaVersion[] = [
  {
    name: 'scdl/subventions',
    version: '1.1.0',
    source: 'https://schema.data.gouv.fr/schemas/scdl/subventions/1.1.0/schema.json',
    sha256: '45aef5710d66ae291a718103b0c7e0e29d0fa125bee970e7e303fe1145a2a544',
    columns: FOURTEEN,
    differs: {
      ...SIRET_REQUIRED,
      idRAE: {
        title: 'Numéro unique de référencement dans le Répertoire des Aides aux Entreprises',
        maxLength: null,
      },
      notificationUE: { title: "Aide d'Etat notifiée à la Commission européenne" },
      pourcentageSubvention: { minimum: 0 },
    },
  },
  {
    name: 'scdl/subventions',
    version: '2.0.0',
    source: `${REPOSITORY}/raw/v2.0.0/schema.json`,
    sha256: '1e8dafe2d93991c500fc32aa228803346d7c86d5882041f2498035e4083d8597',
    columns: FOURTEEN,
    differs: SIRET_REQUIRED,
  },
  {
    name: 'scdl/subventions',
    version: '2.0.1',
    source: `${REPOSITORY}/raw/v2.0.1/schema.json`,
    sha256: '971f78947bf26f0fcec58b4309621ab0e3fed8bfa584390bb2dba7268e8abe5d',
    columns: FOURTEEN,
    differs: SIRET_REQUIRED,
  },
  {
    name: 'scdl/subventions',
    version: '2.0.2',
    source: `${REPOSITORY}/raw/v2.0.2/schema.json`,
    sha256: '4e0ea3c1fe9927dace46d10bed928c6016b7d7675426e7b1cd42df655621df84',
    columns: FOURTEEN,
    differs: SIRET_REQUIRED,
  },
  {
    // Its file says 2.0.2 of itself; it was published as 2.1.0.
    name: 'scdl/subventions',
    version: '2.1.0',
    source: `${REPOSITORY}/raw/v2.0.2/schema.json`,
    sha256: 'b20768bb2a86c6af3cdcb414f765abdefc562a15b72adcc961b31f8dac505d93',
    columns: SIXTEEN,
  },
  {
    name: 'scdl/subventions',
    version: '2.1.1',
    source: 'https://gitlab.com/opendatafrance/scdl/subventions/raw/v2.1.1/schema.json',
    sha256: '2c2c2ca25ef6a3295f3e54be321453f1f720f2497d89abaad62b9ab04a6549d7',
    columns: SIXTEEN,
  },
]
