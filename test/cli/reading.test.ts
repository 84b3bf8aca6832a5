import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { prenomsCsv } from '../given.ts'
import { example, MILLESIME, type Place } from './processes.ts'
import { test as base, json, jsonLines, linesOf } from './served.ts'

const HAND = '299900035/main'
const TOWN = '299900035/prenoms'
const VILLAGE = '299900043/prenoms'
const FIRST = example('aubrelune-prenoms-1.csv')
const SECOND = example('aubrelune-prenoms-2.csv')
const THIRD = example('pontgrisou-prenoms-1.csv')

const V1 = prenomsCsv([
  ['F', 'Jade', 3, 2020],
  ['M', 'Basile', 2, 2020],
  ['F', 'Mila', 1, 2020],
])
/** One more Jade, no Mila, a new Rose of five. */
const V2 = prenomsCsv([
  ['F', 'Jade', 4, 2020],
  ['M', 'Basile', 2, 2020],
  ['F', 'Rose', 5, 2020],
])

/** The header and lines of a file as export writes them: commas, line feeds, no byte order mark. */
function linesIn(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  return linesOf(text.replaceAll('\r', '').replaceAll(';', ','))
}

async function publishAll({ cli, file }: Place): Promise<void> {
  const [one, two] = [await file('un.csv', V1), await file('deux.csv', V2)]
  for (const [path, dataset, ...options] of [
    [one, HAND, '--published-at', '2021-02-01', '--note', 'Première'],
    [two, HAND, '--published-at', '2022-07-01T10:00:00+02:00'],
    [FIRST, TOWN],
    [SECOND, TOWN],
    [THIRD, VILLAGE],
  ] as const) {
    const { code, stderr } = await cli('publish', path, '--dataset', dataset, ...options)
    if (code !== 0) throw new Error(stderr)
  }
}

/** After the reference, which the server publishes first, the three datasets: positions 3 to 5, 6 to 8, 9 and 10. */
const test = base.extend<{ $file: { published: Place } }>({
  published: [
    async ({ place, server: _ }, use) => {
      await publishAll(place)
      await use(place)
    },
    { scope: 'file' },
  ],
})

describe('diff', () => {
  test('tells what changes between two versions, one line each', async ({ published }) => {
    const { code, stdout, stderr } = await published.cli('diff', HAND, '1', '2')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [summary, ...changes] = linesOf(stdout)
    expect(summary).toBe('1 ajoutés, 1 retirés, 1 modifiés, 1 inchangés')
    expect(changes.toSorted()).toEqual([
      '+ Aubrelune · 99901 · F · Rose · 5 · 2020',
      '- Aubrelune · 99901 · F · Mila · 1 · 2020',
      '~ nombreOccurrences : 3 → 4  [Aubrelune · 99901 · F · Jade · 2020]',
    ])
  })

  test('is one JSON object with totals and every change', async ({ published }) => {
    const { stdout, stderr } = await published.cli('diff', HAND, '1', '2', '--json')
    expect(stderr).toBe('')
    const line = { communeNom: 'Aubrelune', collInsee: '99901', enfantSexe: 'F', annee: 2020 }
    const jade = { ...line, enfantPrenom: 'Jade' }
    expect(json(stdout)).toEqual({
      ...{ added: 1, removed: 1, changed: 1, unchanged: 1 },
      totals: [
        {
          column: 'nombreOccurrences',
          ...{ before: '6', added: '5', removed: '1', changed: '1', after: '11' },
        },
      ],
      changes: expect.toSatisfy((changes: readonly { kind: string }[]) => {
        expect(changes.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
          { kind: 'added', after: { ...line, enfantPrenom: 'Rose', nombreOccurrences: 5 } },
          {
            kind: 'changed',
            before: { ...jade, nombreOccurrences: 3 },
            after: { ...jade, nombreOccurrences: 4 },
          },
          { kind: 'removed', before: { ...line, enfantPrenom: 'Mila', nombreOccurrences: 1 } },
        ])
        return true
      }),
    })
  })

  test('from version 0 adds all, to it removes all, with itself changes nothing', async ({
    published,
  }) => {
    const size = linesIn(SECOND).length - 1
    const answers = await Promise.all(
      [
        ['0', '2'],
        ['2', '0'],
        ['2', '2'],
      ].map(async ([a = '', b = '']) => {
        const { stdout } = await published.cli('diff', TOWN, a, b, '--json')
        const { added, removed, changed, unchanged, changes } = Object(json(stdout))
        return [added, removed, changed, unchanged, changes.length]
      }),
    )
    expect(answers).toEqual([
      [size, 0, 0, 0, size],
      [0, size, 0, 0, size],
      [0, 0, 0, size, 0],
    ])
  })
})

describe('log', () => {
  test('has one line an event, the oldest first', async ({ published }) => {
    const { code, stdout, stderr } = await published.cli('log')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const events = linesOf(stdout).map((line) => line.split('\t'))
    expect(events.map(([position, , type, path]) => [position, type, path])).toEqual([
      ['1', 'DatasetDeclared', '000000000/collectivites'],
      ['2', 'VersionPublished', '000000000/collectivites@1'],
      ['3', 'DatasetDeclared', HAND],
      ['4', 'VersionPublished', `${HAND}@1`],
      ['5', 'VersionPublished', `${HAND}@2`],
      ['6', 'DatasetDeclared', TOWN],
      ['7', 'VersionPublished', `${TOWN}@1`],
      ['8', 'VersionPublished', `${TOWN}@2`],
      ['9', 'DatasetDeclared', VILLAGE],
      ['10', 'VersionPublished', `${VILLAGE}@1`],
    ])
    const times = events.map(([, at]) => at)
    expect(times).toEqual(times.toSorted())
  })

  test('is one JSON object a line, of one dataset on demand', async ({ published }) => {
    const { stdout, stderr } = await published.cli('log', TOWN, '--json')
    expect(stderr).toBe('')
    const common = {
      dataset: TOWN,
      recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }
    expect(jsonLines(stdout)).toEqual([
      { ...common, position: 6, type: 'DatasetDeclared', version: null },
      { ...common, position: 7, type: 'VersionPublished', version: 1 },
      { ...common, position: 8, type: 'VersionPublished', version: 2 },
    ])
  })
})

describe('show', () => {
  test('a dataset lists its versions with their dates and notes, the newest first', async ({
    published,
  }) => {
    const { code, stdout, stderr } = await published.cli('show', HAND)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(linesOf(stdout)).toEqual([
      `${HAND} : Prénoms des nouveau-nés (prenoms, lov2)`,
      '2\t2022-07-01T08:00:00.000Z\t3 enregistrements (+1 −1 ~1)\tposition 5',
      // Midnight in Paris, in winter.
      '1\t2021-01-31T23:00:00.000Z\t3 enregistrements (+3 −0 ~0)\tposition 4\tPremière',
    ])
  })

  test('a version tells how its file was read', async ({ published }) => {
    const { stdout } = await published.cli('show', `${HAND}@2`, '--json')
    expect(json(stdout)).toMatchObject({
      ...{ dataset: HAND, kind: 'prenoms', number: 2, position: 5, scope: 'complet' },
      ...{ rowsRead: 3, records: 3, added: 1, removed: 1, changed: 1, note: null },
      reading: { schema: 'scdl/prenoms', delimiter: ',' },
      report: { problems: [], repairs: [] },
    })
    const text = await published.cli('show', `${HAND}@2`)
    expect(text.stdout).toMatch(/^2\t2022-07-01T08:00:00\.000Z\t3 enregistrements/)
    const whole = await published.cli('show', HAND, '--json')
    expect(json(whole.stdout)).toMatchObject({ versions: [{ number: 2 }, { number: 1 }] })
  })
})

describe('export', () => {
  test('of a version is the file that was published, in the same order', async ({ published }) => {
    const [v1, v2] = await Promise.all([
      published.cli('export', `${TOWN}@1`),
      published.cli('export', TOWN),
    ])
    expect(v1).toMatchObject({ code: 0, stderr: '' })
    expect(linesOf(v1.stdout)).toEqual(linesIn(FIRST))
    expect(linesOf(v2.stdout).toSorted()).toEqual(linesIn(SECOND).toSorted())
  })

  test('of a kind is every dataset of that kind', async ({ published }) => {
    const { stdout } = await published.cli('export', 'prenoms')
    const [header, ...lines] = linesOf(stdout)
    expect(header).toBe(linesIn(FIRST)[0])
    const files = [...linesOf(V2).slice(1), ...linesIn(SECOND).slice(1), ...linesIn(THIRD).slice(1)]
    expect(lines.toSorted()).toEqual(files.toSorted())
    const none = await published.cli('export', 'subventions')
    expect(none.code).toBe(0)
    expect(linesOf(none.stdout)).toHaveLength(1)
  })

  test('at a position is what the log held then', async ({ published }) => {
    const [kind, dataset, nothing] = await Promise.all([
      published.cli('export', 'prenoms', '--position', '7'),
      published.cli('export', HAND, '--position', '4'),
      published.cli('export', TOWN, '--position', '6', '--format', 'ndjson'),
    ])
    const then = [...linesOf(V2).slice(1), ...linesIn(FIRST).slice(1)]
    expect(linesOf(kind.stdout).slice(1).toSorted()).toEqual(then.toSorted())
    expect(dataset.stdout).toBe(V1)
    expect(nothing).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('as ndjson is one JSON object a record, numbers as numbers', async ({ published }) => {
    const { stdout } = await published.cli('export', `${HAND}@1`, '--format', 'ndjson')
    expect(jsonLines(stdout)).toEqual(
      [
        ['F', 'Jade', 3],
        ['M', 'Basile', 2],
        ['F', 'Mila', 1],
      ].map(([enfantSexe, enfantPrenom, nombreOccurrences]) => ({
        ...{ communeNom: 'Aubrelune', collInsee: '99901', enfantSexe, enfantPrenom },
        ...{ nombreOccurrences, annee: 2020 },
      })),
    )
  })
})

describe('what is not there exits with 5 and nothing on stdout', () => {
  const CASES = [
    ['DATASET_UNKNOWN', ['show', '299900035/personne']],
    ['DATASET_UNKNOWN', ['log', '299900035/personne']],
    ['DATASET_UNKNOWN', ['diff', '299900035/personne', '0', '1']],
    ['DATASET_UNKNOWN', ['export', '299900035/personne@1']],
    ['DATASET_UNKNOWN', ['show', `${TOWN}/1`]],
    ['VERSION_UNKNOWN', ['show', `${TOWN}@3`]],
    ['VERSION_UNKNOWN', ['show', `${TOWN}@deux`]],
    ['VERSION_UNKNOWN', ['show', `${TOWN}@1@2`]],
    ['VERSION_UNKNOWN', ['diff', TOWN, '1', '9', '--json']],
    ['STATE_UNKNOWN', ['export', 'prenoms', '--position', '99']],
  ] as const

  for (const [error, args] of CASES) {
    test(`${args.join(' ')}`, async ({ published }) => {
      const { code, stdout, stderr } = await published.cli(...args)
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
      expect(stderr).toMatch(new RegExp(`^[^\\n]+\\(${error}\\)\\n$`))
    })
  }
})

describe('a reader that has had enough', () => {
  test('ends a command quietly', async ({ published }) => {
    for (const args of ['log', 'export prenoms', `diff ${TOWN} 0 2`]) {
      const script = `"$0" ${args} | head -1; echo "$\{PIPESTATUS[0]}"`
      const { stdout, stderr } = await published.run(['bash', '-c', script, MILLESIME])
      expect(stderr).toBe('')
      const lines = linesOf(stdout)
      expect(lines).toHaveLength(2)
      expect(lines[1]).toBe('0')
    }
  })
})
