import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import { type Kind, libreKind } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'
import { namedColumn } from '../../src/ingest/columnNames.ts'
import { sharedFolder, testShared } from '../shared.ts'

describe('namedColumn', () => {
  test.each<[Kind, string, string, string, readonly number[]]>([
    // tables
    [prenoms, 'COLL_INSEE', 'collInsee', 'exact', []],
    [prenoms, ' coll_insee ', 'collInsee', 'casse', []],
    [prenoms, 'CODE_INSEE', 'collInsee', 'alias', []],
    [adresses, 'toponyme', 'toponyme', 'exact', []],
    [adresses, 'voie_nom', 'toponyme', 'exact', []],
    [adresses, 'uid_adresse', 'uidAdresse', 'exact', []],
    [adresses, 'long_wgs84', 'long', 'alias', []],
    // written otherwise
    [subventions, 'ï»¿nomAttribuant', 'nomAttribuant', 'casse', []],
    [subventions, '\ufeffnomAttribuant', 'nomAttribuant', 'exact', []],
    [subventions, '"montant"', 'montant', 'alias', []],
    [subventions, 'NOM_Beneficiaire', 'nomBeneficiaire', 'alias', []],
    [subventions, 'Date de convention*', 'dateConvention', 'alias', []],
    [subventions, "Aide notifiée Ã  l'Europe", 'notificationUE', 'alias', []],
    [subventions, 'idattribuant_0', 'idAttribuant', 'alias', []],
    // titles, of the latest version and of others
    [subventions, 'Montant  total de la subvention', 'montant', 'alias', []],
    [subventions, 'Identification du bénéficiaire', 'idBeneficiaire', 'alias', []],
    [prenoms, 'Année', 'annee', 'casse', []],
    // dBase and shapefiles
    [adresses, 'numero,N,9,0', 'numero', 'casse', []],
    [prenoms, 'COLL_INSEE,C,5', 'collInsee', 'casse', []],
    [adresses, 'commune_in', 'communeInsee', 'alias', []],
    [adresses, 'CERTIFICAT', 'certificationCommune', 'alias', []],
    [adresses, 'uid_adress', 'uidAdresse', 'alias', []],
    [marches, 'acheteur_id', 'acheteurId', 'alias', []],
    [marches, 'acheteur/id', 'acheteurId', 'alias', []],
    [marches, 'lieuExecution_typeCode', 'lieuExecutionTypeCode', 'alias', []],
    [marches, 'titulaires/0/id', 'titulaires.idTitulaire', 'alias', [0]],
    [marches, 'titulaires/2/denominationSociale', 'titulaires.denominationSociale', 'alias', [2]],
    [
      marches,
      'modifications/1/titulaires/2/id',
      'modifications.titulaires.idTitulaire',
      'alias',
      [1, 2],
    ],
    [marches, 'titulaire_typeIdentifiant', 'titulaires.typeIdentifiant', 'alias', []],
    // documents
    [marches, 'acheteur.id', 'acheteurId', 'exact', []],
    [marches, 'autoriteConcedante.id', 'acheteurId', 'exact', []],
    [marches, 'titulaires', 'titulaires', 'exact', []],
    [marches, 'concessionnaires', 'titulaires', 'exact', []],
    [marches, 'titulaires.id', 'titulaires.idTitulaire', 'exact', []],
    [marches, 'titulaires.titulaire.id', 'titulaires.idTitulaire', 'exact', []],
    [
      marches,
      'modifications.modification.titulaires.titulaire.id',
      'modifications.titulaires.idTitulaire',
      'exact',
      [],
    ],
    [marches, 'typesPrix.typePrix', 'typesPrix', 'exact', []],
  ])('%#: « $1 »', (kind, source, path, rule, places) => {
    expect(namedColumn(kind, source)).toEqual({ path, rule, places })
  })

  test.each<[Kind, string]>([
    [prenoms, ''],
    [prenoms, 'INSEE'],
    [prenoms, '***'],
    // cut too short, or the beginning of two names
    [adresses, 'commune_i'],
    [adresses, 'commune_de'],
    [marches, 'concession'],
    [marches, 'acheteur.i'],
    // said of the payer in one file and of the payee in another
    [subventions, 'SIRET'],
    [subventions, 'Nom attributaire'],
    [marches, 'Identifiant de marché'],
    [marches, 'source'],
    [marches, 'titulaires.contact.id'],
    [marches, 'acheteur'],
    // Only the objects of a column have places.
    [marches, 'montant_2'],
    [marches, 'titulaires/0/1/id'],
    [marches, '__proto__'],
    [marches, 'constructor'],
  ])('of %o, « %s » is nothing', (kind, source) => {
    expect(namedColumn(kind, source)).toBeUndefined()
  })

  test('takes no header of signs for a column whose name is other signs', () => {
    const kind = libreKind({ fields: [{ name: '***' }, { name: 'n°' }] })
    expect(namedColumn(kind, '***')).toEqual({ path: 'c1', rule: 'exact', places: [] })
    expect(namedColumn(kind, '---')).toBeUndefined()
    expect(namedColumn(kind, '')).toBeUndefined()
  })

  test('takes a word for no longer name of a dataset of one’s own', () => {
    const kind = libreKind({ fields: [{ name: 'population_totale' }] })
    expect(namedColumn(kind, 'population')).toBeUndefined()
  })

  testShared('knows the headers of real files', async () => {
    const named = (kind: Kind, file: string, separator = ';') => {
      const bytes = readFileSync(join(sharedFolder ?? '', 'data', file))
      const [header = ''] = bytes.toString('utf8').split(/\r?\n/)
      return header.split(separator).map((name) => namedColumn(kind, name)?.path)
    }
    expect(named(adresses, 'bal/validateur-aliases.csv')).not.toContain(undefined)
    // All but the four last, which are about loans and gifts.
    const loire = named(subventions, 'subventions/dept44-subventions-associations.csv')
    expect(loire.indexOf(undefined)).toBe(14)
    expect(new Set(loire).size).toBe(15)
    const nievre = 'subventions/exemples/DEP_Nièvre_CD58_SUBVENTIONS_2016_LISTE.csv'
    expect(named(subventions, nievre, ',')).toEqual([
      'nomAttribuant',
      'idAttribuant',
      undefined,
      'dateConvention',
      'referenceDecision',
      'nomBeneficiaire',
      'idBeneficiaire',
      undefined,
      'objet',
      'montant',
      'nature',
      undefined,
      undefined,
      'conditionsVersement',
      'dispositifAide',
      undefined,
      'notificationUE',
    ])
  })
})
