-- The other kinds of the socle commun, the rows of any other dataset, and the reference of collectivités.
-- Publishers are those who declare; collectivités are records of the reference.
alter table lecture.collectivite rename to publisher;
alter table lecture.publisher rename constraint collectivite_pkey to publisher_pkey;
drop index lecture.collectivite_insee_idx;

alter table lecture.dataset add column table_schema jsonb;

-- A SIREN published in place of a SIRET is a SIREN: what a rebuild would write.
update lecture.subvention_current set "sirenAttribuant" = "idAttribuant" where "idAttribuant" ~ '^[0-9]{9}$';
update lecture.subvention_current set "sirenBeneficiaire" = "idBeneficiaire" where "idBeneficiaire" ~ '^[0-9]{9}$';
update lecture.subvention_history set "sirenAttribuant" = "idAttribuant" where "idAttribuant" ~ '^[0-9]{9}$';
update lecture.subvention_history set "sirenBeneficiaire" = "idBeneficiaire" where "idBeneficiaire" ~ '^[0-9]{9}$';

create table lecture."deliberation_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "collNom" text collate "C",
  "collNom_pli" text collate "C",
  "collSiret" text collate "C",
  "delibId" text collate "C",
  "delibDate" date,
  "delibMatiereCode" text collate "C",
  "delibMatiereNom" text collate "C",
  "delibMatiereNom_pli" text collate "C",
  "delibObjet" text collate "C",
  "delibObjet_pli" text collate "C",
  "budgetAnnee" text collate "C",
  "budgetNom" text collate "C",
  "prefId" text collate "C",
  "prefDate" date,
  "voteEffectif" integer,
  "voteReel" integer,
  "votePour" integer,
  "voteContre" integer,
  "voteAbstention" integer,
  "delibUrl" text collate "C",
  "sirenColl" text collate "C",
  "annee" integer,
  constraint "deliberation_current_pkey" primary key ("dataset_id", "id"),
  constraint "deliberation_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "deliberation_current_record" on lecture."deliberation_current" ("dataset_id", "record_id");
create index "deliberation_current_id" on lecture."deliberation_current" ("id") include ("dataset_id", "from_tick");
create index "deliberation_current_collNom" on lecture."deliberation_current" ("left"("collNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "deliberation_current_collSiret" on lecture."deliberation_current" ("collSiret", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_delibId" on lecture."deliberation_current" ("delibId", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_delibDate" on lecture."deliberation_current" ("delibDate", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_delibMatiereCode" on lecture."deliberation_current" ("delibMatiereCode", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_delibMatiereNom" on lecture."deliberation_current" ("left"("delibMatiereNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "deliberation_current_delibObjet" on lecture."deliberation_current" ("left"("delibObjet_pli", 100), "id") include ("dataset_id", "from_tick");
create index "deliberation_current_prefDate" on lecture."deliberation_current" ("prefDate", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_voteEffectif" on lecture."deliberation_current" ("voteEffectif", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_voteReel" on lecture."deliberation_current" ("voteReel", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_votePour" on lecture."deliberation_current" ("votePour", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_voteContre" on lecture."deliberation_current" ("voteContre", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_voteAbstention" on lecture."deliberation_current" ("voteAbstention", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_sirenColl" on lecture."deliberation_current" ("sirenColl", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_annee" on lecture."deliberation_current" ("annee", "id") include ("dataset_id", "from_tick");
create index "deliberation_current_trigrams" on lecture."deliberation_current" using gin ("collNom_pli" gin_trgm_ops, "delibMatiereNom_pli" gin_trgm_ops, "delibObjet_pli" gin_trgm_ops);

create table lecture."deliberation_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "collNom" text collate "C",
  "collNom_pli" text collate "C",
  "collSiret" text collate "C",
  "delibId" text collate "C",
  "delibDate" date,
  "delibMatiereCode" text collate "C",
  "delibMatiereNom" text collate "C",
  "delibMatiereNom_pli" text collate "C",
  "delibObjet" text collate "C",
  "delibObjet_pli" text collate "C",
  "budgetAnnee" text collate "C",
  "budgetNom" text collate "C",
  "prefId" text collate "C",
  "prefDate" date,
  "voteEffectif" integer,
  "voteReel" integer,
  "votePour" integer,
  "voteContre" integer,
  "voteAbstention" integer,
  "delibUrl" text collate "C",
  "sirenColl" text collate "C",
  "annee" integer,
  constraint "deliberation_history_pkey" primary key ("dataset_id", "id")
);
create index "deliberation_history_key" on lecture."deliberation_history" ("dataset_id", "key_hash", "rank");
create index "deliberation_history_record" on lecture."deliberation_history" ("dataset_id", "record_id");
create index "deliberation_history_to" on lecture."deliberation_history" ("dataset_id", "to_tick");
create index "deliberation_history_to_all" on lecture."deliberation_history" ("to_tick");
create index "deliberation_history_id" on lecture."deliberation_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_collNom" on lecture."deliberation_history" ("left"("collNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_collSiret" on lecture."deliberation_history" ("collSiret", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_delibId" on lecture."deliberation_history" ("delibId", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_delibDate" on lecture."deliberation_history" ("delibDate", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_delibMatiereCode" on lecture."deliberation_history" ("delibMatiereCode", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_delibMatiereNom" on lecture."deliberation_history" ("left"("delibMatiereNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_delibObjet" on lecture."deliberation_history" ("left"("delibObjet_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_prefDate" on lecture."deliberation_history" ("prefDate", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_voteEffectif" on lecture."deliberation_history" ("voteEffectif", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_voteReel" on lecture."deliberation_history" ("voteReel", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_votePour" on lecture."deliberation_history" ("votePour", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_voteContre" on lecture."deliberation_history" ("voteContre", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_voteAbstention" on lecture."deliberation_history" ("voteAbstention", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_sirenColl" on lecture."deliberation_history" ("sirenColl", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_annee" on lecture."deliberation_history" ("annee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "deliberation_history_trigrams" on lecture."deliberation_history" using gin ("collNom_pli" gin_trgm_ops, "delibMatiereNom_pli" gin_trgm_ops, "delibObjet_pli" gin_trgm_ops);

create table lecture."marche_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "idMarche" text collate "C",
  "uid" text collate "C",
  "type" text collate "C",
  "acheteurId" text collate "C",
  "acheteurNom" text collate "C",
  "acheteurNom_pli" text collate "C",
  "nature" text collate "C",
  "objet" text collate "C",
  "objet_pli" text collate "C",
  "codeCPV" text collate "C",
  "techniques" text[] collate "C",
  "modalitesExecution" text[] collate "C",
  "idAccordCadre" text collate "C",
  "marcheInnovant" boolean,
  "ccag" text collate "C",
  "offresRecues" integer,
  "attributionAvance" boolean,
  "tauxAvance" numeric,
  "typeGroupementOperateurs" text collate "C",
  "sousTraitanceDeclaree" boolean,
  "actesSousTraitance" jsonb,
  "procedure" text collate "C",
  "lieuExecutionCode" text collate "C",
  "lieuExecutionTypeCode" text collate "C",
  "lieuExecutionNom" text collate "C",
  "dureeMois" integer,
  "dateNotification" date,
  "dateSignature" date,
  "dateDebutExecution" date,
  "datePublicationDonnees" date,
  "montant" numeric,
  "valeurGlobale" numeric,
  "montantSubventionPublique" numeric,
  "typesPrix" text[] collate "C",
  "formePrix" text collate "C",
  "origineUE" numeric,
  "origineFrance" numeric,
  "titulaires" jsonb,
  "considerationsSociales" text[] collate "C",
  "considerationsEnvironnementales" text[] collate "C",
  "modificationsActesSousTraitance" jsonb,
  "modifications" jsonb,
  "donneesExecution" jsonb,
  "sirenAcheteur" text collate "C",
  "annee" integer,
  "souche" text collate "C",
  constraint "marche_current_pkey" primary key ("dataset_id", "id"),
  constraint "marche_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "marche_current_record" on lecture."marche_current" ("dataset_id", "record_id");
create index "marche_current_id" on lecture."marche_current" ("id") include ("dataset_id", "from_tick");
create index "marche_current_idMarche" on lecture."marche_current" ("idMarche", "id") include ("dataset_id", "from_tick");
create index "marche_current_type" on lecture."marche_current" ("type", "id") include ("dataset_id", "from_tick");
create index "marche_current_acheteurId" on lecture."marche_current" ("acheteurId", "id") include ("dataset_id", "from_tick");
create index "marche_current_acheteurNom" on lecture."marche_current" ("left"("acheteurNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "marche_current_nature" on lecture."marche_current" ("nature", "id") include ("dataset_id", "from_tick");
create index "marche_current_objet" on lecture."marche_current" ("left"("objet_pli", 100), "id") include ("dataset_id", "from_tick");
create index "marche_current_codeCPV" on lecture."marche_current" ("codeCPV", "id") include ("dataset_id", "from_tick");
create index "marche_current_idAccordCadre" on lecture."marche_current" ("idAccordCadre", "id") include ("dataset_id", "from_tick");
create index "marche_current_marcheInnovant" on lecture."marche_current" ("marcheInnovant", "id") include ("dataset_id", "from_tick");
create index "marche_current_offresRecues" on lecture."marche_current" ("offresRecues", "id") include ("dataset_id", "from_tick");
create index "marche_current_procedure" on lecture."marche_current" ("procedure", "id") include ("dataset_id", "from_tick");
create index "marche_current_lieuExecutionCode" on lecture."marche_current" ("lieuExecutionCode", "id") include ("dataset_id", "from_tick");
create index "marche_current_dureeMois" on lecture."marche_current" ("dureeMois", "id") include ("dataset_id", "from_tick");
create index "marche_current_dateNotification" on lecture."marche_current" ("dateNotification", "id") include ("dataset_id", "from_tick");
create index "marche_current_dateSignature" on lecture."marche_current" ("dateSignature", "id") include ("dataset_id", "from_tick");
create index "marche_current_datePublicationDonnees" on lecture."marche_current" ("datePublicationDonnees", "id") include ("dataset_id", "from_tick");
create index "marche_current_montant" on lecture."marche_current" ("montant", "id") include ("dataset_id", "from_tick");
create index "marche_current_valeurGlobale" on lecture."marche_current" ("valeurGlobale", "id") include ("dataset_id", "from_tick");
create index "marche_current_sirenAcheteur" on lecture."marche_current" ("sirenAcheteur", "id") include ("dataset_id", "from_tick");
create index "marche_current_annee" on lecture."marche_current" ("annee", "id") include ("dataset_id", "from_tick");
create index "marche_current_souche" on lecture."marche_current" ("souche", "id") include ("dataset_id", "from_tick");
create index "marche_current_trigrams" on lecture."marche_current" using gin ("acheteurNom_pli" gin_trgm_ops, "objet_pli" gin_trgm_ops);
create index "marche_current_items" on lecture."marche_current" using gin ("techniques", "considerationsSociales", "considerationsEnvironnementales");

create table lecture."marche_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "idMarche" text collate "C",
  "uid" text collate "C",
  "type" text collate "C",
  "acheteurId" text collate "C",
  "acheteurNom" text collate "C",
  "acheteurNom_pli" text collate "C",
  "nature" text collate "C",
  "objet" text collate "C",
  "objet_pli" text collate "C",
  "codeCPV" text collate "C",
  "techniques" text[] collate "C",
  "modalitesExecution" text[] collate "C",
  "idAccordCadre" text collate "C",
  "marcheInnovant" boolean,
  "ccag" text collate "C",
  "offresRecues" integer,
  "attributionAvance" boolean,
  "tauxAvance" numeric,
  "typeGroupementOperateurs" text collate "C",
  "sousTraitanceDeclaree" boolean,
  "actesSousTraitance" jsonb,
  "procedure" text collate "C",
  "lieuExecutionCode" text collate "C",
  "lieuExecutionTypeCode" text collate "C",
  "lieuExecutionNom" text collate "C",
  "dureeMois" integer,
  "dateNotification" date,
  "dateSignature" date,
  "dateDebutExecution" date,
  "datePublicationDonnees" date,
  "montant" numeric,
  "valeurGlobale" numeric,
  "montantSubventionPublique" numeric,
  "typesPrix" text[] collate "C",
  "formePrix" text collate "C",
  "origineUE" numeric,
  "origineFrance" numeric,
  "titulaires" jsonb,
  "considerationsSociales" text[] collate "C",
  "considerationsEnvironnementales" text[] collate "C",
  "modificationsActesSousTraitance" jsonb,
  "modifications" jsonb,
  "donneesExecution" jsonb,
  "sirenAcheteur" text collate "C",
  "annee" integer,
  "souche" text collate "C",
  constraint "marche_history_pkey" primary key ("dataset_id", "id")
);
create index "marche_history_key" on lecture."marche_history" ("dataset_id", "key_hash", "rank");
create index "marche_history_record" on lecture."marche_history" ("dataset_id", "record_id");
create index "marche_history_to" on lecture."marche_history" ("dataset_id", "to_tick");
create index "marche_history_to_all" on lecture."marche_history" ("to_tick");
create index "marche_history_id" on lecture."marche_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_idMarche" on lecture."marche_history" ("idMarche", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_type" on lecture."marche_history" ("type", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_acheteurId" on lecture."marche_history" ("acheteurId", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_acheteurNom" on lecture."marche_history" ("left"("acheteurNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_nature" on lecture."marche_history" ("nature", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_objet" on lecture."marche_history" ("left"("objet_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_codeCPV" on lecture."marche_history" ("codeCPV", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_idAccordCadre" on lecture."marche_history" ("idAccordCadre", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_marcheInnovant" on lecture."marche_history" ("marcheInnovant", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_offresRecues" on lecture."marche_history" ("offresRecues", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_procedure" on lecture."marche_history" ("procedure", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_lieuExecutionCode" on lecture."marche_history" ("lieuExecutionCode", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_dureeMois" on lecture."marche_history" ("dureeMois", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_dateNotification" on lecture."marche_history" ("dateNotification", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_dateSignature" on lecture."marche_history" ("dateSignature", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_datePublicationDonnees" on lecture."marche_history" ("datePublicationDonnees", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_montant" on lecture."marche_history" ("montant", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_valeurGlobale" on lecture."marche_history" ("valeurGlobale", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_sirenAcheteur" on lecture."marche_history" ("sirenAcheteur", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_annee" on lecture."marche_history" ("annee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_souche" on lecture."marche_history" ("souche", "id", "from_tick", "to_tick") include ("dataset_id");
create index "marche_history_trigrams" on lecture."marche_history" using gin ("acheteurNom_pli" gin_trgm_ops, "objet_pli" gin_trgm_ops);
create index "marche_history_items" on lecture."marche_history" using gin ("techniques", "considerationsSociales", "considerationsEnvironnementales");

create table lecture."marche_titulaire_current" (
  "dataset_id" integer not null,
  "id" bigint not null,
  "n" integer not null,
  "record_id" bigint not null,
  "from_tick" bigint not null,
  "typeIdentifiant" text collate "C",
  "idTitulaire" text collate "C",
  "denominationSociale" text collate "C",
  "denominationSociale_pli" text collate "C",
  "sirenTitulaire" text collate "C",
  constraint "marche_titulaire_current_pkey" primary key ("dataset_id", "id", "n")
);
create index "marche_titulaire_current_record" on lecture."marche_titulaire_current" ("dataset_id", "record_id");
create index "marche_titulaire_current_typeIdentifiant" on lecture."marche_titulaire_current" ("typeIdentifiant", "dataset_id", "id");
create index "marche_titulaire_current_idTitulaire" on lecture."marche_titulaire_current" ("idTitulaire", "dataset_id", "id");
create index "marche_titulaire_current_denominationSociale" on lecture."marche_titulaire_current" ("left"("denominationSociale_pli", 100), "dataset_id", "id");
create index "marche_titulaire_current_sirenTitulaire" on lecture."marche_titulaire_current" ("sirenTitulaire", "dataset_id", "id");
create index "marche_titulaire_current_trigrams" on lecture."marche_titulaire_current" using gin ("denominationSociale_pli" gin_trgm_ops);

create table lecture."marche_titulaire_history" (
  "dataset_id" integer not null,
  "id" bigint not null,
  "n" integer not null,
  "record_id" bigint not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "typeIdentifiant" text collate "C",
  "idTitulaire" text collate "C",
  "denominationSociale" text collate "C",
  "denominationSociale_pli" text collate "C",
  "sirenTitulaire" text collate "C",
  constraint "marche_titulaire_history_pkey" primary key ("dataset_id", "id", "n")
);
create index "marche_titulaire_history_record" on lecture."marche_titulaire_history" ("dataset_id", "record_id");
create index "marche_titulaire_history_typeIdentifiant" on lecture."marche_titulaire_history" ("typeIdentifiant", "dataset_id", "id");
create index "marche_titulaire_history_idTitulaire" on lecture."marche_titulaire_history" ("idTitulaire", "dataset_id", "id");
create index "marche_titulaire_history_denominationSociale" on lecture."marche_titulaire_history" ("left"("denominationSociale_pli", 100), "dataset_id", "id");
create index "marche_titulaire_history_sirenTitulaire" on lecture."marche_titulaire_history" ("sirenTitulaire", "dataset_id", "id");
create index "marche_titulaire_history_trigrams" on lecture."marche_titulaire_history" using gin ("denominationSociale_pli" gin_trgm_ops);

create table lecture."marche_modification_current" (
  "dataset_id" integer not null,
  "id" bigint not null,
  "n" integer not null,
  "record_id" bigint not null,
  "from_tick" bigint not null,
  "idModification" integer,
  "objetModification" text collate "C",
  "objetModification_pli" text collate "C",
  "dateNotificationModification" date,
  "dateSignatureModification" date,
  "datePublicationDonneesModification" date,
  "dureeMois" integer,
  "montant" numeric,
  "valeurGlobale" numeric,
  "titulaires" jsonb,
  constraint "marche_modification_current_pkey" primary key ("dataset_id", "id", "n")
);
create index "marche_modification_current_record" on lecture."marche_modification_current" ("dataset_id", "record_id");
create index "marche_modification_current_objetModification" on lecture."marche_modification_current" ("left"("objetModification_pli", 100), "dataset_id", "id");
create index "marche_modification_current_dateNotificationModification" on lecture."marche_modification_current" ("dateNotificationModification", "dataset_id", "id");
create index "marche_modification_current_montant" on lecture."marche_modification_current" ("montant", "dataset_id", "id");
create index "marche_modification_current_trigrams" on lecture."marche_modification_current" using gin ("objetModification_pli" gin_trgm_ops);

create table lecture."marche_modification_history" (
  "dataset_id" integer not null,
  "id" bigint not null,
  "n" integer not null,
  "record_id" bigint not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "idModification" integer,
  "objetModification" text collate "C",
  "objetModification_pli" text collate "C",
  "dateNotificationModification" date,
  "dateSignatureModification" date,
  "datePublicationDonneesModification" date,
  "dureeMois" integer,
  "montant" numeric,
  "valeurGlobale" numeric,
  "titulaires" jsonb,
  constraint "marche_modification_history_pkey" primary key ("dataset_id", "id", "n")
);
create index "marche_modification_history_record" on lecture."marche_modification_history" ("dataset_id", "record_id");
create index "marche_modification_history_objetModification" on lecture."marche_modification_history" ("left"("objetModification_pli", 100), "dataset_id", "id");
create index "marche_modification_history_dateNotificationModification" on lecture."marche_modification_history" ("dateNotificationModification", "dataset_id", "id");
create index "marche_modification_history_montant" on lecture."marche_modification_history" ("montant", "dataset_id", "id");
create index "marche_modification_history_trigrams" on lecture."marche_modification_history" using gin ("objetModification_pli" gin_trgm_ops);

create table lecture."adresse_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "idBanCommune" text collate "C",
  "idBanToponyme" text collate "C",
  "idBanAdresse" text collate "C",
  "cleInterop" text collate "C",
  "communeInsee" text collate "C",
  "communeNom" text collate "C",
  "communeNom_pli" text collate "C",
  "communeDelegueeInsee" text collate "C",
  "communeDelegueeNom" text collate "C",
  "toponyme" text collate "C",
  "toponyme_pli" text collate "C",
  "lieuditComplementNom" text collate "C",
  "numero" integer,
  "suffixe" text collate "C",
  "position" text collate "C",
  "x" numeric,
  "y" numeric,
  "long" numeric,
  "lat" numeric,
  "cadParcelles" text[] collate "C",
  "source" text collate "C",
  "dateDerMaj" date,
  "certificationCommune" boolean,
  constraint "adresse_current_pkey" primary key ("dataset_id", "id"),
  constraint "adresse_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "adresse_current_record" on lecture."adresse_current" ("dataset_id", "record_id");
create index "adresse_current_id" on lecture."adresse_current" ("id") include ("dataset_id", "from_tick");
create index "adresse_current_idBanAdresse" on lecture."adresse_current" ("idBanAdresse", "id") include ("dataset_id", "from_tick");
create index "adresse_current_cleInterop" on lecture."adresse_current" ("cleInterop", "id") include ("dataset_id", "from_tick");
create index "adresse_current_communeInsee" on lecture."adresse_current" ("communeInsee", "id") include ("dataset_id", "from_tick");
create index "adresse_current_communeNom" on lecture."adresse_current" ("left"("communeNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "adresse_current_toponyme" on lecture."adresse_current" ("left"("toponyme_pli", 100), "id") include ("dataset_id", "from_tick");
create index "adresse_current_numero" on lecture."adresse_current" ("numero", "id") include ("dataset_id", "from_tick");
create index "adresse_current_position" on lecture."adresse_current" ("position", "id") include ("dataset_id", "from_tick");
create index "adresse_current_dateDerMaj" on lecture."adresse_current" ("dateDerMaj", "id") include ("dataset_id", "from_tick");
create index "adresse_current_certificationCommune" on lecture."adresse_current" ("certificationCommune", "id") include ("dataset_id", "from_tick");
create index "adresse_current_trigrams" on lecture."adresse_current" using gin ("communeNom_pli" gin_trgm_ops, "toponyme_pli" gin_trgm_ops);
create index "adresse_current_items" on lecture."adresse_current" using gin ("cadParcelles");

create table lecture."adresse_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "idBanCommune" text collate "C",
  "idBanToponyme" text collate "C",
  "idBanAdresse" text collate "C",
  "cleInterop" text collate "C",
  "communeInsee" text collate "C",
  "communeNom" text collate "C",
  "communeNom_pli" text collate "C",
  "communeDelegueeInsee" text collate "C",
  "communeDelegueeNom" text collate "C",
  "toponyme" text collate "C",
  "toponyme_pli" text collate "C",
  "lieuditComplementNom" text collate "C",
  "numero" integer,
  "suffixe" text collate "C",
  "position" text collate "C",
  "x" numeric,
  "y" numeric,
  "long" numeric,
  "lat" numeric,
  "cadParcelles" text[] collate "C",
  "source" text collate "C",
  "dateDerMaj" date,
  "certificationCommune" boolean,
  constraint "adresse_history_pkey" primary key ("dataset_id", "id")
);
create index "adresse_history_key" on lecture."adresse_history" ("dataset_id", "key_hash", "rank");
create index "adresse_history_record" on lecture."adresse_history" ("dataset_id", "record_id");
create index "adresse_history_to" on lecture."adresse_history" ("dataset_id", "to_tick");
create index "adresse_history_to_all" on lecture."adresse_history" ("to_tick");
create index "adresse_history_id" on lecture."adresse_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_idBanAdresse" on lecture."adresse_history" ("idBanAdresse", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_cleInterop" on lecture."adresse_history" ("cleInterop", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_communeInsee" on lecture."adresse_history" ("communeInsee", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_communeNom" on lecture."adresse_history" ("left"("communeNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_toponyme" on lecture."adresse_history" ("left"("toponyme_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_numero" on lecture."adresse_history" ("numero", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_position" on lecture."adresse_history" ("position", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_dateDerMaj" on lecture."adresse_history" ("dateDerMaj", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_certificationCommune" on lecture."adresse_history" ("certificationCommune", "id", "from_tick", "to_tick") include ("dataset_id");
create index "adresse_history_trigrams" on lecture."adresse_history" using gin ("communeNom_pli" gin_trgm_ops, "toponyme_pli" gin_trgm_ops);
create index "adresse_history_items" on lecture."adresse_history" using gin ("cadParcelles");

create table lecture."equipement_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "collNom" text collate "C",
  "collNom_pli" text collate "C",
  "collSiret" text collate "C",
  "equipUid" text collate "C",
  "equipTheme" text collate "C",
  "equipCode" text collate "C",
  "equipType" text collate "C",
  "equipType_pli" text collate "C",
  "equipNom" text collate "C",
  "equipNom_pli" text collate "C",
  "adrNumero" text collate "C",
  "adrNomvoie" text collate "C",
  "adrCodepostal" text collate "C",
  "adrCommune" text collate "C",
  "adrCommune_pli" text collate "C",
  "adrCleInterop" text collate "C",
  "erpId" text collate "C",
  "erpType" text[] collate "C",
  "erpCategorie" integer,
  "equipLat" numeric,
  "equipLong" numeric,
  "equipOuverture" text collate "C",
  "equipTel" text collate "C",
  "equipEmail" text collate "C",
  "equipWeb" text collate "C",
  "sirenColl" text collate "C",
  constraint "equipement_current_pkey" primary key ("dataset_id", "id"),
  constraint "equipement_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "equipement_current_record" on lecture."equipement_current" ("dataset_id", "record_id");
create index "equipement_current_id" on lecture."equipement_current" ("id") include ("dataset_id", "from_tick");
create index "equipement_current_collNom" on lecture."equipement_current" ("left"("collNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "equipement_current_collSiret" on lecture."equipement_current" ("collSiret", "id") include ("dataset_id", "from_tick");
create index "equipement_current_equipUid" on lecture."equipement_current" ("equipUid", "id") include ("dataset_id", "from_tick");
create index "equipement_current_equipTheme" on lecture."equipement_current" ("equipTheme", "id") include ("dataset_id", "from_tick");
create index "equipement_current_equipCode" on lecture."equipement_current" ("equipCode", "id") include ("dataset_id", "from_tick");
create index "equipement_current_equipType" on lecture."equipement_current" ("left"("equipType_pli", 100), "id") include ("dataset_id", "from_tick");
create index "equipement_current_equipNom" on lecture."equipement_current" ("left"("equipNom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "equipement_current_adrCodepostal" on lecture."equipement_current" ("adrCodepostal", "id") include ("dataset_id", "from_tick");
create index "equipement_current_adrCommune" on lecture."equipement_current" ("left"("adrCommune_pli", 100), "id") include ("dataset_id", "from_tick");
create index "equipement_current_adrCleInterop" on lecture."equipement_current" ("adrCleInterop", "id") include ("dataset_id", "from_tick");
create index "equipement_current_erpId" on lecture."equipement_current" ("erpId", "id") include ("dataset_id", "from_tick");
create index "equipement_current_erpCategorie" on lecture."equipement_current" ("erpCategorie", "id") include ("dataset_id", "from_tick");
create index "equipement_current_sirenColl" on lecture."equipement_current" ("sirenColl", "id") include ("dataset_id", "from_tick");
create index "equipement_current_trigrams" on lecture."equipement_current" using gin ("collNom_pli" gin_trgm_ops, "equipType_pli" gin_trgm_ops, "equipNom_pli" gin_trgm_ops, "adrCommune_pli" gin_trgm_ops);
create index "equipement_current_items" on lecture."equipement_current" using gin ("erpType");

create table lecture."equipement_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "collNom" text collate "C",
  "collNom_pli" text collate "C",
  "collSiret" text collate "C",
  "equipUid" text collate "C",
  "equipTheme" text collate "C",
  "equipCode" text collate "C",
  "equipType" text collate "C",
  "equipType_pli" text collate "C",
  "equipNom" text collate "C",
  "equipNom_pli" text collate "C",
  "adrNumero" text collate "C",
  "adrNomvoie" text collate "C",
  "adrCodepostal" text collate "C",
  "adrCommune" text collate "C",
  "adrCommune_pli" text collate "C",
  "adrCleInterop" text collate "C",
  "erpId" text collate "C",
  "erpType" text[] collate "C",
  "erpCategorie" integer,
  "equipLat" numeric,
  "equipLong" numeric,
  "equipOuverture" text collate "C",
  "equipTel" text collate "C",
  "equipEmail" text collate "C",
  "equipWeb" text collate "C",
  "sirenColl" text collate "C",
  constraint "equipement_history_pkey" primary key ("dataset_id", "id")
);
create index "equipement_history_key" on lecture."equipement_history" ("dataset_id", "key_hash", "rank");
create index "equipement_history_record" on lecture."equipement_history" ("dataset_id", "record_id");
create index "equipement_history_to" on lecture."equipement_history" ("dataset_id", "to_tick");
create index "equipement_history_to_all" on lecture."equipement_history" ("to_tick");
create index "equipement_history_id" on lecture."equipement_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_collNom" on lecture."equipement_history" ("left"("collNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_collSiret" on lecture."equipement_history" ("collSiret", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_equipUid" on lecture."equipement_history" ("equipUid", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_equipTheme" on lecture."equipement_history" ("equipTheme", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_equipCode" on lecture."equipement_history" ("equipCode", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_equipType" on lecture."equipement_history" ("left"("equipType_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_equipNom" on lecture."equipement_history" ("left"("equipNom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_adrCodepostal" on lecture."equipement_history" ("adrCodepostal", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_adrCommune" on lecture."equipement_history" ("left"("adrCommune_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_adrCleInterop" on lecture."equipement_history" ("adrCleInterop", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_erpId" on lecture."equipement_history" ("erpId", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_erpCategorie" on lecture."equipement_history" ("erpCategorie", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_sirenColl" on lecture."equipement_history" ("sirenColl", "id", "from_tick", "to_tick") include ("dataset_id");
create index "equipement_history_trigrams" on lecture."equipement_history" using gin ("collNom_pli" gin_trgm_ops, "equipType_pli" gin_trgm_ops, "equipNom_pli" gin_trgm_ops, "adrCommune_pli" gin_trgm_ops);
create index "equipement_history_items" on lecture."equipement_history" using gin ("erpType");

create table lecture."collectivite_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "siren" text collate "C",
  "type" text collate "C",
  "code" text collate "C",
  "nom" text collate "C",
  "nom_pli" text collate "C",
  "population" integer,
  "departement" text collate "C",
  "region" text collate "C",
  "epci" text collate "C",
  "natureEpci" text collate "C",
  "anciensSirens" text[] collate "C",
  "anciensCodes" text[] collate "C",
  constraint "collectivite_current_pkey" primary key ("dataset_id", "id"),
  constraint "collectivite_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "collectivite_current_record" on lecture."collectivite_current" ("dataset_id", "record_id");
create index "collectivite_current_id" on lecture."collectivite_current" ("id") include ("dataset_id", "from_tick");
create index "collectivite_current_siren" on lecture."collectivite_current" ("siren", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_type" on lecture."collectivite_current" ("type", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_code" on lecture."collectivite_current" ("code", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_nom" on lecture."collectivite_current" ("left"("nom_pli", 100), "id") include ("dataset_id", "from_tick");
create index "collectivite_current_population" on lecture."collectivite_current" ("population", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_departement" on lecture."collectivite_current" ("departement", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_region" on lecture."collectivite_current" ("region", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_epci" on lecture."collectivite_current" ("epci", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_natureEpci" on lecture."collectivite_current" ("natureEpci", "id") include ("dataset_id", "from_tick");
create index "collectivite_current_trigrams" on lecture."collectivite_current" using gin ("nom_pli" gin_trgm_ops);
create index "collectivite_current_items" on lecture."collectivite_current" using gin ("anciensSirens", "anciensCodes");

create table lecture."collectivite_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "siren" text collate "C",
  "type" text collate "C",
  "code" text collate "C",
  "nom" text collate "C",
  "nom_pli" text collate "C",
  "population" integer,
  "departement" text collate "C",
  "region" text collate "C",
  "epci" text collate "C",
  "natureEpci" text collate "C",
  "anciensSirens" text[] collate "C",
  "anciensCodes" text[] collate "C",
  constraint "collectivite_history_pkey" primary key ("dataset_id", "id")
);
create index "collectivite_history_key" on lecture."collectivite_history" ("dataset_id", "key_hash", "rank");
create index "collectivite_history_record" on lecture."collectivite_history" ("dataset_id", "record_id");
create index "collectivite_history_to" on lecture."collectivite_history" ("dataset_id", "to_tick");
create index "collectivite_history_to_all" on lecture."collectivite_history" ("to_tick");
create index "collectivite_history_id" on lecture."collectivite_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_siren" on lecture."collectivite_history" ("siren", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_type" on lecture."collectivite_history" ("type", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_code" on lecture."collectivite_history" ("code", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_nom" on lecture."collectivite_history" ("left"("nom_pli", 100), "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_population" on lecture."collectivite_history" ("population", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_departement" on lecture."collectivite_history" ("departement", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_region" on lecture."collectivite_history" ("region", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_epci" on lecture."collectivite_history" ("epci", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_natureEpci" on lecture."collectivite_history" ("natureEpci", "id", "from_tick", "to_tick") include ("dataset_id");
create index "collectivite_history_trigrams" on lecture."collectivite_history" using gin ("nom_pli" gin_trgm_ops);
create index "collectivite_history_items" on lecture."collectivite_history" using gin ("anciensSirens", "anciensCodes");

create table lecture."ligne_current" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "problems" jsonb,
  "cells" jsonb not null,
  "cells_pli" jsonb not null,
  constraint "ligne_current_pkey" primary key ("dataset_id", "id"),
  constraint "ligne_current_key" unique ("dataset_id", "key_hash", "rank") deferrable initially deferred
);
create index "ligne_current_record" on lecture."ligne_current" ("dataset_id", "record_id");
create index "ligne_current_id" on lecture."ligne_current" ("id") include ("dataset_id", "from_tick");
create index "ligne_current_values" on lecture."ligne_current" using gin ("cells_pli" jsonb_path_ops);

create table lecture."ligne_history" (
  "id" bigint not null,
  "dataset_id" integer not null,
  "record_id" bigint not null,
  "key_hash" bytea not null,
  "rank" integer not null,
  "content_hash" bytea not null,
  "from_tick" bigint not null,
  "to_tick" bigint not null,
  "problems" jsonb,
  "cells" jsonb not null,
  "cells_pli" jsonb not null,
  constraint "ligne_history_pkey" primary key ("dataset_id", "id")
);
create index "ligne_history_key" on lecture."ligne_history" ("dataset_id", "key_hash", "rank");
create index "ligne_history_record" on lecture."ligne_history" ("dataset_id", "record_id");
create index "ligne_history_to" on lecture."ligne_history" ("dataset_id", "to_tick");
create index "ligne_history_to_all" on lecture."ligne_history" ("to_tick");
create index "ligne_history_id" on lecture."ligne_history" ("id", "from_tick", "to_tick") include ("dataset_id");
create index "ligne_history_values" on lecture."ligne_history" using gin ("cells_pli" jsonb_path_ops);

