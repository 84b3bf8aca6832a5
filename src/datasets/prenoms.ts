import { defineKind } from './defineKind.ts'

const COLUMNS = [
  'communeNom',
  'collInsee',
  'enfantSexe',
  'enfantPrenom',
  'nombreOccurrences',
  'annee',
] as const

/**
 * Prénoms des nouveau-nés déclarés à l'état civil d'une commune.
 *
 * @source https://gitlab.com/opendatafrance/scdl/prenoms/raw/v1.1.6/schema.json
 */
export const prenoms = defineKind({
  name: 'prenoms',
  table: 'prenom',
  typeName: 'Prenom',
  title: 'Prénoms des nouveau-nés',
  description: 'Prénom donné dans une commune une année, et combien de fois.',
  noun: { one: 'prénom', many: 'prénoms', feminine: false },
  schemas: [
    {
      name: 'scdl/prenoms',
      version: '1.1.5',
      source: 'https://git.opendatafrance.net/scdl/prenoms/raw/v1.1.5/schema.json',
      sha256: 'bdffb6cbbf6b653ce0f718624c366b0726c9add8e1763dd31ba683d768255671',
      columns: COLUMNS,
    },
    {
      name: 'scdl/prenoms',
      version: '1.1.6',
      source: 'https://gitlab.com/opendatafrance/scdl/prenoms/raw/v1.1.6/schema.json',
      sha256: 'b90f831c741666b1245267d2e67728eb56468179e8ebd17334aabb8edb432295',
      columns: COLUMNS,
    },
  ],
  columns: {
    communeNom: {
      type: 'texte',
      published: 'COMMUNE_NOM',
      aliases: ['COMMUNE', 'COLL_NOM'],
      title: "Nom de la commune d'enregistrement à l'état-civil",
      description: 'Nom de la commune où la naissance est enregistrée.',
      pattern:
        "^(Le |La |Les |Los |Aux |L'|)([A-ZÉÇŒÈÎ])(((-| | - |')[A-ZÉÇŒÈÎ])|('|-| |)[a-zàâéèêëïîÿôûüœç])*( \\([A-Z][a-z]*\\)|)$",
      personal: 'never',
      indexed: true,
    },
    collInsee: {
      type: 'code',
      published: 'COLL_INSEE',
      aliases: ['CODE_INSEE'],
      title: "Code INSEE de la commune d'enregistrement à l'état-civil",
      description: 'Code INSEE de la commune où la naissance est enregistrée.',
      required: true,
      pattern: '^([013-9]\\d|2[AB1-9])\\d{3}$',
      register: 'insee',
      personal: 'never',
      indexed: true,
    },
    enfantSexe: {
      type: 'choix',
      published: 'ENFANT_SEXE',
      aliases: ['SEXE_ENFANT', 'Sexe'],
      title: 'Sexe relatif au prénom',
      description: 'M masculin, F féminin, I intersexué ou indéterminé (et non inconnu).',
      required: true,
      choices: ['M', 'F', 'I'],
      // INSEE writes 1 and 2; registrars write words.
      synonyms: {
        1: 'M',
        2: 'F',
        g: 'M',
        garcon: 'M',
        garcons: 'M',
        masculin: 'M',
        fille: 'F',
        filles: 'F',
        feminin: 'F',
      },
      personal: 'never',
      indexed: true,
    },
    enfantPrenom: {
      type: 'texte',
      published: 'ENFANT_PRENOM',
      aliases: ['PRENOM', 'PRENOM_ENFANT', 'Prenoms'],
      title: 'Prénom',
      description: 'Premier prénom des actes de naissance de l’année.',
      required: true,
      pattern:
        "^'?[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆ][a-zéàèùäëïüöÿâêîôûŷçæœ]*(|'|(('[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆa-zéàèùäëïüöÿâêîôûŷçæœ][a-zéàèùäëïüöÿâêîôûŷçæœ]*'?){1,2}|(-[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆ][a-zéàèùäëïüöÿâêîôûŷçæœ]*'?){1,2}){1,5})$",
      personal: 'possible',
      indexed: true,
    },
    nombreOccurrences: {
      type: 'entier',
      published: 'NOMBRE_OCCURRENCES',
      aliases: ['NOMBRE_D_OCCURRENCES', 'NOMBRE_OCCURENCES', 'Nombre prénoms déclarés'],
      title: "Nombre d'occurrences",
      description: 'Nombre de naissances où ce prénom a été donné dans l’année.',
      unit: 'naissances',
      required: true,
      minimum: 1,
      maximum: 999999,
      personal: 'never',
      indexed: true,
    },
    annee: {
      type: 'annee',
      published: 'ANNEE',
      title: 'Année',
      description: 'Année du relevé.',
      required: true,
      personal: 'never',
      indexed: true,
    },
  },
  derived: {},
  keys: [
    [
      { of: ['collInsee'], necessary: true },
      { of: ['annee'], necessary: true },
      { of: ['enfantSexe'] },
      { of: ['enfantPrenom'], necessary: true },
    ],
  ],
  tie: ['nombreOccurrences'],
  about: { insee: 'collInsee' },
  rules: [],
  measures: ['nombreOccurrences'],
})
