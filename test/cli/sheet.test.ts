import { describe, expect } from 'vitest'
import { prenomsCsv } from '../given.ts'
import { prenomsWorkbook } from '../ingest/read/prenomsWorkbook.ts'
import { json, test } from './served.ts'

const WORKBOOK = prenomsWorkbook({
  Naissances: { Jade: 3 },
  Élèves: { Jade: 3, Mila: 2, Zoé: 4 },
})

describe('--sheet', () => {
  test('tells which sheet of a workbook is published, of a new dataset too', async ({ place }) => {
    const file = await place.file('annee.xlsx', WORKBOOK)
    const options = ['--dataset', '299900035/feuilles', '--sheet', 'élèves', '--json'] as const
    const { code, stdout } = await place.cli('publish', file, ...options)
    expect(code).toBe(0)
    expect(json(stdout)).toMatchObject({
      outcome: 'published',
      records: 3,
      reading: { sheet: 'Élèves' },
    })
  })

  test('tells which sheet is tried', async ({ place }) => {
    const file = await place.file('essai.xlsx', WORKBOOK)
    const { code, stdout } = await place.cli('validate', file, '--sheet', 'Élèves')
    expect(code).toBe(0)
    expect(stdout).toContain(': 3 lignes, xlsx, feuille « Élèves ».')
  })

  test('of a name that no sheet has is refused, with those there are', async ({ place }) => {
    const file = await place.file('autre.xlsx', WORKBOOK)
    const { code, stdout } = await place.cli('validate', file, '--sheet', '2020')
    expect(code).toBe(1)
    expect(stdout).toContain('(feuille_inconnue, ')
    expect(stdout).toContain('« Naissances, Élèves »')
  })

  test('of what is no spreadsheet is refused, and declares nothing', async ({ place }) => {
    const file = await place.file('prenoms.csv', prenomsCsv([['F', 'Jade', 3, 2020]]))
    const options = ['--dataset', '299900035/sans-feuille', '--sheet', 'Élèves'] as const
    const { code, stdout } = await place.cli('publish', file, ...options)
    expect(code).toBe(1)
    expect(stdout).toContain('(feuille_sans_tableur, ')
    expect((await place.cli('show', '299900035/sans-feuille')).code).toBe(5)
  })
})
