import { describe, expect, test } from 'vitest'
import { deriveCells, KINDS, tablesOf } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { subventions } from '../../src/datasets/subventions.ts'

describe('deriveCells', () => {
  test('gives the SIREN, the year and the folded texts of a grant', () => {
    const cells = {
      nomAttribuant: 'Commune d’Aubrelune',
      idAttribuant: '29990003500013',
      nomBeneficiaire: 'L’Œuvre',
      idBeneficiaire: '29990004300017',
      dateConvention: '2024-03-04',
      objet: 'À la FÊTE',
    }
    expect(deriveCells(subventions, cells)).toEqual({
      nomAttribuant_pli: "commune d'aubrelune",
      nomBeneficiaire_pli: "l'oeuvre",
      objet_pli: 'a la fete',
      sirenAttribuant: '299900035',
      sirenBeneficiaire: '299900043',
      annee: 2024,
    })
  })

  test('gives null for what the row does not have', () => {
    expect(deriveCells(prenoms, { enfantPrenom: 'Zoé' })).toEqual({
      communeNom_pli: null,
      enfantPrenom_pli: 'zoe',
    })
    expect(new Set(Object.values(deriveCells(subventions, {})))).toEqual(new Set([null]))
  })

  test.each(['2999000430001', 'en cours', '299900043 00017', '299900043000170'])(
    'makes no SIREN of « %s »',
    (idBeneficiaire) => {
      expect(deriveCells(subventions, { idBeneficiaire })['sirenBeneficiaire']).toBeNull()
    },
  )

  test('makes its own SIREN of a SIREN published in place of a SIRET', () => {
    const cells = { idBeneficiaire: '299900043' }
    expect(deriveCells(subventions, cells)['sirenBeneficiaire']).toBe('299900043')
  })

  test('makes one SIREN of a SIRET whose key is wrong: the first nine digits are there', () => {
    const cells = { idBeneficiaire: '29990004300018' }
    expect(deriveCells(subventions, cells)['sirenBeneficiaire']).toBe('299900043')
  })

  test('gives exactly the columns of the tables that are neither stored nor ours', () => {
    for (const kind of KINDS.filter(({ storage }) => storage !== 'json')) {
      const ours = ['id', 'dataset_id', 'record_id', 'key_hash', 'rank', 'content_hash']
      const others = [...ours, 'from_tick', 'problems', ...Object.keys(kind.columns)]
      const { current } = tablesOf(kind)
      const asked = current.columns.map(({ name }) => name).filter((name) => !others.includes(name))
      expect(Object.keys(deriveCells(kind, {})).toSorted()).toEqual(asked.toSorted())
    }
  })
})
