import { describe, expect } from 'vitest'
import { json, linesOf, alone as test } from './served.ts'

const PATH = '299900027/bornes'
const SCHEMA = JSON.stringify({
  fields: [
    { name: 'N° de borne', constraints: { required: true } },
    { name: 'puissance', type: 'number' },
  ],
  primaryKey: 'N° de borne',
})

describe('a dataset described by its own Table Schema', () => {
  test('is declared, published, compared and exported under its own names', async ({ place }) => {
    const schema = await place.file('schema.json', SCHEMA)
    const declare = ['declare', PATH, '--kind', 'libre', '--nom', 'Trois-Brumes']
    const declared = await place.cli(...declare, '--table-schema', schema)
    expect(declared).toMatchObject({ code: 0, stdout: `Jeu ${PATH} déclaré (position 1).\n` })

    const one = await place.file('un.csv', 'N° de borne;puissance\nB-1;7,4\nB-2;fort\n')
    const published = await place.cli('publish', one, '--dataset', PATH, '--json')
    expect(json(published.stdout)).toMatchObject({
      outcome: 'published',
      records: 2,
      problems: { groups: [{ code: 'nombre_illisible', column: 'puissance' }] },
      reading: { columns: [{ target: 'N° de borne' }, { target: 'puissance' }] },
    })

    const two = await place.file('deux.csv', 'puissance,N° de borne\n22,B-1\n,B-2\n')
    await place.cli('publish', two, '--dataset', PATH)
    const diff = await place.cli('diff', PATH, '1', '2', '--json')
    expect(json(diff.stdout)).toMatchObject({
      changed: 1,
      totals: [{ column: 'puissance', before: '7.4', after: '22' }],
      changes: [
        {
          before: { 'N° de borne': 'B-1', puissance: '7.4' },
          after: { 'N° de borne': 'B-1', puissance: '22' },
        },
      ],
    })
    const exported = await place.cli('export', `${PATH}@1`)
    expect(linesOf(exported.stdout)).toEqual(['N° de borne,puissance', 'B-1,7.4', 'B-2,'])
    expect(await place.cli('export', 'libre')).toMatchObject({ code: 2, stdout: '' })
  })

  test('is refused with a schema that is none, before anything starts', async ({ place }) => {
    const declare = ['declare', PATH, '--kind', 'libre', '--nom', 'Trois-Brumes', '--table-schema']
    const wrong = await place.file('faux.json', '{ "fields": [{ "type": "duration" }] }')
    const answer = await place.cli(...declare, wrong)
    expect(answer.code).toBe(2)
    expect(answer.stderr).toContain('le champ n° 1 n’a pas de nom')
    const text = await place.file('texte.json', 'pas du JSON')
    expect((await place.cli(...declare, text)).stderr).toContain('ce fichier n’est pas du JSON')
  })
})
