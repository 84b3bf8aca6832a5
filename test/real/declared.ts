import { type Kind, kindOf, libreKind, type TableSchema } from '../../src/datasets/index.ts'
import type { DeclaredColumns } from '../../src/events/index.ts'

/** What the dataset of a real file would declare: its kind, and what its columns mean. */
export interface Declared {
  readonly kind: Kind
  readonly columns: DeclaredColumns
}

const ANNEE = { Année: 'dateConvention' }
const PARIS: Declared = {
  kind: kindOf('prenoms'),
  columns: { mapping: {}, constants: { COLL_INSEE: '75056' } },
}
const SARTHE = { nomAttribuant: 'Département de la Sarthe', idAttribuant: '22720002900014' }

/** Services drawn from OpenStreetMap, whose id is theirs. */
export const SERVICES: TableSchema = {
  fields: 'X Y osm_id type name operator opening_hours phone email com_insee com_nom'
    .split(' ')
    .map((name) => ({ name, type: name < 'Z' ? 'number' : 'string', constraints: {} })),
  primaryKey: ['osm_id'],
}

const SAINT_ETIENNE: Declared = {
  kind: libreKind(SERVICES),
  columns: { mapping: {}, constants: {} },
}

/** The files whose headers are no standard's, with what makes them records all the same. */
export const DECLARED: Readonly<Record<string, Declared>> = {
  'equipements/saint-etienne-services-publics.csv': SAINT_ETIENNE,
  'equipements/saint-etienne-services-publics-v1.csv': SAINT_ETIENNE,
  'equipements/saint-etienne-services-publics-v3.csv': SAINT_ETIENNE,
  'prenoms/paris-liste_des_prenoms-2024-01.csv': PARIS,
  'prenoms/paris-liste_des_prenoms-agenda.csv': PARIS,
  'subventions/dept49-subventions-associations.csv': {
    kind: kindOf('subventions'),
    columns: {
      mapping: {
        ...ANNEE,
        'SIRET ou NIR': 'idBeneficiaire',
        'Raison Sociale': 'nomBeneficiaire',
        Mandaté: 'montant',
      },
      constants: {
        nomAttribuant: 'Département de Maine-et-Loire',
        idAttribuant: '22490001900015',
      },
    },
  },
  'subventions/dept72-2018-old.csv': {
    kind: kindOf('subventions'),
    columns: {
      mapping: {
        ...ANNEE,
        "Nom de l'organisme bénéficiaire": 'nomBeneficiaire',
        'Montant de la subvention de fonctionnement (1)': 'montant',
      },
      constants: SARTHE,
    },
  },
  'subventions/dept72-progos-2018.xls': {
    kind: kindOf('subventions'),
    columns: {
      mapping: {
        'Date de décision': 'dateConvention',
        'Dossier - Code': 'referenceDecision',
        Bénéficiaire: 'nomBeneficiaire',
        'Code SIRET': 'idBeneficiaire',
        Dossier: 'objet',
      },
      constants: SARTHE,
    },
  },
}
