import type { Differences, SchemaPart, SchemaVersion } from '../defineKind.ts'

/** Values of `_type`: a row of a file that mixes both is one or the other. */
export const MARCHE = 'Marché'
/** The other value. */
export const CONCESSION = 'Contrat de concession'

/** Sorts of identifiers of companies, since 2.0.1. */
export const IDENTIFIANTS = ['SIRET', 'TVA', 'TAHITI', 'RIDET', 'FRWF', 'IREP', 'HORS-UE'] as const

/** Techniques of purchase, since 2.0.2. */
export const TECHNIQUES = [
  'Accord-cadre',
  'Concours',
  'Système de qualification',
  "Système d'acquisition dynamique",
  'Catalogue électronique',
  'Enchère électronique',
  'Sans objet',
] as const

/** Sets of general clauses, since 2.0.2. */
export const CCAG = [
  'Travaux',
  "Maitrise d'œuvre",
  'Fournitures courantes et services',
  'Marchés industriels',
  'Prestations intellectuelles',
  "Techniques de l'information et de la communication",
  'Pas de CCAG',
] as const

/** Groups of companies, since 2.0.1. */
export const GROUPEMENTS = ['Conjoint', 'Solidaire', 'Pas de groupement'] as const

const NAME = '139bercy/format-commande-publique'
const SOURCE =
  'https://raw.githubusercontent.com/139bercy/format-commande-publique/master/marches.json'

/** The names of a text, in order. */
function namesOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

/** The path of a column of objects, then those of what they hold. */
function under(column: string, inner: readonly string[]): readonly string[] {
  return [column, ...inner.map((name) => `${column}.${name}`)]
}

/** What is said of columns in one list and in the other, path by path. */
function both(first: Differences, second: Differences): Differences {
  const paths = [...Object.keys(first), ...Object.keys(second)]
  return Object.fromEntries(paths.map((path) => [path, { ...first[path], ...second[path] }]))
}

const TITULAIRE_1 = ['typeIdentifiant', 'idTitulaire', 'denominationSociale']
const TITULAIRE_2 = TITULAIRE_1.slice(0, 2)
const DONNEES_EXECUTION = under('donneesExecution', [
  'datePublicationDonneesExecution',
  'depensesInvestissement',
  ...under('tarifs', ['intituleTarif', 'tarif']),
])

/** Columns of a marché in 1.4.0 and 1.5.0. */
const MARCHE_1 = [
  ...namesOf(`idMarche uid type acheteurId acheteurNom nature objet codeCPV procedure
    lieuExecutionCode lieuExecutionTypeCode lieuExecutionNom dureeMois dateNotification
    datePublicationDonnees montant formePrix`),
  ...under('titulaires', TITULAIRE_1),
  ...under('modifications', [
    ...namesOf(`objetModification dateNotificationModification datePublicationDonneesModification
      dureeMois montant`),
    ...under('titulaires', TITULAIRE_1),
  ]),
]

/** Columns of a concession in 1.3.0 to 1.5.0. */
const CONCESSION_1 = [
  ...namesOf(`idMarche uid type acheteurId acheteurNom nature objet procedure lieuExecutionCode
    lieuExecutionTypeCode lieuExecutionNom dureeMois dateSignature datePublicationDonnees
    dateDebutExecution valeurGlobale montantSubventionPublique`),
  ...DONNEES_EXECUTION,
  ...under('titulaires', TITULAIRE_1),
  ...under(
    'modifications',
    namesOf(`objetModification dateSignatureModification datePublicationDonneesModification
      dureeMois valeurGlobale`),
  ),
]

/** Columns of a marché since 2.0.3: names are to be found by SIRET, and the type by the element. */
const MARCHE_2 = [
  ...namesOf(`idMarche acheteurId nature objet codeCPV techniques modalitesExecution idAccordCadre
    marcheInnovant ccag offresRecues attributionAvance tauxAvance typeGroupementOperateurs
    sousTraitanceDeclaree`),
  ...under(
    'actesSousTraitance',
    namesOf(`idActe sousTraitantTypeIdentifiant sousTraitantId dureeMois dateNotification
      datePublicationDonnees montant variationPrix`),
  ),
  ...namesOf(`procedure lieuExecutionCode lieuExecutionTypeCode dureeMois dateNotification
    datePublicationDonnees montant typesPrix formePrix origineUE origineFrance`),
  ...under('titulaires', TITULAIRE_2),
  ...namesOf('considerationsSociales considerationsEnvironnementales'),
  ...under(
    'modificationsActesSousTraitance',
    namesOf(`idActe dureeMois dateNotificationModificationSousTraitance montant
      datePublicationDonnees`),
  ),
  ...under('modifications', [
    ...namesOf(`idModification dateNotificationModification datePublicationDonneesModification
      dureeMois montant`),
    ...under('titulaires', TITULAIRE_2),
  ]),
]

/** Columns of a marché in 2.0.0 to 2.0.2. */
const MARCHE_2_TYPED = ['idMarche', 'type', ...MARCHE_2.slice(1)]

/** Columns of a concession since 2.0.0. */
const CONCESSION_2 = [
  ...namesOf(`idMarche acheteurId nature objet procedure dureeMois dateSignature
    datePublicationDonnees dateDebutExecution valeurGlobale montantSubventionPublique`),
  ...DONNEES_EXECUTION,
  ...under('titulaires', TITULAIRE_2),
  ...namesOf('considerationsSociales considerationsEnvironnementales'),
  ...under(
    'modifications',
    namesOf(`idModification dateSignatureModification datePublicationDonneesModification
      dureeMois valeurGlobale`),
  ),
]

const IDENTIFIANTS_UE = [...IDENTIFIANTS.slice(0, -1), 'UE', 'HORS-UE']
const TECHNIQUES_2_0_1 = TECHNIQUES.map((one) => one.replace("d'acquisition", 'd’acquisition'))
const CCAG_2_0_1 = CCAG.map((one) => one.replace("l'information", 'l’information'))
const PROCEDURES_1_5 = [
  'Procédure adaptée',
  "Appel d'offres ouvert",
  "Appel d'offres restreint",
  'Marché passé sans publicité ni mise en concurrence préalable',
  'Dialogue compétitif',
  'Procédure avec négociation',
]
const DAY_1_3 = '^[0-9]{4}\\-[0-9]{2}\\-[0-9]{2}$'
const DAY_1_4 = '^\\d{4}-[01]\\d-[0-3]\\d([+-][0-2]\\d:[0-5]\\dZ?)?$'

/** The pattern of every day of a version. */
function days(pattern: string, columns: readonly string[]): Differences {
  const paths = columns.filter((path) => /(^|\.)date/.test(path))
  return Object.fromEntries(paths.map((path) => [path, { pattern }]))
}

/** What 1.x says of both. */
const SAYS_1: Differences = {
  idMarche: { minLength: 7 },
  type: { title: "Type d'objet (marché, marché de sécurité, contrat de concession)" },
  objet: { maxLength: 256 },
  'titulaires.typeIdentifiant': { choices: IDENTIFIANTS_UE },
}

const MARCHE_SAYS_1_5 = both(both(SAYS_1, days(DAY_1_4, MARCHE_1)), {
  type: { choices: [MARCHE] },
  nature: { choices: [MARCHE, 'Marché de partenariat', 'Accord-cadre', 'Marché subséquent'] },
  codeCPV: { pattern: '^[0-9]{8}(\\-[0-9])?$' },
  procedure: { choices: PROCEDURES_1_5 },
  montant: { minimum: 0 },
  formePrix: { choices: ['Ferme', 'Ferme et actualisable', 'Révisable'] },
  'modifications.dureeMois': { minimum: null },
  'modifications.montant': { minimum: null },
  'modifications.titulaires.typeIdentifiant': { choices: IDENTIFIANTS_UE },
})

const MARCHE_SAYS_1_4 = both(MARCHE_SAYS_1_5, {
  procedure: {
    choices: [
      ...PROCEDURES_1_5.slice(0, 3),
      'Procédure concurrentielle avec négociation',
      'Procédure négociée avec mise en concurrence préalable',
      'Marché négocié sans publicité ni mise en concurrence préalable',
      'Dialogue compétitif',
    ],
  },
})

const MARCHE_SAYS_2_0_2: Differences = { type: { choices: [MARCHE] } }

const MARCHE_SAYS_2_0_1 = both(MARCHE_SAYS_2_0_2, {
  techniques: { choices: TECHNIQUES_2_0_1 },
  ccag: { choices: CCAG_2_0_1 },
  origineUE: { required: true },
  origineFrance: { required: true },
})

/** Lists and objects without wrappers; an empty list or null, where later ones have a word for nothing. */
const MARCHE_SAYS_2_0_0 = both(MARCHE_SAYS_2_0_2, {
  techniques: {
    published: 'technique',
    required: false,
    choices: TECHNIQUES_2_0_1.slice(0, -1),
  },
  modalitesExecution: {
    published: 'modaliteExecution',
    title: "Modalité d'exécution",
    required: false,
    choices: ['Marché à tranches', 'Bon de commande', 'Marché subséquent', 'Mixte'],
  },
  ccag: {
    required: false,
    choices: CCAG_2_0_1.slice(0, -1).map((one) => one.replace('Maitrise', 'Maîtrise')),
  },
  typeGroupementOperateurs: { required: false, choices: GROUPEMENTS.slice(0, -1) },
  'actesSousTraitance.idActe': { minimum: 0 },
  'actesSousTraitance.sousTraitantTypeIdentifiant': { choices: IDENTIFIANTS_UE },
  'actesSousTraitance.montant': { minimum: 0 },
  procedure: { choices: PROCEDURES_1_5 },
  montant: { minimum: 0 },
  typesPrix: { published: 'typePrix', title: 'Type de prix' },
  'titulaires.typeIdentifiant': { choices: IDENTIFIANTS_UE },
  considerationsSociales: {
    published: 'considerationsSociales',
    required: false,
    choices: ['Critère social', 'Clause sociale', 'Marché réservé'],
  },
  considerationsEnvironnementales: {
    published: 'considerationsEnvironnementales',
    required: false,
    choices: ['Critère environnemental', 'Clause environnementale'],
  },
  'modificationsActesSousTraitance.idActe': { minimum: 0 },
  'modificationsActesSousTraitance.dateNotificationModificationSousTraitance': {
    published: 'dateNotificationModificationActeSousTraitance',
  },
  'modificationsActesSousTraitance.montant': { minimum: 0 },
  'modificationsActesSousTraitance.datePublicationDonnees': {
    published: 'datePublicationDonneesModificationActeSousTraitance',
  },
  'modifications.idModification': { minimum: 0 },
  'modifications.montant': { minimum: 0 },
  'modifications.titulaires.typeIdentifiant': { choices: IDENTIFIANTS_UE },
})

/** What every version says of a concession otherwise than of a marché. */
const CONCESSION_SAYS: Differences = {
  idMarche: { title: 'Identifiant du contrat de concession' },
  acheteurId: {
    published: 'autoriteConcedante.id',
    title: "Identifiant SIRET de l'autorité concédante",
  },
  nature: {
    choices: [
      'Concession de travaux',
      'Concession de service',
      'Concession de service public',
      'Délégation de service public',
    ],
  },
  objet: { title: 'Objet du contrat de concession' },
  procedure: {
    title: 'Procédure de passation utilisée',
    choices: [
      'Procédure négociée ouverte',
      'Procédure non négociée ouverte',
      'Procédure négociée restreinte',
      'Procédure non négociée restreinte',
    ],
  },
  dureeMois: { title: 'Durée du contrat de concession' },
  datePublicationDonnees: {
    title: 'Date de la publication des données essentielles du contrat de concession',
  },
  titulaires: { published: 'concessionnaires', title: 'Concessionnaires' },
  'titulaires.typeIdentifiant': { title: "Type d'identifiant du concessionnaire" },
  'titulaires.idTitulaire': { title: 'Identifiant du concessionnaire' },
  modifications: {
    title: 'Modifications des données du contrat de concession après leur publication initiale',
  },
  'modifications.dureeMois': { title: 'Nouvelle durée en mois.' },
}

const CONCESSION_SAYS_1_4 = both(both(CONCESSION_SAYS, both(SAYS_1, days(DAY_1_4, CONCESSION_1))), {
  type: { choices: [CONCESSION] },
  acheteurNom: { published: 'autoriteConcedante.nom', title: "Nom de l'autorité concédante" },
  lieuExecutionCode: { title: "Identifiant du lieu principal d'exécution", maxLength: 6 },
  lieuExecutionTypeCode: {
    title: "Type d'identifiant utilisé pour le lieu principal d'exécution",
  },
  valeurGlobale: { minimum: null },
  'titulaires.denominationSociale': { title: 'Dénomination sociale du concessionnaire' },
  'modifications.valeurGlobale': { minimum: 0 },
})

const CONCESSION_SAYS_1_3 = both(CONCESSION_SAYS_1_4, days(DAY_1_3, CONCESSION_1))

const CONCESSION_SAYS_2_0_0 = both(CONCESSION_SAYS, {
  valeurGlobale: { minimum: 0 },
  'titulaires.typeIdentifiant': { choices: IDENTIFIANTS_UE },
  considerationsSociales: {
    published: 'considerationsSociales',
    required: false,
    choices: ['Clause sociale', 'Critère social', 'Concession réservée'],
  },
  considerationsEnvironnementales: {
    published: 'considerationsEnvironnementales',
    required: false,
    choices: ['Clause environnementale', 'Critère environnemental'],
  },
  'modifications.idModification': { required: false, minimum: 0 },
  'modifications.valeurGlobale': { minimum: 0 },
})

const CONCESSION_SAYS_2_0_1 = both(CONCESSION_SAYS, {
  considerationsSociales: {
    choices: [
      'Clause sociale',
      'Critère social',
      'Concession réservée',
      'Pas de considération sociale',
    ],
  },
})

/** A version that has both parts: a row that does not say its type is read as a marché. */
function version(
  name: string,
  sha256: string,
  marche: SchemaPart,
  concession: SchemaPart,
): SchemaVersion {
  return {
    name: NAME,
    version: name,
    source: SOURCE,
    sha256,
    ...marche,
    parts: { [MARCHE]: marche, [CONCESSION]: concession },
  }
}

const CONCESSION_1_3: SchemaPart = { columns: CONCESSION_1, differs: CONCESSION_SAYS_1_3 }
const CONCESSION_1_4: SchemaPart = { columns: CONCESSION_1, differs: CONCESSION_SAYS_1_4 }
const CONCESSION_2_0_1: SchemaPart = { columns: CONCESSION_2, differs: CONCESSION_SAYS_2_0_1 }

/** The official versions of the format, oldest first. */
export const MARCHES_SCHEMAS: readonly SchemaVersion[] = [
  {
    name: NAME,
    version: '1.3.0',
    source:
      'https://raw.githubusercontent.com/etalab/format-commande-publique/master/sch%C3%A9mas/json/contrats-concessions.json',
    sha256: '68d3c671ed37c425f5b383251354963625d2622ba2ba6bf0af273a18d000bc44',
    ...CONCESSION_1_3,
    parts: { [CONCESSION]: CONCESSION_1_3 },
  },
  version(
    '1.4.0',
    '62cf7b822f57bfbcc362cca6848df7650dcde3597c48266d7df5e57761aa4f2b',
    { columns: MARCHE_1, differs: MARCHE_SAYS_1_4 },
    CONCESSION_1_4,
  ),
  version(
    '1.5.0',
    '07c4d252c3e179308a04f88d30bb6dbedfd79e04cf970e53c406f063e1204549',
    { columns: MARCHE_1, differs: MARCHE_SAYS_1_5 },
    CONCESSION_1_4,
  ),
  version(
    '2.0.0',
    '626ae0606c3186f62b4fe7bff56712fa759efb86c5b45d37223f5d00c8cbcc37',
    { columns: MARCHE_2_TYPED, differs: MARCHE_SAYS_2_0_0 },
    { columns: CONCESSION_2, differs: CONCESSION_SAYS_2_0_0 },
  ),
  version(
    '2.0.1',
    'd3f6ed16d910934b4a3c24acf82d4dfe4682b39038027643dc285a8f776d1d96',
    { columns: MARCHE_2_TYPED, differs: MARCHE_SAYS_2_0_1 },
    CONCESSION_2_0_1,
  ),
  version(
    '2.0.2',
    '7e04e0bf1818befabd5d17c8b0078063bc7d03e3fcf5c464b3f7d6e68d85f9bd',
    { columns: MARCHE_2_TYPED, differs: MARCHE_SAYS_2_0_2 },
    CONCESSION_2_0_1,
  ),
  version(
    '2.0.3',
    '3210e4cbe965be416f4ba3d8ab3983c64be48a800dc8d594b730341f3de8765a',
    { columns: MARCHE_2 },
    CONCESSION_2_0_1,
  ),
  version(
    '2.0.4',
    '12e8b85076e763df402ca5d2ba2cffa735ee5fc1baa7f32176b0623d71a6930e',
    { columns: MARCHE_2 },
    CONCESSION_2_0_1,
  ),
]
