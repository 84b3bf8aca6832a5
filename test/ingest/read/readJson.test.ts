import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson } from '../../../src/ingest/read/readJson.ts'
import { sharedFolder, testShared } from '../../shared.ts'
import { documents } from './pieces.ts'

const ELEMENTS = new Set(['marche', 'contrat-concession'])

const { read, readAnyhow } = documents(readJson, ELEMENTS)

/** What a JSON text holds according to JavaScript, each number as the text writes it. */
function parsed(text: string) {
  const quoted = text.replace(
    /("(?:[^"\\]|\\.)*")|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g,
    (number, text?: string) => text ?? `"${number}"`,
  )
  return JSON.parse(quoted)
}

describe('readJson', () => {
  test.each([
    ['a list under a key', '{"marches": [{"id": "1"}, {"id": "2"}]}', ['marches', 'marches']],
    [
      'lists by kind',
      '{"marches": {"marche": [{"id": "1"}], "contrat-concession": [{"id": "2"}]}}',
      ['marche', 'contrat-concession'],
    ],
    ['a list at the root', '[{"id": "1"}, {"id": "2"}]', ['', '']],
    ['a single object', '{"marches": {"marche": {"id": "1"}}}', ['marche']],
    ['lists in lists', '{"marches": [[{"id": "1"}], [[{"id": "2"}]]]}', ['marches', 'marches']],
    [
      'scalars and other objects around',
      '{"version": 2, "source": {"nom": "x"}, "marches": [null, 1, "a", [], {"id": "1"}], "fin": true}',
      ['marches'],
    ],
    ['an object a line', '{"id": "1"}\n\n{"id": "2"}\n', ['', '']],
    ['an object a line, none at the end', '\n {"id": "1"} \n{"id": "2"}', ['', '']],
  ])('finds the records of %s', async (_, text, elements) => {
    expect(await readAnyhow(text)).toEqual(
      elements.map((element, i) => ({ rank: i + 1, element, tree: { id: `${i + 1}` } })),
    )
  })

  test.each(['42', '"a"', 'true', '{}', '[]', '[1, [null]]', '{"id": "1", "lieu": {"id": "2"}}'])(
    'finds no record in %s',
    async (text) => {
      expect(await readAnyhow(text)).toEqual([])
    },
  )

  test('does not look for records within a record', async () => {
    const text = '[{"marche": {"id": "1"}, "titulaires": [{"id": "2"}]}]'
    expect(await readAnyhow(text)).toEqual([
      { rank: 1, element: '', tree: { marche: { id: '1' }, titulaires: [{ id: '2' }] } },
    ])
    expect(await readAnyhow('{"titulaires": [{"id": "1"}]}\n{"titulaires": []}')).toEqual([
      { rank: 1, element: '', tree: { titulaires: [{ id: '1' }] } },
      { rank: 2, element: '', tree: { titulaires: [] } },
    ])
  })

  test.each([
    ['0.1', '0.1'],
    ['25.0', '25.0'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['-0', '-0'],
    ['1e17', '100000000000000000'],
    ['1.5E-3', '0.0015'],
    ['-1.5e+1', '-15'],
    ['12.345e1', '123.45'],
    ['0.05e1', '0.5'],
    ['0.5e1', '5'],
    ['1.50e1', '15.0'],
    ['123e-2', '1.23'],
    ['123e-3', '0.123'],
    ['0e3', '0'],
    ['1e100', `1${'0'.repeat(100)}`],
    ['1e101', '1e101'],
    ['1e-101', '1e-101'],
  ])('keeps the number %s exact: %s', async (number, expected) => {
    expect(await readAnyhow(`[{"n": ${number}, "l": [${number}]}]`)).toEqual([
      { rank: 1, element: '', tree: { n: expected, l: [expected] } },
    ])
  })

  test('reads texts, escapes and empty values as JavaScript does', async () => {
    const text = String.raw`[{"é\u00e9😀\ud83d\ude00": "\"\\\/\b\f\n\r\t }{][,:", "": "", "t": true,
      "f": false, "n": null, "o": {}, "l": [], "__proto__": {"a": "1"}, "a": "1", "a": "2"}]`
    expect(await readAnyhow(text)).toEqual([{ rank: 1, element: '', tree: JSON.parse(text)[0] }])
  })

  test.each([
    ['[{"id": "1"}, {"id": "2"}', 2, 'document coupé avant sa fin'],
    ['[{"id": "1"}, {"id": "2', 1, 'document coupé avant sa fin'],
    ['{"marches": [{"id": 1', 0, 'document coupé avant sa fin'],
    ['{"id": "1"}\n{"id": "2"}\n{"id"', 2, 'document coupé avant sa fin'],
    ['', 0, 'document vide'],
    [' \n', 0, 'document vide'],
    ['[{"id": "1"}, ]', 1, 'valeur attendue après une virgule'],
    ['[{"id": "1"}, {"id": "2", }]', 1, 'nom attendu après une virgule'],
    ['[{"id": "1"}, {"id": NaN}]', 1, 'valeur attendue'],
    ['[{"id": "1"}, {"id": undefined}]', 1, 'valeur attendue'],
    ['[{"id": "1"}, {id: "2"}]', 1, 'nom attendu entre guillemets'],
    ['[{"id": "1"}, {"id" "2"}]', 1, 'deux-points attendus après un nom'],
    ['[{"id": "1"} {"id": "2"}]', 1, 'virgule ou fermeture attendue'],
    ['[{"id": "1"}, {"id": 01}]', 1, 'virgule ou fermeture attendue'],
    ['[{"id": "1"}, {"id": 1.}]', 1, 'nombre mal écrit'],
    ['[{"id": "1"}, {"id": ["2"}}]', 1, 'crochet fermant attendu'],
    ['[{"id": "1"}}', 1, 'crochet fermant attendu'],
    ['{"marches": [{"id": "1"}]]', 1, 'accolade fermante attendue'],
    ['[{"id": "1"}] []', 1, 'texte après la fin du document'],
    [
      '[{"id": "1"}, {"id": "a\nb"}, {"id": "3"}]',
      1,
      'caractère de contrôle ou échappement invalide dans un texte',
    ],
    [
      String.raw`[{"id": "1"}, {"id": "a\x41"}]`,
      1,
      'caractère de contrôle ou échappement invalide dans un texte',
    ],
  ])('gives what comes before the error of %j', async (text, brokenAfter, reason) => {
    const found = await readAnyhow(text)
    expect(found.at(-1)).toEqual({ brokenAfter, reason })
    expect(found.slice(0, -1)).toEqual(
      Array.from({ length: brokenAfter }, (_, i) => ({
        rank: i + 1,
        element: text.startsWith('{"marches"') ? 'marches' : '',
        tree: { id: `${i + 1}` },
      })),
    )
  })

  test('reads a hundred levels and no more', async () => {
    const levels = (inside: number) => `${'['.repeat(inside)}{}${']'.repeat(inside)}`
    expect(await readAnyhow(levels(99))).toEqual([{ rank: 1, element: '', tree: {} }])
    const reason = 'plus de 100 niveaux d’imbrication'
    expect(await readAnyhow(levels(100))).toEqual([{ brokenAfter: 0, reason }])
    expect(await readAnyhow(`[{"a": ${levels(98)}}]`)).toEqual([{ brokenAfter: 0, reason }])
    expect(await readAnyhow(`[{"a": ${'{"a":'.repeat(99)}`)).toEqual([{ brokenAfter: 0, reason }])
  })

  test('gives up on a text of millions of characters, and on a record of millions of values', async () => {
    const longest = 'a'.repeat(2 * 1024 * 1024)
    expect(await read(`[{"a": "${longest}"}]`)).toMatchObject([{ rank: 1 }])
    const text = [{ brokenAfter: 1, reason: 'un texte de plus de 2 Mio' }]
    expect((await read(`[{}, {"a": "${longest}a"}]`)).slice(1)).toEqual(text)
    expect((await read(`[{}, {"${longest}a": 1}]`)).slice(1)).toEqual(text)

    // Several records may weigh more together.
    const heavy = `{"a": ["${longest}", "${longest}", "${longest}"]}`
    expect(await read(`[${heavy}, ${heavy}]`)).toMatchObject([{ rank: 1 }, { rank: 2 }])

    async function* endless(head: string, again: string) {
      yield head
      for (let given = 0; given < 16 * 1024 * 1024; given += 16_384 * again.length)
        yield again.repeat(16_384)
    }
    const readOn = async (head: string, again: string) =>
      (await Array.fromAsync(readJson(endless(head, again), ELEMENTS))).flat()
    expect((await readOn('[{}, {"a": "', 'abc ')).slice(1)).toEqual(text)
    expect((await readOn('[{}, {"a": "', '    ')).slice(1)).toEqual(text)
    const record = [{ brokenAfter: 1, reason: 'un enregistrement de plus de 8 Mio' }]
    expect((await readOn('[{}, {"a": [[]', ',[]')).slice(1)).toEqual(record)
    expect((await readOn('[{}, {"a": [""', `,"${'a'.repeat(99)}"`)).slice(1)).toEqual(record)
  })

  test('reads a long document of a single line', async () => {
    const record = { objet: 'a'.repeat(1000) }
    const text = JSON.stringify({ marches: Array.from({ length: 1000 }, () => record) })
    expect(await read(text)).toEqual(
      Array.from({ length: 1000 }, (_, i) => ({ rank: i + 1, element: 'marches', tree: record })),
    )
  })

  test('asks for no more text than what was read so far', async () => {
    let given = 0
    async function* text() {
      for (;;) {
        given += 1
        yield given === 1 ? '[{}' : ',{}'
      }
    }
    let taken = 0
    for await (const batch of readJson(text(), ELEMENTS)) {
      taken += batch.length
      expect(given).toBe(taken)
      if (taken === 5) break
    }
    expect(given).toBe(5)
  })

  test('reads any list of objects, however it is spaced and cut', async () => {
    const space = fc.array(fc.constantFrom(' ', '\n', '\t'), { maxLength: 2 })
    const spaced = (parts: readonly string[]) =>
      fc
        .array(space, { minLength: parts.length, maxLength: parts.length })
        .map((spaces) => parts.map((part, i) => `${spaces[i]?.join('')}${part}`).join(''))
    const between = (open: string, parts: readonly string[], close: string) =>
      spaced([open, ...parts.flatMap((part, i) => (i === 0 ? [part] : [',', part])), close])
    const word = fc.string({ unit: 'binary', maxLength: 8 })
    const number = fc
      .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat())
      .chain(([sign, whole, decimals]) =>
        fc.constantFrom(`${sign}${whole}`, `${sign}${whole}.${decimals}`),
      )
    const { object } = fc.letrec<{ value: string; object: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.oneof(
          word.map((text) => JSON.stringify(text)),
          number,
          fc.constantFrom('true', 'false', 'null'),
        ),
        fc.array(tie('value'), { maxLength: 3 }).chain((values) => between('[', values, ']')),
        tie('object'),
      ),
      object: fc.array(fc.tuple(word, tie('value')), { maxLength: 3 }).chain((entries) =>
        between(
          '{',
          entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`),
          '}',
        ),
      ),
    }))
    const document = fc
      .array(object, { maxLength: 5 })
      .chain((objects) => between('[', objects, ']'))
    const places = fc.array(fc.nat({ max: 200 }), { maxLength: 6 })
    const property = fc.asyncProperty(document, places, async (text, cuts) => {
      const within = cuts.filter((cut) => cut <= Buffer.byteLength(text))
      const found = await read(text, within)
      expect(found.map((one) => ('tree' in one ? one.tree : one))).toEqual(parsed(text))
    })
    await fc.assert(property, { seed: 1, numRuns: 500 })
  })

  for (const [name, count] of [
    ['pes-2019-02-03.json', 110],
    ['pes-2019-02-11.json', 138],
    ['pes-2019-03-07.json', 552],
    ['e-marchespublics-2019-04-03.json', 470],
    ['decp-2019-reduit.json', 15],
    ['decp-processing-test_2019.json', 2],
    ['eclaireur-raw.json', 20],
    ['format-cp-2.0.2-concessions_avec_modifications.json', 2],
    ['format-cp-2.0.2-marches_avec_modifications.json', 2],
    ['format-cp-2.0.2-marches_concessions.json', 4],
  ] as const) {
    testShared(`reads ${name} as JavaScript does`, async () => {
      const text = await readFile(join(sharedFolder ?? '', 'data/marches', name), 'utf8')
      const { marches } = parsed(text)
      const lists: readonly (readonly [string, readonly unknown[]])[] = Array.isArray(marches)
        ? [['marches', marches]]
        : Object.entries(marches)
      const expected = lists.flatMap(([element, trees]) => trees.map((tree) => ({ element, tree })))
      expect(expected).toHaveLength(count)
      expect(await read(text)).toEqual(expected.map((one, i) => ({ rank: i + 1, ...one })))
    })
  }

  testShared('stops at the NaN that some tools write for an absent value', async () => {
    const name = 'decp-processing-test_2022.json'
    const found = await read(await readFile(join(sharedFolder ?? '', 'data/marches', name)))
    expect(found.map((one) => ('tree' in one ? one.tree['id'] : one))).toEqual([
      '2022VI2022.242',
      '2020F00075',
      { brokenAfter: 2, reason: 'valeur attendue' },
    ])
  })
})
