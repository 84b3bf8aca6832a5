import type { Column } from './column.ts'
import { defineKind } from './defineKind.ts'
import {
  CCAG,
  CONCESSION,
  GROUPEMENTS,
  IDENTIFIANTS,
  MARCHE,
  MARCHES_SCHEMAS,
  TECHNIQUES,
} from './schemas/marches.ts'

/** A day: the latest version requires each one that it has. */
const DAY = {
  type: 'date',
  required: true,
  pattern: '\\d{4}-\\d{2}-\\d{2}',
  personal: 'never',
} as const

/** An amount. */
const EUROS = { type: 'decimal', unit: 'euros', personal: 'never' } as const

/** A duration. */
const MONTHS = { type: 'entier', unit: 'mois', minimum: 1, personal: 'never' } as const

/** The number of an act or of a modification. */
const NUMBER = {
  type: 'entier',
  unit: 'numéro',
  required: true,
  minimum: 1,
  personal: 'never',
} as const

/** A proportion. */
const SHARE = {
  type: 'decimal',
  unit: 'part de 1',
  minimum: 0,
  maximum: 1,
  personal: 'never',
} as const

/** Yes or no. */
const YES_NO = { type: 'booleen', required: true, personal: 'never' } as const

/** A list of which the latest version requires one item at least. */
const LIST = { type: 'liste', required: true, personal: 'never' } as const

const TYPE_IDENTIFIANT = {
  type: 'choix',
  published: 'typeIdentifiant',
  title: "Type d'identifiant du titulaire",
  description: 'Sorte d’identifiant donné : SIRET, numéro de TVA ou autre.',
  required: true,
  choices: IDENTIFIANTS,
  personal: 'possible',
} as const

const ID_TITULAIRE = {
  type: 'code',
  published: 'id',
  title: 'Identifiant du titulaire',
  description: 'Identifiant du titulaire, le plus souvent son SIRET.',
  required: true,
  register: 'sirene',
  personal: 'possible',
} as const

const DENOMINATION_SOCIALE = {
  type: 'texte',
  published: 'denominationSociale',
  title: 'Dénomination sociale du titulaire',
  description: 'Nom de l’entreprise ou de la personne titulaire, jusqu’à la version 1.5.',
  required: true,
  personal: 'possible',
} as const

/** Holders of a marché or a concession. */
const TITULAIRES = {
  type: 'objets',
  published: 'titulaires',
  title: 'Titulaires du marché',
  description: 'Entreprises titulaires du marché ou concessionnaires.',
  required: true,
  personal: 'possible',
  objects: {
    typeName: 'Titulaire',
    description: 'Titulaire d’un marché, ou concessionnaire.',
    elements: ['titulaire', 'concessionnaire'],
    table: 'marche_titulaire',
    columns: {
      typeIdentifiant: { ...TYPE_IDENTIFIANT, indexed: true },
      idTitulaire: { ...ID_TITULAIRE, indexed: true },
      denominationSociale: {
        ...DENOMINATION_SOCIALE,
        aliases: ['titulaire_nom'],
        indexed: true,
      },
    },
    derived: {
      sirenTitulaire: {
        of: 'idTitulaire',
        as: 'siren',
        title: 'SIREN du titulaire',
        description: 'Les neuf premiers chiffres du SIRET du titulaire, ou son SIREN.',
      },
    },
  },
} as const satisfies Column

/** What was changed since the contract was first published. */
const MODIFICATIONS = {
  type: 'objets',
  published: 'modifications',
  title: 'Modifications des données du marché après leur publication initiale',
  description: 'Modifications du contrat depuis sa première publication.',
  personal: 'possible',
  objects: {
    typeName: 'ModificationMarche',
    description: 'Modification d’un marché ou d’une concession, comme un avenant.',
    elements: ['modification'],
    table: 'marche_modification',
    columns: {
      idModification: {
        ...NUMBER,
        published: 'id',
        title: "Numéro d'identification de la modification",
        description: 'Numéro de la modification au sein du marché, depuis la version 2.',
      },
      objetModification: {
        type: 'texte',
        published: 'objetModification',
        title: 'Objet de la modification',
        description: 'Ce que la modification change, jusqu’à la version 1.5.',
        required: true,
        maxLength: 256,
        aliases: ['objetModification'],
        personal: 'possible',
        indexed: true,
      },
      dateNotificationModification: {
        ...DAY,
        published: 'dateNotificationModification',
        title: 'Date de la notification de la modification',
        description: 'Jour où la modification du marché a été notifiée au titulaire.',
        indexed: true,
      },
      dateSignatureModification: {
        ...DAY,
        published: 'dateSignatureModification',
        title: 'Date de la signature de la modification',
        description: 'Jour où l’autorité concédante a signé la modification de la concession.',
      },
      datePublicationDonneesModification: {
        ...DAY,
        published: 'datePublicationDonneesModification',
        title: 'Date de la republication des données incluant la modification',
        description: 'Jour où les données ont été publiées avec la modification.',
      },
      dureeMois: {
        ...MONTHS,
        published: 'dureeMois',
        title: 'Nouvelle durée, en mois',
        description: 'Durée totale après la modification, si elle change.',
      },
      montant: {
        ...EUROS,
        published: 'montant',
        title: 'Nouveau montant',
        description: 'Montant total du marché après la modification, hors taxes, s’il change.',
        minimum: 1,
        indexed: true,
      },
      valeurGlobale: {
        ...EUROS,
        published: 'valeurGlobale',
        title: 'Nouvelle valeur globale',
        description: 'Valeur globale de la concession après la modification, si elle change.',
        minimum: 1,
      },
      titulaires: {
        type: 'objets',
        published: 'titulaires',
        title: 'Liste des titulaires après la modification',
        description: 'Tous les titulaires après la modification, s’ils changent.',
        personal: 'possible',
        objects: {
          typeName: 'TitulaireModification',
          description: 'Titulaire d’un marché après une modification.',
          elements: ['titulaire'],
          columns: {
            typeIdentifiant: TYPE_IDENTIFIANT,
            idTitulaire: ID_TITULAIRE,
            denominationSociale: DENOMINATION_SOCIALE,
          },
        },
      },
    },
  },
} as const satisfies Column

/** Subcontracts that the buyer accepted. */
const ACTES_SOUS_TRAITANCE = {
  type: 'objets',
  published: 'actesSousTraitance',
  title: 'Actes spéciaux de sous-traitance',
  description: 'Actes de sous-traitance que l’acheteur a notifiés.',
  personal: 'possible',
  objects: {
    typeName: 'ActeSousTraitance',
    description: 'Acte spécial par lequel un acheteur accepte un sous-traitant.',
    elements: ['acteSousTraitance'],
    columns: {
      idActe: {
        ...NUMBER,
        published: 'id',
        title: "Numéro d'identification de l'acte spécial de sous-traitance",
        description: 'Numéro de l’acte au sein du marché.',
      },
      sousTraitantTypeIdentifiant: {
        type: 'choix',
        published: 'sousTraitant.typeIdentifiant',
        title: "Type d'identifiant du sous-traitant",
        description: 'Sorte d’identifiant donné : SIRET, numéro de TVA ou autre.',
        required: true,
        choices: IDENTIFIANTS,
        personal: 'possible',
      },
      sousTraitantId: {
        type: 'code',
        published: 'sousTraitant.id',
        title: 'Identifiant du sous-traitant',
        description: 'Identifiant du sous-traitant, le plus souvent son SIRET.',
        required: true,
        register: 'sirene',
        personal: 'possible',
      },
      dureeMois: {
        ...MONTHS,
        published: 'dureeMois',
        title: "Durée de l'acte spécial de sous-traitance",
        description: 'Durée de la sous-traitance, en mois.',
        required: true,
      },
      dateNotification: {
        ...DAY,
        published: 'dateNotification',
        title: "Date de notification de l'acte spécial de sous-traitance",
        description: 'Jour où l’acte a été notifié.',
      },
      datePublicationDonnees: {
        ...DAY,
        published: 'datePublicationDonnees',
        title: "Date de la publication des données de l'acte spécial de sous-traitance",
        description: 'Jour où les données de l’acte ont été publiées.',
      },
      montant: {
        ...EUROS,
        published: 'montant',
        title: "Montant HT de l'acte spécial de sous-traitance",
        description: 'Montant sous-traité, hors taxes.',
        required: true,
        minimum: 1,
      },
      variationPrix: {
        type: 'choix',
        published: 'variationPrix',
        title: "Modalités de variation du prix de l'acte spécial de sous-traitance",
        description: 'Prix ferme, actualisable ou révisable.',
        required: true,
        choices: ['Ferme', 'Actualisable', 'Révisable'],
        personal: 'never',
      },
    },
  },
} as const satisfies Column

/** What was changed in them. */
const MODIFICATIONS_ACTES_SOUS_TRAITANCE = {
  type: 'objets',
  published: 'modificationsActesSousTraitance',
  title: 'Modifications des actes spéciaux de sous-traitance',
  description: 'Modifications d’actes de sous-traitance déjà notifiés.',
  personal: 'possible',
  objects: {
    typeName: 'ModificationActeSousTraitance',
    description: 'Modification d’un acte de sous-traitance.',
    elements: ['modificationActeSousTraitance'],
    columns: {
      idActe: {
        ...NUMBER,
        published: 'id',
        title: "Numéro d'identification de l'acte spécial de sous-traitance",
        description: 'Numéro de l’acte modifié.',
      },
      dureeMois: {
        ...MONTHS,
        published: 'dureeMois',
        title: "Durée de l'acte spécial de sous-traitance",
        description: 'Nouvelle durée de la sous-traitance, en mois.',
      },
      dateNotificationModificationSousTraitance: {
        ...DAY,
        published: 'dateNotificationModificationSousTraitance',
        title: "Date de notification de la modification de l'acte spécial de sous-traitance",
        description: 'Jour où la modification a été notifiée.',
      },
      montant: {
        ...EUROS,
        published: 'montant',
        title:
          "Nouveau montant HT de l'acte spécial de sous-traitance ou montant estimé maximum attribué",
        description: 'Nouveau montant sous-traité, hors taxes.',
        minimum: 1,
      },
      datePublicationDonnees: {
        ...DAY,
        published: 'datePublicationDonnees',
        title:
          "Date de la publication des données de la modification de l'acte spécial de sous-traitance",
        description: 'Jour où les données de la modification ont été publiées.',
      },
    },
  },
} as const satisfies Column

/** What is published each year of a concession. */
const DONNEES_EXECUTION = {
  type: 'objets',
  published: 'donneesExecution',
  title: "Données d'exécution",
  description: 'Ce que l’autorité concédante publie chaque année de l’exécution.',
  personal: 'possible',
  objects: {
    typeName: 'DonneesExecution',
    description: 'Données d’une année d’exécution d’une concession.',
    elements: ['donneesAnnuelles'],
    columns: {
      datePublicationDonneesExecution: {
        ...DAY,
        published: 'datePublicationDonneesExecution',
        title: "Date de publication des données d'exécution",
        description: 'Jour où les données d’exécution ont été publiées.',
      },
      depensesInvestissement: {
        ...EUROS,
        published: 'depensesInvestissement',
        title: "Dépenses d'investissement",
        description: 'Dépenses d’investissement des concessionnaires dans l’année.',
        required: true,
        minimum: 0,
      },
      tarifs: {
        type: 'objets',
        published: 'tarifs',
        title: 'Tarifs',
        description: 'Principaux tarifs payés par les usagers.',
        required: true,
        personal: 'possible',
        objects: {
          typeName: 'TarifConcession',
          description: 'Tarif payé par les usagers d’une concession.',
          elements: ['tarif'],
          columns: {
            intituleTarif: {
              type: 'texte',
              published: 'intituleTarif',
              title: 'Intitulé du tarif',
              description: 'Nom du tarif.',
              required: true,
              maxLength: 256,
              personal: 'possible',
            },
            tarif: {
              ...EUROS,
              published: 'tarif',
              title: 'Tarif',
              description: 'Prix payé par l’usager.',
              required: true,
              minimum: 0,
            },
          },
        },
      },
    },
  },
} as const satisfies Column

/**
 * Données essentielles des marchés publics et des contrats de concession.
 *
 * The two share the columns that mean the same. A fact is the one that the latest version says of a marché, or
 * of a concession where only these have the column. `required` means that an empty cell is refused: a list
 * that may be empty and a value that may be null are not required, even where their key is.
 *
 * @source https://github.com/139bercy/format-commande-publique
 */
export const marches = defineKind({
  name: 'marches',
  table: 'marche',
  typeName: 'Marche',
  title: 'Marchés publics et concessions',
  description: 'Marché public ou contrat de concession attribué par un acheteur.',
  noun: { one: 'marché', many: 'marchés', feminine: false },
  schemas: MARCHES_SCHEMAS,
  partedBy: 'type',
  elements: {
    marche: { type: MARCHE },
    'contrat-concession': { type: CONCESSION },
  },
  columns: {
    idMarche: {
      type: 'code',
      published: 'id',
      title: 'Identifiant de marché',
      description:
        'Numéro donné par l’acheteur. Jusqu’à la version 1.5, il finit par deux chiffres de modification.',
      required: true,
      minLength: 1,
      maxLength: 16,
      personal: 'never',
      indexed: true,
    },
    uid: {
      type: 'code',
      published: 'uid',
      title: 'Identifiant de marché',
      description: 'SIRET de l’acheteur suivi de l’identifiant du marché, jusqu’à la version 1.5.',
      pattern: '^[0-9]{14}.{7,16}$',
      personal: 'never',
    },
    type: {
      type: 'choix',
      published: '_type',
      title: "Type d'objet (marché, contrat de concession)",
      description: 'Marché ou contrat de concession.',
      choices: [MARCHE, CONCESSION],
      aliases: ['type'],
      personal: 'never',
      indexed: true,
    },
    acheteurId: {
      type: 'siret',
      published: 'acheteur.id',
      title: "Identifiant SIRET de l'acheteur",
      description: 'SIRET de l’acheteur ou de l’autorité concédante.',
      required: true,
      pattern: '^[0-9]{14}$',
      personal: 'never',
      indexed: true,
    },
    acheteurNom: {
      type: 'texte',
      published: 'acheteur.nom',
      title: "Nom de l'acheteur",
      description: 'Nom de l’acheteur ou de l’autorité concédante, jusqu’à la version 1.5.',
      required: true,
      personal: 'never',
      indexed: true,
    },
    nature: {
      type: 'choix',
      published: 'nature',
      title: 'Nature du marché',
      description: 'Nature du marché ou de la concession.',
      required: true,
      choices: [MARCHE, 'Marché de partenariat', 'Marché de défense ou de sécurité'],
      personal: 'never',
      indexed: true,
    },
    objet: {
      type: 'texte',
      published: 'objet',
      title: 'Objet du marché',
      description: 'Description courte de ce qui est acheté ou concédé.',
      required: true,
      maxLength: 1000,
      personal: 'possible',
      indexed: true,
    },
    codeCPV: {
      type: 'code',
      published: 'codeCPV',
      title: 'Code CPV',
      description:
        'Code du vocabulaire européen des marchés publics, qui classe ce qui est acheté.',
      required: true,
      pattern: '^[0-9]{8}(-[0-9])?$',
      aliases: ['code CPV'],
      personal: 'never',
      indexed: true,
    },
    techniques: {
      ...LIST,
      published: 'techniques.technique',
      aliases: ['techniques'],
      title: "Technique d'achat",
      description: 'Techniques d’achat employées, comme l’accord-cadre ou le concours.',
      choices: TECHNIQUES,
      indexed: true,
    },
    modalitesExecution: {
      ...LIST,
      published: 'modalitesExecution.modaliteExecution',
      aliases: ['modalitesExecution'],
      title: "modalités d'exécution",
      description:
        'Manières d’exécuter le marché : tranches, bons de commande, marchés subséquents.',
      choices: ['Tranches', 'Bons de commande', 'Marchés subséquents', 'Sans objet'],
    },
    idAccordCadre: {
      type: 'code',
      published: 'idAccordCadre',
      title: "Identifiant de l'accord-cadre",
      description: 'Pour un marché subséquent, identifiant de l’accord-cadre dont il relève.',
      minLength: 1,
      maxLength: 16,
      personal: 'never',
      indexed: true,
    },
    marcheInnovant: {
      ...YES_NO,
      published: 'marcheInnovant',
      title: 'Marché innovant',
      description: 'Vrai si le marché porte sur des travaux, fournitures ou services innovants.',
      indexed: true,
    },
    ccag: {
      type: 'choix',
      published: 'ccag',
      title: 'CCAG de référence',
      description: 'Cahier des clauses administratives générales auquel le marché se réfère.',
      required: true,
      choices: CCAG,
      personal: 'never',
    },
    offresRecues: {
      type: 'entier',
      published: 'offresRecues',
      title: "Nombre d'offres reçues",
      description: 'Nombre d’offres reçues, y compris celles qui ont été écartées.',
      unit: 'offres',
      required: true,
      minimum: 1,
      personal: 'never',
      indexed: true,
    },
    attributionAvance: {
      ...YES_NO,
      published: 'attributionAvance',
      title: "Attribution d'une avance",
      description: 'Vrai si une avance est attribuée au titulaire principal.',
    },
    tauxAvance: {
      ...SHARE,
      published: 'tauxAvance',
      title: "Taux de l'avance",
      description: 'Part du montant versée en avance au titulaire principal. 0 : taux inconnu.',
    },
    typeGroupementOperateurs: {
      type: 'choix',
      published: 'typeGroupementOperateurs',
      title: "Type de groupement d'opérateurs",
      description: 'Groupement conjoint ou solidaire des titulaires, s’ils en forment un.',
      required: true,
      choices: GROUPEMENTS,
      personal: 'never',
    },
    sousTraitanceDeclaree: {
      ...YES_NO,
      published: 'sousTraitanceDeclaree',
      title: 'Sous-traitance déclarée',
      description: 'Vrai si les titulaires ont déclaré des sous-traitants à la notification.',
    },
    actesSousTraitance: ACTES_SOUS_TRAITANCE,
    procedure: {
      type: 'choix',
      published: 'procedure',
      title: 'Procédure de passation du marché',
      description: 'Procédure par laquelle l’acheteur a choisi le titulaire.',
      required: true,
      choices: [
        'Procédure adaptée',
        "Appel d'offres ouvert",
        "Appel d'offres restreint",
        'Procédure avec négociation',
        'Marché passé sans publicité ni mise en concurrence préalable',
        'Dialogue compétitif',
      ],
      personal: 'never',
      indexed: true,
    },
    lieuExecutionCode: {
      type: 'code',
      published: 'lieuExecution.code',
      title: "Code du lieu d'exécution",
      description: 'Code du lieu principal d’exécution, de la sorte que dit le type de code.',
      required: true,
      personal: 'never',
      indexed: true,
    },
    lieuExecutionTypeCode: {
      type: 'choix',
      published: 'lieuExecution.typeCode',
      title: "Type de code du lieu d'exécution",
      description:
        'Sorte du code de lieu : code postal, ou code de l’INSEE (commune, département, région).',
      required: true,
      choices: [
        'Code postal',
        'Code commune',
        'Code arrondissement',
        'Code canton',
        'Code département',
        'Code région',
        'Code pays',
      ],
      personal: 'never',
    },
    lieuExecutionNom: {
      type: 'texte',
      published: 'lieuExecution.nom',
      title: "Nom du lieu d'exécution",
      description: 'Nom du lieu principal d’exécution, jusqu’à la version 1.5.',
      required: true,
      aliases: ['lieu'],
      personal: 'possible',
    },
    dureeMois: {
      ...MONTHS,
      published: 'dureeMois',
      title: 'Durée initiale du marché',
      description:
        'Durée en mois, tranches et reconductions comprises. Une modification ne la change pas.',
      required: true,
      indexed: true,
    },
    dateNotification: {
      ...DAY,
      published: 'dateNotification',
      title: 'Date de la notification du marché',
      description: 'Jour où le marché a été notifié à ses titulaires.',
      indexed: true,
    },
    dateSignature: {
      ...DAY,
      published: 'dateSignature',
      title: 'Date de la signature du marché',
      description: 'Jour où l’autorité concédante a signé le contrat de concession.',
      indexed: true,
    },
    dateDebutExecution: {
      ...DAY,
      published: 'dateDebutExecution',
      title: "Date du début de l'exécution du contrat de concession",
      description: 'Premier jour d’exécution du contrat de concession.',
    },
    datePublicationDonnees: {
      ...DAY,
      published: 'datePublicationDonnees',
      title: 'Date de la publication des données essentielles du marché',
      description: 'Jour où les données ont été publiées ; une republication le change souvent.',
      indexed: true,
    },
    montant: {
      ...EUROS,
      published: 'montant',
      title: 'Montant forfaitaire ou estimé maximum HT',
      description:
        'Montant hors taxes, pour tous les titulaires ensemble. Une modification donne le nouveau.',
      required: true,
      minimum: 1,
      indexed: true,
    },
    valeurGlobale: {
      ...EUROS,
      published: 'valeurGlobale',
      title: 'Valeur globale attribuée',
      description: 'Valeur globale du contrat de concession.',
      required: true,
      minimum: 1,
      indexed: true,
    },
    montantSubventionPublique: {
      ...EUROS,
      published: 'montantSubventionPublique',
      title: 'Montant de la subvention publique ou de tout autre avantage financier',
      description: 'Aide publique accordée aux concessionnaires ; 0 s’il n’y en a pas.',
      required: true,
      minimum: 0,
    },
    typesPrix: {
      ...LIST,
      published: 'typesPrix.typePrix',
      aliases: ['typesPrix'],
      title: 'type prix',
      description: 'Prix définitif, ferme, actualisable ou révisable, ou prix provisoire.',
      choices: ['Définitif ferme', 'Définitif actualisable', 'Définitif révisable', 'Provisoire'],
    },
    formePrix: {
      type: 'choix',
      published: 'formePrix',
      title: 'Forme du prix',
      description:
        'Prix unitaire, forfaitaire ou mixte. Jusqu’à la version 1.5 : ferme ou révisable.',
      required: true,
      choices: ['Unitaire', 'Forfaitaire', 'Mixte'],
      personal: 'never',
    },
    origineUE: {
      ...SHARE,
      published: 'origineUE',
      title: "Part des produits provenant de l'Union européenne",
      description: 'Part des produits fournis qui viennent de l’Union européenne, France comprise.',
    },
    origineFrance: {
      ...SHARE,
      published: 'origineFrance',
      title: 'Part des produits français',
      description: 'Part des produits fournis qui viennent de France.',
    },
    titulaires: TITULAIRES,
    considerationsSociales: {
      ...LIST,
      published: 'considerationsSociales.considerationSociale',
      aliases: ['considerationsSociales'],
      title: 'Considérations sociales',
      description: 'Clauses, critères ou réserves à caractère social.',
      choices: [
        'Clause sociale',
        'Critère social',
        'Marché réservé',
        'Pas de considération sociale',
      ],
      indexed: true,
    },
    considerationsEnvironnementales: {
      ...LIST,
      published: 'considerationsEnvironnementales.considerationEnvironnementale',
      aliases: ['considerationsEnvironnementales'],
      title: 'Considérations environnementales',
      description: 'Clauses ou critères à caractère environnemental.',
      choices: [
        'Clause environnementale',
        'Critère environnemental',
        'Pas de considération environnementale',
      ],
      indexed: true,
    },
    modificationsActesSousTraitance: MODIFICATIONS_ACTES_SOUS_TRAITANCE,
    modifications: MODIFICATIONS,
    donneesExecution: DONNEES_EXECUTION,
  },
  derived: {
    sirenAcheteur: {
      of: 'acheteurId',
      as: 'siren',
      title: "SIREN de l'acheteur",
      description: 'Les neuf premiers chiffres du SIRET de l’acheteur.',
    },
    annee: {
      of: 'dateNotification',
      as: 'annee',
      title: 'Année de la notification',
      description: 'Année de la date de notification.',
    },
    souche: {
      of: 'idMarche',
      as: 'souche',
      title: "Souche de l'identifiant",
      description:
        'Identifiant sans ses deux derniers caractères, qui numérotent les modifications jusqu’à la version 1.5.',
    },
  },
  keys: [
    [
      { of: ['acheteurId'], necessary: true },
      { of: ['idMarche'], necessary: true },
    ],
  ],
  tie: ['datePublicationDonnees', 'dateNotification'],
  // A file without the latest date is one where each row is a state: there is no publication date to carry.
  fold: {
    latest: 'datePublicationDonnees',
    merge: ['titulaires', 'modifications'],
    steps: {
      by: 'dateNotification',
      into: 'modifications',
      cells: {
        dateNotificationModification: 'dateNotification',
        dureeMois: 'dureeMois',
        montant: 'montant',
        titulaires: 'titulaires',
      },
    },
  },
  about: { siren: 'sirenAcheteur' },
  rules: [
    // Not a constraint of the schema: its descriptions of the two columns say it.
    {
      rule: 'compare-columns-value',
      columns: ['origineUE', 'origineFrance'],
      since: '2.0.0',
    },
  ],
  measures: ['montant', 'valeurGlobale'],
  roles: [
    {
      field: 'marchesAttribues',
      description: 'Marchés et concessions que l’organisme a attribués comme acheteur.',
      siren: 'sirenAcheteur',
      name: 'acheteurNom',
    },
    {
      field: 'marchesRemportes',
      description:
        'Marchés et concessions dont l’organisme est un titulaire. Leur montant est celui du contrat entier, même s’il a plusieurs titulaires : leur total n’est pas ce qu’il reçoit.',
      siren: 'titulaires.sirenTitulaire',
      name: 'titulaires.denominationSociale',
    },
  ],
  links: [
    {
      field: 'avenantsProbables',
      description:
        'Autres marchés du même acheteur, de même objet et de même souche d’identifiant. Rapprochement approché : ce sont probablement des modifications publiées comme des marchés.',
      same: ['acheteurId', 'souche', 'objet'],
      differs: 'idMarche',
    },
  ],
})
