import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type ChangeSet = {
    dataset_id: number;
    stream_version: number;
    chunk: number;
    payload: Buffer;
};
export type Collectivite = {
    siren: string;
    /**
     * First position at which it is so named.
     */
    position: number;
    nom: string;
    insee: string | null;
};
export type Dataset = {
    id: number;
    siren: string;
    slug: string;
    kind: string;
    title: string;
    licence: string;
    contact: string | null;
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
export type LogHead = {
    id: number;
    position: number;
    tick: bigint;
    recorded_at: Date;
};
export type Original = {
    dataset_id: number;
    stream_version: number;
    chunk: number;
    payload: Buffer;
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
    collectivite: Collectivite;
    dataset: Dataset;
    kind_head: KindHead;
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
    subvention_current: SubventionCurrent;
    subvention_history: SubventionHistory;
    version: Version;
};
