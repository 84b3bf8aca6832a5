import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import type { Kind } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { namedColumn } from '../../src/ingest/columnNames.ts'

describe('namedColumn', () => {
  test.each<[Kind, string, string, string, number]>([
    // tables
    [prenoms, 'COLL_INSEE', 'collInsee', 'exact', 0],
    [prenoms, ' coll_insee ', 'collInsee', 'casse', 0],
    [prenoms, 'CODE_INSEE', 'collInsee', 'alias', 0],
    [adresses, 'toponyme', 'toponyme', 'exact', 0],
    [adresses, 'voie_nom', 'toponyme', 'exact', 0],
    [adresses, 'uid_adresse', 'uidAdresse', 'exact', 0],
    [adresses, 'long_wgs84', 'long', 'alias', 0],
    [marches, 'acheteur_id', 'acheteurId', 'alias', 0],
    [marches, 'acheteur/id', 'acheteurId', 'alias', 0],
    [marches, 'lieuExecution_typeCode', 'lieuExecutionTypeCode', 'alias', 0],
    [marches, 'titulaires/0/id', 'titulaires.idTitulaire', 'alias', 0],
    [marches, 'titulaires/2/denominationSociale', 'titulaires.denominationSociale', 'alias', 2],
    [marches, 'titulaire_typeIdentifiant', 'titulaires.typeIdentifiant', 'alias', 0],
    // documents
    [marches, 'acheteur.id', 'acheteurId', 'exact', 0],
    [marches, 'autoriteConcedante.id', 'acheteurId', 'exact', 0],
    [marches, 'titulaires', 'titulaires', 'exact', 0],
    [marches, 'concessionnaires', 'titulaires', 'exact', 0],
    [marches, 'titulaires.id', 'titulaires.idTitulaire', 'exact', 0],
    [marches, 'titulaires.titulaire.id', 'titulaires.idTitulaire', 'exact', 0],
    [
      marches,
      'modifications.modification.titulaires.titulaire.id',
      'modifications.titulaires.idTitulaire',
      'exact',
      0,
    ],
    [marches, 'typesPrix.typePrix', 'typesPrix', 'exact', 0],
  ])('%#: « $1 »', (kind, source, path, rule, index) => {
    expect(namedColumn(kind, source)).toEqual({ path, rule, index })
  })

  test.each<[Kind, string]>([
    [prenoms, ''],
    [prenoms, 'INSEE'],
    [marches, 'source'],
    [marches, 'titulaires.contact.id'],
    [marches, 'acheteur'],
    [marches, '__proto__'],
    [marches, 'constructor'],
  ])('of %o, « %s » is nothing', (kind, source) => {
    expect(namedColumn(kind, source)).toBeUndefined()
  })
})
