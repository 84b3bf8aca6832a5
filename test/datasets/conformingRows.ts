interface Field {
  readonly name: string
  readonly example?: string
}

/** Values that their schemas give no example of, or give several or none in prose; all allowed by every version. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deliberations: {
    // « 2017, 2017/2018, 2016/2018 », « 1.1, 7.10 »: lists of examples; « 'domaines… » begins with an apostrophe.
    BUDGET_ANNEE: '2017/2018',
    DELIB_MATIERE_CODE: '8.4',
    DELIB_MATIERE_NOM: 'Finances locales/Divers',
    // The prefecture's example is of another act, and before it.
    PREF_DATE: '2017-10-15',
    DELIB_URL: 'https://data.maville.fr/deliberations/files/200417_1.pdf',
  },
  subventions: { conditionsVersement: 'échelonné', datesPeriodeVersement: '2017-03-14/2018-03-14' },
  equipements: { ADR_NUMERO: '36 bis' },
  prenoms: {
    COMMUNE_NOM: 'Bruz',
    COLL_INSEE: '35047',
    ENFANT_SEXE: 'F',
    ENFANT_PRENOM: 'Anne-Laure',
    NOMBRE_OCCURRENCES: '3',
    ANNEE: '2024',
  },
  adresses: {
    uid_adresse:
      '@a:65d5b6c7-102c-4440-ac3b-768f708edc0a @v:65d5b6c7-102c-4440-ac3b-768f708edc0b @c:65d5b6c7-102c-4440-ac3b-768f708edc0c',
    id_ban_commune: '65d5b6c7-102c-4440-ac3b-768f708edc0c',
    id_ban_toponyme: '65d5b6c7-102c-4440-ac3b-768f708edc0b',
    id_ban_adresse: '65d5b6c7-102c-4440-ac3b-768f708edc0a',
    cle_interop: '35047_0140_00012_bis',
    commune_insee: '35047',
    commune_nom: 'Bruz',
    commune_deleguee_insee: '35048',
    commune_deleguee_nom: 'Pont-Réan',
    voie_nom: 'Rue de l’Église',
    toponyme: 'Rue de l’Église',
    lieudit_complement_nom: 'Le Moulin',
    numero: '12',
    suffixe: 'bis',
    position: 'entrée',
    x: '346193.63',
    y: '6780058.36',
    long: '-1.7491234',
    lat: '48.0251234',
    cad_parcelles: '3504700000A0123|3504700000A0124',
    source: 'Commune de Bruz',
    date_der_maj: '2024-03-04',
    certification_commune: '1',
  },
}

/** What one version alone allows: its backslash is the slash of the next ones. */
const OF_VERSION: typeof VALUES = {
  'deliberations 1.1.0': { DELIB_MATIERE_NOM: 'Finances\\Divers' },
}

/** A row that a version of an official schema allows: its own examples where they are values. */
export function conformingRow(
  kind: string,
  version: string,
  fields: readonly Field[],
): Readonly<Record<string, string>> {
  const values = { ...VALUES[kind], ...OF_VERSION[`${kind} ${version}`] }
  return Object.fromEntries(fields.map(({ name, example = '' }) => [name, values[name] ?? example]))
}
