import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import type { Kind } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { namedColumn } from '../../src/ingest/columnNames.ts'

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
})
