import { describe, expect, test } from 'vitest'
import { adresses } from '../../../src/datasets/adresses.ts'
import type { Column } from '../../../src/datasets/index.ts'
import { prenoms } from '../../../src/datasets/prenoms.ts'
import { subventions } from '../../../src/datasets/subventions.ts'
import { parseChoice, parseText } from '../../../src/ingest/harmonise/parseChoice.ts'

const { nature, conditionsVersement, objet } = subventions.columns
const { position } = adresses.columns
const { enfantSexe } = prenoms.columns

const both = 'aide en numéraire;aide en nature'

describe('parseChoice', () => {
  test.each<[Column, string, object]>([
    [nature, 'Aide en numéraire', { value: 'aide en numéraire', repair: 'casse' }],
    [nature, 'numéraire', { value: 'aide en numéraire', repair: 'synonyme' }],
    [nature, 'En numeraire', { value: 'aide en numéraire', repair: 'synonyme' }],
    [nature, 'en nature', { value: 'aide en nature', repair: 'synonyme' }],
    [nature, both, { value: both }],
    [nature, 'aide en nature;aide en numéraire', { value: 'aide en nature;aide en numéraire' }],
    [nature, 'aide en numéraire,aide en nature', { value: both, repair: 'synonyme' }],
    [nature, 'Aide en numéraire et en nature', { value: both, repair: 'synonyme' }],
    [nature, 'aide en numéraire;', { value: 'aide en numéraire', repair: 'synonyme' }],
    [
      nature,
      'aide en numéraire;salut',
      { value: 'aide en numéraire;salut', problem: 'hors_liste' },
    ],
    [nature, 'Financier', { value: 'Financier', problem: 'hors_liste' }],
    [nature, 'fonctionnement', { value: 'fonctionnement', problem: 'hors_liste' }],
    [nature, ';', { value: ';', problem: 'hors_liste' }],
    [position, 'Entrée', { value: 'entrée', repair: 'casse' }],
    [position, 'cage-d’escalier', { value: 'cage d’escalier', repair: 'casse' }],
    [position, 'DELIVRANCE_POSTALE', { value: 'délivrance postale', repair: 'casse' }],
    [position, 'ddfdf', { value: 'ddfdf', problem: 'hors_liste' }],
    [position, 'entrée,logement', { value: 'entrée,logement', problem: 'hors_liste' }],
    [enfantSexe, 'f', { value: 'F', repair: 'casse' }],
    [enfantSexe, 'G', { value: 'M', repair: 'synonyme' }],
    [enfantSexe, 'fille', { value: 'F', repair: 'synonyme' }],
    [enfantSexe, '2', { value: 'F', repair: 'synonyme' }],
    [enfantSexe, 'constructor', { value: 'constructor', problem: 'hors_liste' }],
  ])('%#: reads « $1 »', (column, text, parsed) => {
    expect(parseChoice(column, text)).toEqual(parsed)
  })

  test('does not take a sign for a joint', () => {
    const column = { ...position, choices: ['-5', '5-10', '+'] }
    for (const text of ['5', '5 10', '-', '510']) {
      expect(parseChoice(column, text)).toEqual({ value: text, problem: 'hors_liste' })
    }
  })
})

describe('parseText', () => {
  test.each<[Column, string, object]>([
    [conditionsVersement, 'unique', { value: 'unique' }],
    [conditionsVersement, 'UNIQUE', { value: 'unique', repair: 'casse' }],
    [conditionsVersement, 'Echelonné', { value: 'échelonné', repair: 'casse' }],
    [conditionsVersement, 'unique;échelonné', { value: 'unique;échelonné' }],
    [conditionsVersement, 'Unique, en mai', { value: 'Unique, en mai' }],
    [objet, 'UNIQUE', { value: 'UNIQUE' }],
  ])('%#: reads « $1 »', (column, text, parsed) => {
    expect(parseText(column, text)).toEqual(parsed)
  })
})
