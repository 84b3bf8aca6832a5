import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import type { Kind } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { subventions } from '../../src/datasets/subventions.ts'
import { namedColumn } from '../../src/ingest/columnNames.ts'
import { nearestSchema } from '../../src/ingest/nearestSchema.ts'

function versionOf(kind: Kind, ...sources: readonly string[]): string {
  const targets = sources.map((source) => namedColumn(kind, source))
  return nearestSchema(kind, sources, targets).version
}

const BAL = 'voie_nom numero suffixe commune_nom position x y long lat source date_der_maj'.split(
  ' ',
)
const BAL_1_3 = ['commune_insee', 'certification_commune', 'cad_parcelles', ...BAL]
const GRANT =
  'nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire idBeneficiaire objet montant nature conditionsVersement datesPeriodeVersement idRAE notificationUE pourcentageSubvention'.split(
    ' ',
  )

describe('nearestSchema', () => {
  test.each<[string, Kind, string, readonly string[]]>([
    ['its old identifiers', adresses, '1.1', ['cle_interop', 'uid_adresse', ...BAL]],
    ['an identifier in one column', adresses, '1.3', ['uid_adresse', 'cle_interop', ...BAL_1_3]],
    [
      'an identifier in three',
      adresses,
      '1.4',
      ['id_ban_commune', 'id_ban_toponyme', 'id_ban_adresse', 'cle_interop', ...BAL_1_3],
    ],
    [
      'its new name of streets, and no key',
      adresses,
      '1.5',
      [
        ...['id_ban_commune', 'id_ban_toponyme', 'id_ban_adresse', 'toponyme'],
        ...BAL_1_3.filter((name) => name !== 'voie_nom'),
      ],
    ],
    ['fourteen columns', subventions, '2.0.2', GRANT],
    ['sixteen', subventions, '2.1.1', [...GRANT, 'rnaBeneficiaire', 'dispositifAide']],
  ])('knows a version by %s', (_what, kind, version, sources) => {
    expect(versionOf(kind, ...sources)).toBe(version)
  })

  test('does not count what objects would hold that a file has none of', () => {
    const schema = marches.schemas.find(({ version }) => version === '2.0.4')
    const optional = ['tauxAvance', 'idAccordCadre', 'origineUE', 'origineFrance']
    const absent = [
      ...optional,
      'modifications',
      'actesSousTraitance',
      'modificationsActesSousTraitance',
    ]
    const paths = (schema?.parts?.['Marché']?.columns ?? []).filter(
      (path) => !absent.includes(path.split('.')[0] ?? ''),
    )
    const targets = paths.map((path) => ({ path, rule: 'exact', places: [] }) as const)
    expect(nearestSchema(marches, paths, targets).version).toBe('2.0.4')
  })

  test('knows a file of concessions alone, of the first and of the last version', () => {
    const paths = (version: string) => {
      const schema = marches.schemas.find((one) => one.version === version)
      return schema?.parts?.['Contrat de concession']?.columns ?? []
    }
    for (const version of ['1.3.0', '2.0.4']) {
      const targets = paths(version).map((path) => ({ path, rule: 'exact', places: [] }) as const)
      const { version: found } = nearestSchema(marches, paths(version), targets)
      expect(found[0]).toBe(version[0])
    }
  })
})
