import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type AdresseCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    idBanCommune: string | null;
    idBanToponyme: string | null;
    idBanAdresse: string | null;
    cleInterop: string | null;
    communeInsee: string | null;
    communeNom: string | null;
    communeNom_pli: string | null;
    communeDelegueeInsee: string | null;
    communeDelegueeNom: string | null;
    toponyme: string | null;
    toponyme_pli: string | null;
    lieuditComplementNom: string | null;
    numero: number | null;
    suffixe: string | null;
    position: string | null;
    x: string | null;
    y: string | null;
    long: string | null;
    lat: string | null;
    cadParcelles: string[];
    source: string | null;
    dateDerMaj: Date | null;
    certificationCommune: boolean | null;
};
export type AdresseHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    idBanCommune: string | null;
    idBanToponyme: string | null;
    idBanAdresse: string | null;
    cleInterop: string | null;
    communeInsee: string | null;
    communeNom: string | null;
    communeNom_pli: string | null;
    communeDelegueeInsee: string | null;
    communeDelegueeNom: string | null;
    toponyme: string | null;
    toponyme_pli: string | null;
    lieuditComplementNom: string | null;
    numero: number | null;
    suffixe: string | null;
    position: string | null;
    x: string | null;
    y: string | null;
    long: string | null;
    lat: string | null;
    cadParcelles: string[];
    source: string | null;
    dateDerMaj: Date | null;
    certificationCommune: boolean | null;
};
export type ChangeSet = {
    dataset_id: number;
    stream_version: number;
    chunk: number;
    payload: Buffer;
};
export type CollectiviteCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    siren: string | null;
    type: string | null;
    code: string | null;
    nom: string | null;
    nom_pli: string | null;
    population: number | null;
    departement: string | null;
    region: string | null;
    epci: string | null;
    natureEpci: string | null;
    anciensSirens: string[];
    anciensCodes: string[];
};
export type CollectiviteHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    siren: string | null;
    type: string | null;
    code: string | null;
    nom: string | null;
    nom_pli: string | null;
    population: number | null;
    departement: string | null;
    region: string | null;
    epci: string | null;
    natureEpci: string | null;
    anciensSirens: string[];
    anciensCodes: string[];
};
export type Dataset = {
    id: number;
    siren: string;
    slug: string;
    kind: string;
    title: string;
    licence: string;
    contact: string | null;
    /**
     * Columns of a dataset of kind `libre`: shape `TableSchema` of src/datasets.
     */
    table_schema: unknown | null;
    /**
     * What it declares of the columns of its files: shape `DeclaredColumns` of src/events.
     */
    mapping: unknown | null;
    position: number;
    stream_version: number;
    /**
     * Number of the version in force, 0 before the first.
     */
    version: number;
};
export type DatasetSecret = {
    dataset_id: number;
    secret: Buffer;
};
export type DatasetTotal = {
    dataset_id: number;
    tick: bigint;
    records: number;
    /**
     * For each measure of the kind: `{"sum": …, "nulls": …}`, of those that have a value and of those that have none.
     */
    measures: unknown;
};
export type DeliberationCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    collNom: string | null;
    collNom_pli: string | null;
    collSiret: string | null;
    delibId: string | null;
    delibDate: Date | null;
    delibMatiereCode: string | null;
    delibMatiereNom: string | null;
    delibMatiereNom_pli: string | null;
    delibObjet: string | null;
    delibObjet_pli: string | null;
    budgetAnnee: string | null;
    budgetNom: string | null;
    prefId: string | null;
    prefDate: Date | null;
    voteEffectif: number | null;
    voteReel: number | null;
    votePour: number | null;
    voteContre: number | null;
    voteAbstention: number | null;
    delibUrl: string | null;
    sirenColl: string | null;
    annee: number | null;
};
export type DeliberationHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    collNom: string | null;
    collNom_pli: string | null;
    collSiret: string | null;
    delibId: string | null;
    delibDate: Date | null;
    delibMatiereCode: string | null;
    delibMatiereNom: string | null;
    delibMatiereNom_pli: string | null;
    delibObjet: string | null;
    delibObjet_pli: string | null;
    budgetAnnee: string | null;
    budgetNom: string | null;
    prefId: string | null;
    prefDate: Date | null;
    voteEffectif: number | null;
    voteReel: number | null;
    votePour: number | null;
    voteContre: number | null;
    voteAbstention: number | null;
    delibUrl: string | null;
    sirenColl: string | null;
    annee: number | null;
};
export type EquipementCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    collNom: string | null;
    collNom_pli: string | null;
    collSiret: string | null;
    equipUid: string | null;
    equipTheme: string | null;
    equipCode: string | null;
    equipType: string | null;
    equipType_pli: string | null;
    equipNom: string | null;
    equipNom_pli: string | null;
    adrNumero: string | null;
    adrNomvoie: string | null;
    adrCodepostal: string | null;
    adrCommune: string | null;
    adrCommune_pli: string | null;
    adrCleInterop: string | null;
    erpId: string | null;
    erpType: string[];
    erpCategorie: number | null;
    equipLat: string | null;
    equipLong: string | null;
    equipOuverture: string | null;
    equipTel: string | null;
    equipEmail: string | null;
    equipWeb: string | null;
    sirenColl: string | null;
};
export type EquipementHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    collNom: string | null;
    collNom_pli: string | null;
    collSiret: string | null;
    equipUid: string | null;
    equipTheme: string | null;
    equipCode: string | null;
    equipType: string | null;
    equipType_pli: string | null;
    equipNom: string | null;
    equipNom_pli: string | null;
    adrNumero: string | null;
    adrNomvoie: string | null;
    adrCodepostal: string | null;
    adrCommune: string | null;
    adrCommune_pli: string | null;
    adrCleInterop: string | null;
    erpId: string | null;
    erpType: string[];
    erpCategorie: number | null;
    equipLat: string | null;
    equipLong: string | null;
    equipOuverture: string | null;
    equipTel: string | null;
    equipEmail: string | null;
    equipWeb: string | null;
    sirenColl: string | null;
};
export type Event = {
    position: number;
    tick: bigint;
    dataset_id: number;
    stream_version: number;
    type: string;
    recorded_at: Date;
    /**
     * Exact RFC 8785 bytes of the envelope.
     */
    leaf: Buffer;
    /**
     * RFC 6962 leaf hash: SHA-256(0x00 || leaf).
     */
    leaf_hash: Buffer;
};
export type EventDetail = {
    position: number;
    /**
     * Exact RFC 8785 bytes.
     */
    detail: Buffer;
    /**
     * 32 random bytes from which every salt of the event derives.
     */
    seed: Buffer;
};
export type Idempotency = {
    token_id: string;
    key: string;
    /**
     * Keyed hash of the bytes and options of the request.
     */
    request_hash: Buffer;
    position: number;
};
export type KindHead = {
    kind: string;
    tick: bigint;
};
export type LigneCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    cells: unknown;
    cells_pli: unknown;
};
export type LigneHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    cells: unknown;
    cells_pli: unknown;
};
export type LogHead = {
    id: number;
    position: number;
    tick: bigint;
    recorded_at: Date;
};
export type MarcheCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    idMarche: string | null;
    uid: string | null;
    type: string | null;
    acheteurId: string | null;
    acheteurNom: string | null;
    acheteurNom_pli: string | null;
    nature: string | null;
    objet: string | null;
    objet_pli: string | null;
    codeCPV: string | null;
    techniques: string[];
    modalitesExecution: string[];
    idAccordCadre: string | null;
    marcheInnovant: boolean | null;
    ccag: string | null;
    offresRecues: number | null;
    attributionAvance: boolean | null;
    tauxAvance: string | null;
    typeGroupementOperateurs: string | null;
    sousTraitanceDeclaree: boolean | null;
    actesSousTraitance: unknown | null;
    procedure: string | null;
    lieuExecutionCode: string | null;
    lieuExecutionTypeCode: string | null;
    lieuExecutionNom: string | null;
    dureeMois: number | null;
    dateNotification: Date | null;
    dateSignature: Date | null;
    dateDebutExecution: Date | null;
    datePublicationDonnees: Date | null;
    montant: string | null;
    valeurGlobale: string | null;
    montantSubventionPublique: string | null;
    typesPrix: string[];
    formePrix: string | null;
    origineUE: string | null;
    origineFrance: string | null;
    titulaires: unknown | null;
    considerationsSociales: string[];
    considerationsEnvironnementales: string[];
    modificationsActesSousTraitance: unknown | null;
    modifications: unknown | null;
    donneesExecution: unknown | null;
    sirenAcheteur: string | null;
    annee: number | null;
    souche: string | null;
};
export type MarcheHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    idMarche: string | null;
    uid: string | null;
    type: string | null;
    acheteurId: string | null;
    acheteurNom: string | null;
    acheteurNom_pli: string | null;
    nature: string | null;
    objet: string | null;
    objet_pli: string | null;
    codeCPV: string | null;
    techniques: string[];
    modalitesExecution: string[];
    idAccordCadre: string | null;
    marcheInnovant: boolean | null;
    ccag: string | null;
    offresRecues: number | null;
    attributionAvance: boolean | null;
    tauxAvance: string | null;
    typeGroupementOperateurs: string | null;
    sousTraitanceDeclaree: boolean | null;
    actesSousTraitance: unknown | null;
    procedure: string | null;
    lieuExecutionCode: string | null;
    lieuExecutionTypeCode: string | null;
    lieuExecutionNom: string | null;
    dureeMois: number | null;
    dateNotification: Date | null;
    dateSignature: Date | null;
    dateDebutExecution: Date | null;
    datePublicationDonnees: Date | null;
    montant: string | null;
    valeurGlobale: string | null;
    montantSubventionPublique: string | null;
    typesPrix: string[];
    formePrix: string | null;
    origineUE: string | null;
    origineFrance: string | null;
    titulaires: unknown | null;
    considerationsSociales: string[];
    considerationsEnvironnementales: string[];
    modificationsActesSousTraitance: unknown | null;
    modifications: unknown | null;
    donneesExecution: unknown | null;
    sirenAcheteur: string | null;
    annee: number | null;
    souche: string | null;
};
export type MarcheModificationCurrent = {
    dataset_id: number;
    id: bigint;
    n: number;
    record_id: bigint;
    from_tick: bigint;
    idModification: number | null;
    objetModification: string | null;
    objetModification_pli: string | null;
    dateNotificationModification: Date | null;
    dateSignatureModification: Date | null;
    datePublicationDonneesModification: Date | null;
    dureeMois: number | null;
    montant: string | null;
    valeurGlobale: string | null;
    titulaires: unknown | null;
};
export type MarcheModificationHistory = {
    dataset_id: number;
    id: bigint;
    n: number;
    record_id: bigint;
    from_tick: bigint;
    to_tick: bigint;
    idModification: number | null;
    objetModification: string | null;
    objetModification_pli: string | null;
    dateNotificationModification: Date | null;
    dateSignatureModification: Date | null;
    datePublicationDonneesModification: Date | null;
    dureeMois: number | null;
    montant: string | null;
    valeurGlobale: string | null;
    titulaires: unknown | null;
};
export type MarcheTitulaireCurrent = {
    dataset_id: number;
    id: bigint;
    n: number;
    record_id: bigint;
    from_tick: bigint;
    typeIdentifiant: string | null;
    idTitulaire: string | null;
    denominationSociale: string | null;
    denominationSociale_pli: string | null;
    sirenTitulaire: string | null;
};
export type MarcheTitulaireHistory = {
    dataset_id: number;
    id: bigint;
    n: number;
    record_id: bigint;
    from_tick: bigint;
    to_tick: bigint;
    typeIdentifiant: string | null;
    idTitulaire: string | null;
    denominationSociale: string | null;
    denominationSociale_pli: string | null;
    sirenTitulaire: string | null;
};
export type Original = {
    dataset_id: number;
    stream_version: number;
    chunk: number;
    payload: Buffer;
    /**
     * Null as received. Once packed: the stream version whose same chunk is the frame's dictionary, or its own for none.
     */
    base: number | null;
};
export type PrenomCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    communeNom: string | null;
    communeNom_pli: string | null;
    collInsee: string | null;
    enfantSexe: string | null;
    enfantPrenom: string | null;
    enfantPrenom_pli: string | null;
    nombreOccurrences: number | null;
    annee: number | null;
};
export type PrenomHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    communeNom: string | null;
    communeNom_pli: string | null;
    collInsee: string | null;
    enfantSexe: string | null;
    enfantPrenom: string | null;
    enfantPrenom_pli: string | null;
    nombreOccurrences: number | null;
    annee: number | null;
};
export type Publisher = {
    siren: string;
    /**
     * First position at which it is so named.
     */
    position: number;
    nom: string;
    insee: string | null;
};
export type ReportExample = {
    dataset_id: number;
    stream_version: number;
    ordinal: number;
    code: string;
    column_name: string | null;
    line: number;
    value: string | null;
    repaired: string | null;
};
export type SubventionCurrent = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    problems: unknown | null;
    nomAttribuant: string | null;
    nomAttribuant_pli: string | null;
    idAttribuant: string | null;
    dateConvention: Date | null;
    referenceDecision: string | null;
    nomBeneficiaire: string | null;
    nomBeneficiaire_pli: string | null;
    idBeneficiaire: string | null;
    rnaBeneficiaire: string | null;
    objet: string | null;
    objet_pli: string | null;
    montant: string | null;
    nature: string | null;
    conditionsVersement: string | null;
    datesPeriodeVersement: string | null;
    idRAE: string | null;
    notificationUE: boolean | null;
    pourcentageSubvention: string | null;
    dispositifAide: string | null;
    sirenAttribuant: string | null;
    sirenBeneficiaire: string | null;
    annee: number | null;
};
export type SubventionHistory = {
    id: bigint;
    dataset_id: number;
    record_id: bigint;
    key_hash: Buffer;
    rank: number;
    content_hash: Buffer;
    from_tick: bigint;
    to_tick: bigint;
    problems: unknown | null;
    nomAttribuant: string | null;
    nomAttribuant_pli: string | null;
    idAttribuant: string | null;
    dateConvention: Date | null;
    referenceDecision: string | null;
    nomBeneficiaire: string | null;
    nomBeneficiaire_pli: string | null;
    idBeneficiaire: string | null;
    rnaBeneficiaire: string | null;
    objet: string | null;
    objet_pli: string | null;
    montant: string | null;
    nature: string | null;
    conditionsVersement: string | null;
    datesPeriodeVersement: string | null;
    idRAE: string | null;
    notificationUE: boolean | null;
    pourcentageSubvention: string | null;
    dispositifAide: string | null;
    sirenAttribuant: string | null;
    sirenBeneficiaire: string | null;
    annee: number | null;
};
export type Token = {
    id: string;
    hash: Buffer;
    label: string;
    scopes: string[];
    created_at: Date;
    expires_at: Date | null;
    revoked_at: Date | null;
};
export type Version = {
    dataset_id: number;
    number: number;
    position: number;
    tick: bigint;
    recorded_at: Date;
    published_at: Date;
    scope: string;
    rows_read: number;
    record_count: number;
    added: number;
    removed: number;
    changed: number;
    schema_version: string;
    /**
     * Version of the harmonised form of its cells.
     */
    harmoniser: number;
    /**
     * Stored columns that the file had.
     */
    columns: string[];
    /**
     * SHA-256 of the bytes received.
     */
    file_sha256: Buffer;
    /**
     * What was understood and repaired: shape `Reading` of src/events.
     */
    reading: unknown;
    /**
     * Problems by group: shape `Report` of src/events.
     */
    report: unknown;
    note: string | null;
};
export type DB = {
    adresse_current: AdresseCurrent;
    adresse_history: AdresseHistory;
    collectivite_current: CollectiviteCurrent;
    collectivite_history: CollectiviteHistory;
    dataset: Dataset;
    dataset_total: DatasetTotal;
    deliberation_current: DeliberationCurrent;
    deliberation_history: DeliberationHistory;
    equipement_current: EquipementCurrent;
    equipement_history: EquipementHistory;
    kind_head: KindHead;
    ligne_current: LigneCurrent;
    ligne_history: LigneHistory;
    marche_current: MarcheCurrent;
    marche_history: MarcheHistory;
    marche_modification_current: MarcheModificationCurrent;
    marche_modification_history: MarcheModificationHistory;
    marche_titulaire_current: MarcheTitulaireCurrent;
    marche_titulaire_history: MarcheTitulaireHistory;
    prenom_current: PrenomCurrent;
    prenom_history: PrenomHistory;
    "public.change_set": ChangeSet;
    "public.dataset_secret": DatasetSecret;
    "public.event": Event;
    "public.event_detail": EventDetail;
    "public.idempotency": Idempotency;
    "public.log_head": LogHead;
    "public.original": Original;
    "public.report_example": ReportExample;
    "public.token": Token;
    publisher: Publisher;
    subvention_current: SubventionCurrent;
    subvention_history: SubventionHistory;
    version: Version;
};
