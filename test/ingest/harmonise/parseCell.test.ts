import { describe, expect, test } from 'vitest'
import type { Column, ColumnType } from '../../../src/datasets/index.ts'
import { parseCell } from '../../../src/ingest/harmonise/parseCell.ts'

const long = '1'.repeat(101)

function column(type: ColumnType, choices?: readonly string[]): Column {
  return {
    type,
    published: 'colonne',
    title: 'Colonne',
    description: 'Une colonne.',
    personal: 'never',
    ...(choices ? { choices } : {}),
  }
}

describe('parseCell', () => {
  test.each<[ColumnType, string, object]>([
    ['texte', 'à  préciser', { value: 'à  préciser' }],
    ['texte', '0', { value: '0' }],
    ['texte', long, { value: long }],
    ['code', '02A004', { value: '02A004' }],
    ['code', '2022,00028', { value: '2022,00028' }],
    ['code', long, { problem: 'code_illisible' }],
    ['siret', '120 027 016 00563', { value: '12002701600563', repair: 'siret' }],
    ['siret', long, { problem: 'code_illisible' }],
    ['date', '04/03/2024', { value: '2024-03-04', repair: 'date' }],
    ['periode', '2024-03-04_2024-12-31', { value: '2024-03-04/2024-12-31', repair: 'periode' }],
    ['periode', long, { problem: 'code_illisible' }],
    ['annee', '2024', { value: 2024 }],
    ['entier', '12', { value: 12 }],
    ['decimal', '12,50', { value: '12.5', repair: 'nombre' }],
    ['booleen', 'oui', { value: true }],
    ['booleen', 'non', { value: false }],
    ['booleen', 'OUI', { value: true, repair: 'booleen' }],
    ['booleen', 'Vrai', { value: true, repair: 'booleen' }],
    ['booleen', '1', { value: true, repair: 'booleen' }],
    ['booleen', 'faux', { value: false, repair: 'booleen' }],
    ['booleen', 'N', { value: false, repair: 'booleen' }],
    ['booleen', 'no', { value: false, repair: 'booleen' }],
    ['booleen', 'sans objet', { repair: 'sans_objet' }],
    ['booleen', 'Non concerné', { repair: 'sans_objet' }],
    ['booleen', 'x', { problem: 'booleen_illisible' }],
    ['booleen', 'peut-être', { problem: 'booleen_illisible' }],
  ])('reads a %s « %s » as %j', (type, text, parsed) => {
    expect(parseCell(column(type), text)).toEqual(parsed)
  })

  test('reads the words that a column has of its own before the usual ones', () => {
    const words = { true: ['0'], false: ['1', 'Fermé'] }
    const parsed = (text: string) => parseCell({ ...column('booleen'), words }, text)
    expect(parsed('0')).toEqual({ value: true })
    expect(parsed('1')).toEqual({ value: false })
    expect(parsed('FERME')).toEqual({ value: false, repair: 'booleen' })
    expect(parsed('oui')).toEqual({ value: true, repair: 'booleen' })
  })

  test('reads a choice that is longer than any code when it is one of the list', () => {
    expect(parseCell(column('choix', [long]), long)).toEqual({ value: long })
  })

  test.each([
    ['aide en numéraire', { value: 'aide en numéraire' }],
    ['Aide en numeraire', { value: 'aide en numéraire', repair: 'casse' }],
    ['AIDE  EN NATURE', { value: 'aide en nature', repair: 'casse' }],
    ['prêt', { value: 'prêt', problem: 'hors_liste' }],
    [long, { problem: 'code_illisible' }],
  ])('reads the choice « %s » as %j', (text, parsed) => {
    const choices = ['aide en numéraire', 'aide en nature']
    expect(parseCell(column('choix', choices), text)).toEqual(parsed)
  })
})
