-- The log, what derives from it, and the tables of subventions and prénoms.
-- What the log says is in public; everything in lecture can be dropped and replayed from it.
create extension if not exists pg_trgm with schema public;
create schema if not exists lecture;

create table public.event (
  position integer primary key,
  tick bigint not null unique,
  dataset_id integer not null,
  stream_version integer not null,
  type text not null,
  recorded_at timestamptz(3) not null,
  leaf bytea not null,
  leaf_hash bytea not null,
  unique (dataset_id, stream_version)
);
create index event_recorded_at_idx on public.event (recorded_at);

create table public.event_detail (
  position integer primary key,
  detail bytea not null,
  seed bytea not null
);

create table public.log_head (
  id integer primary key check (id = 1),
  position integer not null,
  tick bigint not null,
  recorded_at timestamptz(3) not null
);
insert into public.log_head values (1, 0, 0, 'epoch');

create table public.dataset_secret (
  dataset_id integer primary key,
  secret bytea not null
);

create table public.change_set (
  dataset_id integer not null,
  stream_version integer not null,
  chunk integer not null,
  payload bytea not null,
  primary key (dataset_id, stream_version, chunk)
);
create table public.original (
  dataset_id integer not null,
  stream_version integer not null,
  chunk integer not null,
  payload bytea not null,
  primary key (dataset_id, stream_version, chunk)
);
-- Already compressed: a second compression by Postgres would cost and gain nothing.
alter table public.change_set alter column payload set storage external;
alter table public.original alter column payload set storage external;

-- Values quoted by a version's report, apart from it so that they can be erased.
create table public.report_example (
  dataset_id integer not null,
  stream_version integer not null,
  ordinal integer not null,
  code text not null,
  column_name text,
  line integer not null,
  value text,
  repaired text,
  primary key (dataset_id, stream_version, ordinal)
);

create table public.idempotency (
  token_id text not null,
  key text not null,
  request_hash bytea not null,
  position integer not null,
  primary key (token_id, key)
);

create table public.token (
  id text primary key,
  hash bytea not null unique,
  label text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);

-- An event never changes.
create function public.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete on public.event
  for each row execute function public.refuse_change();
create trigger event_no_truncate before truncate on public.event
  for each statement execute function public.refuse_change();

-- What an event carries changes only in a transaction that records a redaction.
create function public.refuse_change_but_redaction() returns trigger language plpgsql as $$
begin
  if exists (
    select from public.event
    where type = 'RecordsRedacted' and xmin = pg_current_xact_id()::xid
  ) then
    return coalesce(new, old);
  end if;
  raise exception '% changes only with a redaction', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger event_detail_redaction_only before update or delete on public.event_detail
  for each row execute function public.refuse_change_but_redaction();
create trigger change_set_redaction_only before update or delete on public.change_set
  for each row execute function public.refuse_change_but_redaction();
create trigger original_redaction_only before update or delete on public.original
  for each row execute function public.refuse_change_but_redaction();
create trigger report_example_redaction_only before update or delete on public.report_example
  for each row execute function public.refuse_change_but_redaction();
create trigger report_example_no_truncate before truncate on public.report_example
  for each statement execute function public.refuse_change();
-- A dataset's hashes mean something only under its one secret.
create trigger dataset_secret_append_only before update or delete on public.dataset_secret
  for each row execute function public.refuse_change();
create trigger event_detail_no_truncate before truncate on public.event_detail
  for each statement execute function public.refuse_change();
create trigger change_set_no_truncate before truncate on public.change_set
  for each statement execute function public.refuse_change();
create trigger original_no_truncate before truncate on public.original
  for each statement execute function public.refuse_change();

create table lecture.dataset (
  id integer primary key,
  siren text not null,
  slug text not null,
  kind text not null,
  title text not null,
  licence text not null,
  contact text,
  position integer not null,
  stream_version integer not null,
  version integer not null,
  unique (siren, slug)
);
create index dataset_kind_idx on lecture.dataset (kind);

create table lecture.collectivite (
  siren text not null,
  position integer not null,
  nom text not null,
  insee text,
  primary key (siren, position)
);
create index collectivite_insee_idx on lecture.collectivite (insee);

create table lecture.version (
  dataset_id integer not null,
  number integer not null,
  position integer not null unique,
  tick bigint not null unique,
  recorded_at timestamptz(3) not null,
  published_at timestamptz(3) not null,
  scope text not null,
  rows_read integer not null,
  record_count integer not null,
  added integer not null,
  removed integer not null,
  changed integer not null,
  schema_version text not null,
  harmoniser integer not null,
  columns text[] not null,
  file_sha256 bytea not null,
  reading jsonb not null,
  report jsonb not null,
  note text,
  primary key (dataset_id, number)
);
create index version_dataset_id_published_at_number_idx
  on lecture.version (dataset_id, published_at, number);

create table lecture.kind_head (
  kind text primary key,
  tick bigint not null
);

create table lecture."subvention_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "nomAttribuant" text collate "C",
  "nomAttribuant_pli" text collate "C",
  "idAttribuant" text collate "C",
  "dateConvention" date,
  "referenceDecision" text collate "C",
  "nomBeneficiaire" text collate "C",
  "nomBeneficiaire_pli" text collate "C",
  "idBeneficiaire" text collate "C",
  "rnaBeneficiaire" text collate "C",
  "objet" text collate "C",
  "objet_pli" text collate "C",
  "montant" numeric,
  "nature" text collate "C",
  "conditionsVersement" text collate "C",
  "datesPeriodeVersement" text collate "C",
  "idRAE" text collate "C",
  "notificationUE" boolean,
  "pourcentageSubvention" numeric,
  "dispositifAide" text collate "C",
  "sirenAttribuant" text collate "C",
  "sirenBeneficiaire" text collate "C",
  "annee" integer,
  constraint "subvention_current_pkey" primary key ("dataset_id", "id"),
  constraint "subvention_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "subvention_current_record" on lecture."subvention_current" ("dataset_id", "record_id");
create index "subvention_current_id" on lecture."subvention_current" ("id") include ("dataset_id", "from_tick");
create index "subvention_current_nomAttribuant" on lecture."subvention_current" ("left"("nomAttribuant_pli", 100), "id") include ("dataset_id", "from_tick");
create index "subvention_current_idAttribuant" on lecture."subvention_current" ("idAttribuant", "id") include ("dataset_id", "from_tick");
create index "subvention_current_dateConvention" on lecture."subvention_current" ("dateConvention", "id") include ("dataset_id", "from_tick");
create index "subvention_current_nomBeneficiaire" on lecture."subvention_current" ("left"("nomBeneficiaire_pli", 100), "id") include ("dataset_id", "from_tick");
create index "subvention_current_idBeneficiaire" on lecture."subvention_current" ("idBeneficiaire", "id") include ("dataset_id", "from_tick");
create index "subvention_current_rnaBeneficiaire" on lecture."subvention_current" ("rnaBeneficiaire", "id") include ("dataset_id", "from_tick");
create index "subvention_current_objet" on lecture."subvention_current" ("left"("objet_pli", 100), "id") include ("dataset_id", "from_tick");
create index "subvention_current_montant" on lecture."subvention_current" ("montant", "id") include ("dataset_id", "from_tick");
create index "subvention_current_nature" on lecture."subvention_current" ("nature", "id") include ("dataset_id", "from_tick");
create index "subvention_current_sirenAttribuant" on lecture."subvention_current" ("sirenAttribuant", "id") include ("dataset_id", "from_tick");
create index "subvention_current_sirenBeneficiaire" on lecture."subvention_current" ("sirenBeneficiaire", "id") include ("dataset_id", "from_tick");
create index "subvention_current_annee" on lecture."subvention_current" ("annee", "id") include ("dataset_id", "from_tick");
create index "subvention_current_trigrams" on lecture."subvention_current" using gin ("nomAttribuant_pli" gin_trgm_ops, "nomBeneficiaire_pli" gin_trgm_ops, "objet_pli" gin_trgm_ops);

create table lecture."subvention_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "nomAttribuant" text collate "C",
  "nomAttribuant_pli" text collate "C",
  "idAttribuant" text collate "C",
  "dateConvention" date,
  "referenceDecision" text collate "C",
  "nomBeneficiaire" text collate "C",
  "nomBeneficiaire_pli" text collate "C",
  "idBeneficiaire" text collate "C",
  "rnaBeneficiaire" text collate "C",
  "objet" text collate "C",
  "objet_pli" text collate "C",
  "montant" numeric,
  "nature" text collate "C",
  "conditionsVersement" text collate "C",
  "datesPeriodeVersement" text collate "C",
  "idRAE" text collate "C",
  "notificationUE" boolean,
  "pourcentageSubvention" numeric,
  "dispositifAide" text collate "C",
  "sirenAttribuant" text collate "C",
  "sirenBeneficiaire" text collate "C",
  "annee" integer,
  constraint "subvention_history_pkey" primary key ("dataset_id", "id")
);
create index "subvention_history_key" on lecture."subvention_history" ("dataset_id", "key_hash", "rank");
create index "subvention_history_record" on lecture."subvention_history" ("dataset_id", "record_id");
create index "subvention_history_to" on lecture."subvention_history" ("dataset_id", "to_tick");
create index "subvention_history_to_all" on lecture."subvention_history" ("to_tick");
create index "subvention_history_id" on lecture."subvention_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_nomAttribuant" on lecture."subvention_history" ("left"("nomAttribuant_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_idAttribuant" on lecture."subvention_history" ("idAttribuant", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_dateConvention" on lecture."subvention_history" ("dateConvention", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_nomBeneficiaire" on lecture."subvention_history" ("left"("nomBeneficiaire_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_idBeneficiaire" on lecture."subvention_history" ("idBeneficiaire", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_rnaBeneficiaire" on lecture."subvention_history" ("rnaBeneficiaire", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_objet" on lecture."subvention_history" ("left"("objet_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_montant" on lecture."subvention_history" ("montant", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_nature" on lecture."subvention_history" ("nature", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_sirenAttribuant" on lecture."subvention_history" ("sirenAttribuant", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_sirenBeneficiaire" on lecture."subvention_history" ("sirenBeneficiaire", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_annee" on lecture."subvention_history" ("annee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "subvention_history_trigrams" on lecture."subvention_history" using gin ("nomAttribuant_pli" gin_trgm_ops, "nomBeneficiaire_pli" gin_trgm_ops, "objet_pli" gin_trgm_ops);

create table lecture."prenom_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "communeNom" text collate "C",
  "communeNom_pli" text collate "C",
  "collInsee" text collate "C",
  "enfantSexe" text collate "C",
  "enfantPrenom" text collate "C",
  "enfantPrenom_pli" text collate "C",
  "nombreOccurrences" integer,
  "annee" integer,
  constraint "prenom_current_pkey" primary key ("dataset_id", "id"),
  constraint "prenom_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "prenom_current_record" on lecture."prenom_current" ("dataset_id", "record_id");
create index "prenom_current_id" on lecture."prenom_current" ("id") include ("dataset_id", "from_tick");
create index "prenom_current_communeNom" on lecture."prenom_current" ("left"("communeNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "prenom_current_collInsee" on lecture."prenom_current" ("collInsee", "id") include ("dataset_id", "from_tick");
create index "prenom_current_enfantSexe" on lecture."prenom_current" ("enfantSexe", "id") include ("dataset_id", "from_tick");
create index "prenom_current_enfantPrenom" on lecture."prenom_current" ("left"("enfantPrenom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "prenom_current_nombreOccurrences" on lecture."prenom_current" ("nombreOccurrences", "id") include ("dataset_id", "from_tick");
create index "prenom_current_annee" on lecture."prenom_current" ("annee", "id") include ("dataset_id", "from_tick");
create index "prenom_current_trigrams" on lecture."prenom_current" using gin ("communeNom_pli" gin_trgm_ops, "enfantPrenom_pli" gin_trgm_ops);

create table lecture."prenom_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "communeNom" text collate "C",
  "communeNom_pli" text collate "C",
  "collInsee" text collate "C",
  "enfantSexe" text collate "C",
  "enfantPrenom" text collate "C",
  "enfantPrenom_pli" text collate "C",
  "nombreOccurrences" integer,
  "annee" integer,
  constraint "prenom_history_pkey" primary key ("dataset_id", "id")
);
create index "prenom_history_key" on lecture."prenom_history" ("dataset_id", "key_hash", "rank");
create index "prenom_history_record" on lecture."prenom_history" ("dataset_id", "record_id");
create index "prenom_history_to" on lecture."prenom_history" ("dataset_id", "to_tick");
create index "prenom_history_to_all" on lecture."prenom_history" ("to_tick");
create index "prenom_history_id" on lecture."prenom_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_communeNom" on lecture."prenom_history" ("left"("communeNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_collInsee" on lecture."prenom_history" ("collInsee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_enfantSexe" on lecture."prenom_history" ("enfantSexe", "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_enfantPrenom" on lecture."prenom_history" ("left"("enfantPrenom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_nombreOccurrences" on lecture."prenom_history" ("nombreOccurrences", "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_annee" on lecture."prenom_history" ("annee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "prenom_history_trigrams" on lecture."prenom_history" using gin ("communeNom_pli" gin_trgm_ops, "enfantPrenom_pli" gin_trgm_ops);
