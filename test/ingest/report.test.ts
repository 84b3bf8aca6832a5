import { describe, expect, test } from 'vitest'
import { createReporter } from '../../src/ingest/report.ts'

describe('createReporter', () => {
  test('tells first what refuses the file, then what is grave, then what is frequent', () => {
    const { problem, report, isBlocked } = createReporter()
    for (const line of [2, 3, 4])
      problem({ code: 'siret_invalide', column: 'idBeneficiaire', line })
    problem({ code: 'date_illisible', column: 'dateConvention', line: 2, value: 'hier' })
    for (const line of [5, 6]) problem({ code: 'valeur_manquante', column: 'objet', line })
    expect(isBlocked()).toBe(false)
    problem({ code: 'largeur_de_ligne', line: 7 })
    expect(isBlocked()).toBe(true)
    expect(report().problems.map(({ code, count, lines }) => [code, count, lines])).toEqual([
      ['largeur_de_ligne', 1, [7]],
      ['valeur_manquante', 2, [5, 6]],
      ['date_illisible', 1, [2]],
      ['siret_invalide', 3, [2, 3, 4]],
    ])
  })

  test('tells a column that is not there before what some rows lack', () => {
    const { problem, report } = createReporter()
    for (const line of [2, 3]) problem({ code: 'valeur_manquante', column: 'objet', line })
    problem({ code: 'colonne_absente', column: 'montant', line: 1 })
    problem({ code: 'colonne_absente', column: 'nature', line: 1 })
    expect(report().problems.map(({ column }) => column)).toEqual(['montant', 'nature', 'objet'])
  })

  test('names a line once, and counts all that it has', () => {
    const { problem, report } = createReporter()
    for (const line of [2, 2, 3])
      problem({ code: 'format_invalide', column: 'cadParcelles', line, value: 'A' })
    expect(report().problems).toMatchObject([{ count: 3, lines: [2, 3] }])
  })

  test('keeps few lines and examples of many', () => {
    const { problem, repair, report, examples } = createReporter()
    for (let line = 1; line <= 1000; line += 1) {
      problem({ code: 'valeur_manquante', column: 'objet', line })
      repair({ rule: 'ligne_completee', column: null, line, before: '1', after: '2' })
    }
    expect(report()).toMatchObject({
      problems: [{ count: 1000, lines: Array.from({ length: 20 }, (_, i) => i + 1) }],
      repairs: [{ rule: 'ligne_completee', column: null, count: 1000 }],
    })
    expect(examples().length).toBe(10)
  })
})
