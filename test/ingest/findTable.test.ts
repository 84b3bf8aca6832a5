import { describe, expect, test } from 'vitest'
import { KINDS, libreKind, OFFICIAL_KINDS } from '../../src/datasets/index.ts'
import { findTable } from '../../src/ingest/findTable.ts'
import { NOTHING_DECLARED } from '../../src/ingest/recognise.ts'

const PRENOMS = 'COMMUNE_NOM COLL_INSEE ENFANT_SEXE ENFANT_PRENOM NOMBRE_OCCURRENCES ANNEE'.split(
  ' ',
)
const ROW = 'Aubrelune 99901 F Zoé 2 2020'.split(' ')

const find = (text: string, isWhole = true) =>
  findTable(text, isWhole, OFFICIAL_KINDS, NOTHING_DECLARED)

describe('findTable', () => {
  test.each([';', ',', '\t', '|'])('finds the header and its delimiter %j', async (delimiter) => {
    const header = PRENOMS.join(delimiter)
    expect(await find(`${header}\n${ROW.join(delimiter)}\n`)).toEqual({
      layout: { delimiter, headerLine: 1, header: PRENOMS },
    })
  })

  test('finds it below prose, a quote and empty lines, by the line of the file', async () => {
    const title = `Ville d’Aubrelune, service "état civil\n"Prénoms\n;;;\n\n`
    expect(await find(`${title}${PRENOMS.join()}\n${ROW.join()}\n`)).toEqual({
      layout: { delimiter: ',', headerLine: 5, header: PRENOMS },
    })
  })

  test('looks for it among fifty rows that say something, and no further', async () => {
    const above = (rows: number) =>
      `${'\n'.repeat(60)}${'titre;\n'.repeat(rows)}${PRENOMS.join(';')}\n`
    expect(await find(above(49))).toMatchObject({ layout: { headerLine: 110 } })
    expect(await find(above(50))).toMatchObject({
      layout: { headerLine: 61, header: ['titre', ''] },
    })
  })

  test('prefers the row that tells the most columns, whatever their case', async () => {
    const group = 'COLL_INSEE;ENFANT_SEXE;ENFANT_PRENOM;;;'
    const text = `${group}\n${PRENOMS.join(';').toLowerCase()}\n`
    expect(await find(text)).toMatchObject({ layout: { headerLine: 2 } })
  })

  test('is not fooled by other delimiters inside the header', async () => {
    const schema = { fields: [{ name: 'LIBEL,C,254' }, { name: 'CANTON,N,9,0' }] }
    const text = 'LIBEL,C,254;CANTON,N,9,0\nÉcole;4\n'
    const found = await findTable(text, true, [libreKind(schema)], NOTHING_DECLARED)
    expect(found).toMatchObject({ layout: { delimiter: ';' } })
  })

  test('sees through a table whose only column holds the lines of another', async () => {
    const text = `${PRENOMS.join()};;\n"${ROW.join()}";;\n`
    expect(await find(text)).toEqual({
      layout: { delimiter: ',', wrapper: ';', headerLine: 1, header: PRENOMS },
    })
  })

  test('takes the first row for the header of a table that no kind knows', async () => {
    const likely = async (text: string) => {
      const found = await findTable(text, true, KINDS, NOTHING_DECLARED)
      return 'layout' in found ? found.layout.delimiter : found
    }
    expect(await likely('a;b;c\n1,5;2;3\n')).toBe(';')
    expect(await likely('a,b,c\n1,2,3\n')).toBe(',')
    expect(await likely('a;b,c')).toBe(';')
    expect(await likely('"a\nb,c,d";e;f')).toBe(';')
    // Commas of prose agree on nothing.
    expect(await likely('a\tb\nx, y, z\t2\nx, y\t3\n')).toBe('\t')
  })

  test('tells prose from a table', async () => {
    const prose = 'Prénoms\n=======\n\nLes prénoms, par année, de la commune ; ils sont publics.\n'
    expect(await find(prose)).toEqual({ refused: 'fichier_sans_tableau', line: 'Prénoms' })
    expect(await find(';;;\n;;\n')).toEqual({ refused: 'fichier_vide' })
  })

  test('does not read a row that the start of a long text cuts', async () => {
    const text = `titre\n${PRENOMS.slice(0, 5).join(';')};AN`
    expect(await find(text, false)).toMatchObject({ refused: 'fichier_sans_tableau' })
    expect(await find(PRENOMS.join(';'), false)).toMatchObject({ layout: { headerLine: 1 } })
  })
})
