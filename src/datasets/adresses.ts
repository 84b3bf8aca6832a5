import { defineKind } from './defineKind.ts'
import { ADRESSES_SCHEMAS } from './schemas/adresses.ts'

const COMMUNE_INSEE = { pattern: '[0-9]{5}', minLength: 5, maxLength: 5 } as const
const COMMUNE_NOM = {
  pattern:
    "((Paris|Lyon|Marseille) [1-9][0-9]?er? Arrondissement)|(([A-Za-zÀ-ÖØ-öø-ÿœŒâ' \\-\\(\\)]+))",
  minLength: 1,
} as const
const NOM = '(([A-Za-z0-9À-ÖØ-öø-ÿœŒâÂîÎ\' \\-\\.\\(\\)\\‘\\’\\/"°,]+))'
const METRES = '-?[0-9]{1,7}.[0-9]{1,2}'
const DEGRES = '-?[0-9]{1,2}.[0-9]{1,7}'

/** The number of a toponym that has none, by the specification: it has no address to identify or to place. */
const NO_NUMBER = 99999
const NUMBERED = { column: 'numero', isNot: NO_NUMBER } as const

const IDS = ['idBanCommune', 'idBanToponyme', 'idBanAdresse'] as const

/** What makes an address, wherever its points are. */
const ADDRESS = ['communeInsee', 'communeDelegueeInsee', 'toponyme', 'numero', 'suffixe'] as const

/** An identifier of `uid_adresse`, whole: one that is cut or goes on is not read as another. */
const UUID = '(\\w{8}-\\w{4}-\\w{4}-\\w{4}-\\w{12})(?!\\S)'

/**
 * Adresses d'une commune, telles qu'elle les diffuse : la Base adresse locale (BAL).
 *
 * The schema files have no titles: these are, where there is one, the headings of the specification.
 *
 * @source https://github.com/etalab/schema-bal bal_schema_v1.5.json
 */
export const adresses = defineKind({
  name: 'adresses',
  table: 'adresse',
  typeName: 'Adresse',
  title: 'Base adresse locale',
  description: 'Position d’une adresse d’une commune, ou toponyme sans numéro.',
  noun: { one: 'adresse', many: 'adresses', feminine: true },
  schemas: ADRESSES_SCHEMAS,
  columns: {
    idBanCommune: {
      type: 'code',
      published: 'id_ban_commune',
      title: 'Identifiant BAN de la commune',
      description: 'Identifiant unique de la commune, attribué par la Base adresse nationale.',
      required: true,
      format: 'uuid',
      personal: 'never',
    },
    idBanToponyme: {
      type: 'code',
      published: 'id_ban_toponyme',
      title: 'Identifiant BAN du toponyme',
      description: 'Identifiant unique de la voie ou du lieu-dit dont dépend l’adresse.',
      required: true,
      format: 'uuid',
      personal: 'never',
    },
    idBanAdresse: {
      type: 'code',
      published: 'id_ban_adresse',
      title: 'Identifiant BAN de l’adresse',
      description: 'Identifiant unique de l’adresse, commun à toutes ses positions.',
      format: 'uuid',
      personal: 'never',
      indexed: true,
    },
    cleInterop: {
      type: 'code',
      published: 'cle_interop',
      title: 'Clé d’interopérabilité',
      description: 'Commune, voie, numéro et suffixe joints par « _ ». La version 1.5 l’abandonne.',
      required: true,
      pattern: '([0-9]{5})_(([aA-zZ]{1}|[0-9]{1})[0-9]{3})_([0-9]{5})(_([a-z0-9]*))?(_[a-z0-9]*)?',
      minLength: 16,
      maxLength: 25,
      aliases: ['cle_interro'],
      personal: 'never',
      indexed: true,
    },
    communeInsee: {
      type: 'code',
      published: 'commune_insee',
      title: 'Code INSEE de la commune',
      description: 'Code INSEE de la commune, qui n’est pas son code postal.',
      required: true,
      ...COMMUNE_INSEE,
      register: 'insee',
      personal: 'never',
      indexed: true,
    },
    communeNom: {
      type: 'texte',
      published: 'commune_nom',
      title: 'Nom de la commune',
      description: 'Nom de la commune, avec ses accents et ses majuscules.',
      required: true,
      ...COMMUNE_NOM,
      personal: 'never',
      indexed: true,
    },
    communeDelegueeInsee: {
      type: 'code',
      published: 'commune_deleguee_insee',
      title: 'Code INSEE de la commune déléguée',
      description: 'Code INSEE de l’ancienne commune, dans une commune nouvelle.',
      ...COMMUNE_INSEE,
      register: 'insee',
      personal: 'never',
    },
    communeDelegueeNom: {
      type: 'texte',
      published: 'commune_deleguee_nom',
      title: 'Nom de la commune déléguée',
      description: 'Nom de l’ancienne commune, dans une commune nouvelle.',
      ...COMMUNE_NOM,
      personal: 'never',
    },
    toponyme: {
      type: 'texte',
      published: 'toponyme',
      title: 'Toponyme',
      description: 'Nom complet de la voie ou du lieu-dit. Avant la version 1.5 : « voie_nom ».',
      required: true,
      pattern: NOM,
      minLength: 3,
      personal: 'possible',
      indexed: true,
    },
    lieuditComplementNom: {
      type: 'texte',
      published: 'lieudit_complement_nom',
      title: 'Nom du lieu-dit historique ou complémentaire',
      description: 'Nom de hameau ou de lieu-dit resté en usage, en plus de celui de la voie.',
      pattern: NOM,
      minLength: 5,
      personal: 'possible',
    },
    numero: {
      type: 'entier',
      published: 'numero',
      title: 'Numéro',
      description: 'Numéro dans la voie. 99999, gardé tel que publié : toponyme sans numéro.',
      unit: 'numéro',
      required: true,
      minimum: 1,
      maximum: 99999,
      aliases: ['nulmero'],
      personal: 'never',
      indexed: true,
    },
    suffixe: {
      type: 'code',
      published: 'suffixe',
      title: 'Suffixe',
      description: 'Ce qui suit le numéro : bis, ter, a, b, entrée d’immeuble.',
      personal: 'never',
    },
    position: {
      type: 'choix',
      published: 'position',
      title: 'Position',
      description:
        'Ce que le point désigne. Une adresse a une ligne pour chacune de ses positions.',
      choices: [
        'délivrance postale',
        'entrée',
        'bâtiment',
        'cage d’escalier',
        'logement',
        'parcelle',
        'segment',
        'service technique',
      ],
      personal: 'never',
      indexed: true,
    },
    x: {
      type: 'decimal',
      published: 'x',
      title: 'Abscisse',
      description: 'Abscisse dans la projection légale du territoire : Lambert 93 en métropole.',
      unit: 'mètres',
      required: true,
      pattern: METRES,
      aliases: ['x_l93'],
      personal: 'never',
    },
    y: {
      type: 'decimal',
      published: 'y',
      title: 'Ordonnée',
      description: 'Ordonnée dans la projection légale du territoire : Lambert 93 en métropole.',
      unit: 'mètres',
      required: true,
      pattern: METRES,
      aliases: ['y_l93'],
      personal: 'never',
    },
    long: {
      type: 'coordonnee',
      published: 'long',
      title: 'Longitude',
      description: 'Longitude WGS 84, négative à l’ouest de Greenwich.',
      unit: 'degrés',
      required: true,
      pattern: DEGRES,
      aliases: ['long_wgs84', 'lon'],
      personal: 'never',
    },
    lat: {
      type: 'coordonnee',
      published: 'lat',
      title: 'Latitude',
      description: 'Latitude WGS 84, négative au sud de l’équateur.',
      unit: 'degrés',
      required: true,
      pattern: DEGRES,
      aliases: ['lat_wgs84'],
      personal: 'never',
    },
    cadParcelles: {
      type: 'liste',
      published: 'cad_parcelles',
      title: 'Parcelles cadastrales desservies',
      description: 'Codes des parcelles cadastrales que l’adresse dessert ou représente.',
      pattern: '([0-9]{9}[0-9A-Z]{2}[0-9]{4})(?:\\|([0-9]{9}[0-9A-Z]{2}[0-9]{4}))*',
      separator: '|',
      personal: 'never',
      indexed: true,
    },
    source: {
      type: 'texte',
      published: 'source',
      title: 'Source',
      description: 'Organisme qui a créé l’adresse ou sa donnée.',
      required: true,
      minLength: 5,
      personal: 'possible',
    },
    dateDerMaj: {
      type: 'date',
      published: 'date_der_maj',
      title: 'Date de dernière mise à jour',
      description: 'Jour où l’adresse a été mise à jour, et non celui où elle a été publiée.',
      required: true,
      aliases: ['dmaj', 'date_maj'],
      personal: 'never',
      indexed: true,
    },
    certificationCommune: {
      type: 'booleen',
      published: 'certification_commune',
      title: 'Certification communale',
      description: 'Vrai quand la commune certifie l’adresse.',
      required: true,
      // The specification writes 1 or 0; its file says only « boolean », of which these are the words.
      words: { true: ['1', 'true', 'True', 'TRUE'], false: ['0', 'false', 'False', 'FALSE'] },
      aliases: ['certification_adresse'],
      personal: 'never',
      indexed: true,
    },
  },
  upcasts: {
    uidAdresse: {
      facts: {
        published: 'uid_adresse',
        title: 'Identifiant unique d’adresse',
        pattern:
          '((@a:(\\w{8}-\\w{4}-\\w{4}-\\w{4}-\\w{12})) )?(@v:(\\w{8}-\\w{4}-\\w{4}-\\w{4}-\\w{12})) (@c:(\\w{8}-\\w{4}-\\w{4}-\\w{4}-\\w{12}))',
        minLength: 79,
        maxLength: 119,
      },
      into: {
        idBanAdresse: `@a:${UUID}`,
        idBanToponyme: `@v:${UUID}`,
        idBanCommune: `@c:${UUID}`,
      },
    },
  },
  derived: {},
  keys: [
    [{ of: ['idBanAdresse'], necessary: true }],
    [{ of: ['cleInterop'], necessary: true }],
    [
      { of: ['communeInsee'] },
      { of: ['toponyme'], folded: true, necessary: true },
      { of: ['numero'], necessary: true },
      { of: ['suffixe'], folded: true },
    ],
  ],
  tie: ['position', 'long', 'lat', 'x', 'y'],
  projected: { x: 'x', y: 'y', long: 'long', lat: 'lat' },
  about: { insee: 'communeInsee' },
  rules: [],
  rulesInWords: [
    { rule: 'cohesive-columns-value', columns: IDS, where: NUMBERED },
    {
      rule: 'cohesive-columns-value',
      columns: ['idBanCommune', 'idBanToponyme'],
      where: { column: 'numero', is: NO_NUMBER },
    },
    { rule: 'filled-with-value', columns: ['position', 'long', 'lat'], where: NUMBERED },
    { rule: 'mixed-case-value', columns: ['communeNom'] },
    { rule: 'mixed-case-value', columns: ['communeDelegueeNom'] },
    { rule: 'mixed-case-value', columns: ['toponyme'] },
    {
      rule: 'cle-interop-value',
      columns: ['cleInterop', 'communeInsee', 'communeDelegueeInsee', 'numero', 'suffixe'],
    },
  ],
  identities: [
    { id: 'idBanCommune', names: ['communeInsee'], alone: true },
    { id: 'idBanToponyme', names: ['communeInsee', 'toponyme'] },
    { id: 'idBanAdresse', names: ADDRESS, alone: true, where: NUMBERED },
    { id: 'cleInterop', names: ADDRESS },
  ],
  measures: [],
})
