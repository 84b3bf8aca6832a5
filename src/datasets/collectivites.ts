import { defineKind } from './defineKind.ts'

/** The one dataset of this kind: its publisher is this software, which is no body and has a SIREN of zeros. */
export const REFERENCE = { siren: '000000000', slug: 'collectivites' } as const

/**
 * Communes, intercommunalités, départements and régions: what every other kind is joined to.
 *
 * One record is one territory with the body that administers it, so a body that administers several has as
 * many records of one SIREN: the collectivité européenne d’Alsace those of Bas-Rhin and Haut-Rhin, Paris those
 * of a commune and of a département. Associated and delegated communes, arrondissements of a commune and
 * merged communes are no records: their codes lead to their commune. A reference is about itself: no `about`.
 */
export const collectivites = defineKind({
  name: 'collectivites',
  table: 'collectivite',
  typeName: 'Collectivite',
  title: 'Collectivités',
  description:
    'Commune, intercommunalité, département ou région, avec son SIREN, son code et sa population.',
  noun: { one: 'collectivité', many: 'collectivités', feminine: true },
  schemas: [
    {
      name: 'millesime/collectivites',
      version: '1',
      source: 'https://www.npmjs.com/package/@etalab/decoupage-administratif',
      // No schema file was read: the columns are ours, and this is where their values come from.
      sha256: '',
      columns: [
        'siren',
        'type',
        'code',
        'nom',
        'population',
        'departement',
        'region',
        'epci',
        'natureEpci',
        'anciensSirens',
        'anciensCodes',
      ],
    },
  ],
  columns: {
    siren: {
      type: 'code',
      published: 'siren',
      title: 'SIREN',
      description:
        'SIREN de la personne morale qui administre le territoire. Vide pour les communes des collectivités d’outre-mer, dont la source ne le donne pas. Une même personne morale peut administrer plusieurs territoires : la Corse, l’Alsace, Paris, la Martinique, la Guyane et Mayotte.',
      pattern: '^\\d{9}$',
      personal: 'never',
      indexed: true,
    },
    type: {
      type: 'choix',
      published: 'type',
      title: 'Type',
      description:
        'Sorte de collectivité : epci est une intercommunalité à fiscalité propre, ept un établissement public territorial du Grand Paris.',
      required: true,
      choices: ['commune', 'departement', 'epci', 'ept', 'region'],
      personal: 'never',
      indexed: true,
    },
    code: {
      type: 'code',
      published: 'code',
      title: 'Code INSEE',
      description:
        'Code INSEE de la commune, du département ou de la région. Vide pour une intercommunalité, que son SIREN identifie.',
      pattern: '^(\\d{2,3}|2[AB]|(\\d{2}|2[AB])\\d{3})$',
      personal: 'never',
      indexed: true,
    },
    nom: {
      type: 'texte',
      published: 'nom',
      title: 'Nom',
      description:
        'Nom officiel ; celui d’une intercommunalité commence par sa nature en abrégé, comme « CC » ou « CA ».',
      required: true,
      personal: 'never',
      indexed: true,
    },
    population: {
      type: 'entier',
      published: 'population',
      title: 'Population municipale',
      description:
        'Population municipale légale de la commune (à Mayotte, celle de 2017) ; pour les autres collectivités, somme de celles de leurs communes. Vide là où personne n’est recensé.',
      unit: 'habitants',
      minimum: 0,
      personal: 'never',
      indexed: true,
    },
    departement: {
      type: 'code',
      published: 'departement',
      title: 'Code du département',
      description:
        'Code du département où se trouve la collectivité, ou de la collectivité d’outre-mer qui en tient lieu. Vide pour une région, et pour une intercommunalité à cheval sur plusieurs.',
      pattern: '^(\\d{2,3}|2[AB])$',
      personal: 'never',
      indexed: true,
    },
    region: {
      type: 'code',
      published: 'region',
      title: 'Code de la région',
      description:
        'Code de la région où se trouve la collectivité, ou de la collectivité d’outre-mer qui en tient lieu. Vide pour une intercommunalité à cheval sur plusieurs.',
      pattern: '^\\d{2,3}$',
      personal: 'never',
      indexed: true,
    },
    epci: {
      type: 'code',
      published: 'epci',
      title: 'SIREN de l’intercommunalité',
      description:
        'SIREN de l’intercommunalité à fiscalité propre dont la commune est membre. Vide pour les autres collectivités et pour les quelques communes isolées.',
      pattern: '^\\d{9}$',
      personal: 'never',
      indexed: true,
    },
    natureEpci: {
      type: 'choix',
      published: 'natureEpci',
      title: 'Nature de l’intercommunalité',
      description:
        'CC communauté de communes, CA communauté d’agglomération, CU communauté urbaine, METRO métropole, MET69 métropole de Lyon, EPT établissement public territorial. Vide hors des intercommunalités.',
      choices: ['CC', 'CA', 'CU', 'METRO', 'MET69', 'EPT'],
      personal: 'never',
      indexed: true,
    },
    anciensSirens: {
      type: 'liste',
      published: 'anciensSirens',
      title: 'Anciens SIREN',
      description:
        'SIREN que la commune, ou une commune fusionnée dans elle, a portés depuis 2019 et que nulle commune ne porte plus. Ils mènent à elle.',
      separator: ';',
      pattern: '^\\d{9}$',
      personal: 'never',
      indexed: true,
    },
    anciensCodes: {
      type: 'liste',
      published: 'anciensCodes',
      title: 'Anciens codes INSEE',
      description:
        'Codes INSEE qui mènent à la commune sans être le sien : communes fusionnées, déléguées ou associées, arrondissements municipaux.',
      separator: ';',
      pattern: '^(\\d{2}|2[AB])\\d{3}$',
      personal: 'never',
      indexed: true,
    },
  },
  derived: {},
  keys: [
    // Nothing moved. Only the three together tell apart the territories of one body.
    [{ of: ['type'], necessary: true }, { of: ['code'] }, { of: ['siren'], necessary: true }],
    // A commune that changed code with its seat or its département; before codes, since the code that it leaves
    // may go back to a commune that had merged into it.
    [
      { of: ['type'], necessary: true },
      { of: ['siren'], necessary: true },
    ],
    // A commune nouvelle: another body, under the code of one of its communes. Those that have no SIREN.
    [
      { of: ['type'], necessary: true },
      { of: ['code'], necessary: true },
    ],
  ],
  tie: [],
  rules: [],
  measures: [],
})
