import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'
import { type Answer, type Api, test } from './api.ts'

/** The file of a version: every version adds, removes and changes some of thirty names. */
function namesCsv(version: number): string {
  const names = Array.from(
    { length: 30 },
    (_, i) => `Ab${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'e' : 'a'}`,
  )
  const rows = names.flatMap((name, i) => {
    if (i % 7 === version % 7) return []
    const count = ((i * 11 + (i % 3 === 0 ? version : 0)) % 9) + 1
    return [[i % 2 ? 'F' : 'M', name, count, 2020 + (i % 3)] as const]
  })
  return prenomsCsv(rows)
}

interface Log {
  readonly path: string
  /** Publishes a version that nobody had seen. */
  readonly publishNext: () => Promise<void>
}

/** A dataset with three versions, and a way to go on. */
async function givenLog(db: Db): Promise<Log> {
  const { path } = await givenDataset(db, 'prenoms')
  let version = 0
  const publishNext = async () => {
    version += 1
    const options = version === 1 ? { publishedAt: new Date('2024-01-01T00:00:00Z') } : {}
    const { outcome } = await publishText(db, path, namesCsv(version), options)
    expect(outcome).toBe('published')
  }
  for (let i = 0; i < 3; i += 1) await publishNext()
  return { path, publishNext }
}

interface Page {
  readonly totalCount: number
  readonly nodes: readonly unknown[]
  readonly state: { readonly position: number }
  readonly pageInfo: { readonly endCursor: string | null; readonly startCursor: string | null }
}

async function list(api: Api, args: string): Promise<Page> {
  const { prenoms } = await api.read<{ prenoms: Page }>(`{ prenoms(${args}) {
    totalCount state { position } pageInfo { startCursor endCursor }
    nodes { id enfantPrenom nombreOccurrences until { number } dataset { current { number } } }
  } }`)
  return prenoms
}

describe('pages while others publish', () => {
  const lists = [
    ['no asOf', ''],
    ['an order', 'orderBy: [{ field: NOMBRE_OCCURRENCES, direction: DESC }],'],
    ['a condition', 'where: { annee: { gte: 2021 } },'],
    ['an instant of publication', `asOf: { publishedAt: { at: "${new Date().toISOString()}" } },`],
    ['an instant known', 'NOW'],
  ] as const

  test.for(lists)('stay on the state of the first: %s', async ([, asked], { api, db }) => {
    const log = await givenLog(db)
    const now = `asOf: { knownAt: "${new Date().toISOString()}" },`
    const args = asked === 'NOW' ? now : asked
    const before = await list(api, `${args} first: 1000`)
    expect(before.nodes.length).toBeGreaterThan(12)
    const walked: unknown[] = []
    for (let cursor = ''; walked.length < before.nodes.length; ) {
      const page = await list(api, `${args} first: ${5 + walked.length} ${cursor}`)
      expect([page.totalCount, page.state]).toEqual([before.totalCount, before.state])
      walked.push(...page.nodes)
      cursor = `, after: "${page.pageInfo.endCursor}"`
      await log.publishNext()
    }
    expect(walked).toEqual(before.nodes)
  })

  test('stay on the state of the first when they go backwards', async ({ api, db }) => {
    const log = await givenLog(db)
    const before = await list(api, 'first: 1000')
    const walked: unknown[] = []
    for (let cursor = ''; walked.length < before.nodes.length; ) {
      const page = await list(api, `last: ${7 + walked.length} ${cursor}`)
      expect(page.state).toEqual(before.state)
      walked.unshift(...page.nodes)
      cursor = `, before: "${page.pageInfo.startCursor}"`
      await log.publishNext()
    }
    expect(walked).toEqual(before.nodes)
  })

  test('a new request sees what the pages did not', async ({ api, db }) => {
    const log = await givenLog(db)
    const first = await list(api, 'first: 2')
    await log.publishNext()
    const again = await list(api, 'first: 2')
    expect(again.state.position).toBe(first.state.position + 1)
  })
})

const RECORD = `
  id recordId key rank enfantPrenom nombreOccurrences problems { code }
  since { number } until { number } collectivite { nom }
  dataset { path current { number recordCount } versions(first: 2) { totalCount nodes { number } } }
  history { kind version { number } fields { field before after } record { key until { number } } }`

describe('a permalink', () => {
  /** What a body of a request asks, knowing the dataset's path and the id of its second version. */
  type Asked = (
    path: string,
    version: string,
    at: string,
  ) => {
    readonly query: string
    readonly variables?: unknown
    readonly operationName?: string
  }

  const requests: readonly (readonly [string, Asked])[] = [
    [
      'no asOf at all',
      () => ({
        query: `{ prenoms(first: 5) { totalCount nodes { ${RECORD} } state { knownAt permalink } } }`,
      }),
    ],
    [
      'variables of every sort',
      (path) => ({
        query: `query Names($asOf: AsOf, $path: String, $where: PrenomWhere!, $order: [PrenomOrder!],
            $kinds: [ChangeKind!], $first: Int = 4, $also: Boolean!, $never: Int) {
          prenoms(asOf: $asOf, where: $where, orderBy: $order, first: $first, last: $never) {
            totalCount nodes { ${RECORD} } state { position permalink } }
          dataset(asOf: $asOf, path: $path) @include(if: $also) {
            current { number diff { changes(kinds: $kinds) { totalCount } } } }
          datasets(where: { kind: PRENOMS }) { totalCount } }`,
        variables: {
          asOf: { knownAt: new Date().toISOString() },
          path,
          where: { or: [{ annee: { in: [2020, 2021] } }, { enfantSexe: { eq: 'F' } }] },
          order: [{ field: 'NOMBRE_OCCURRENCES', direction: 'DESC' }],
          kinds: ['CHANGED', 'REMOVED'],
          also: true,
        },
      }),
    ],
    [
      'fragments on Query, aliases and several roots',
      (path, version) => ({
        query: `query { ...Lists first: dataset(path: "${path}") { ...Titled } ... on Query { node(id: "${version}") { id } } }
          fragment Lists on Query {
            now: prenoms(first: 2) { ...Rows }
            then: prenoms(first: 2, asOf: { position: 2 }) { ...Rows }
            collectivites(first: 2) { totalCount nodes { nom } } }
          fragment Rows on PrenomConnection { totalCount nodes { ${RECORD} } state { position permalink } }
          fragment Titled on Dataset { title versions { totalCount nodes { number diff { summary { sentence } } } } }`,
      }),
    ],
    [
      'the one operation asked for, of several',
      () => ({
        query: `query One { prenoms(first: 1) { ...Page } }
          query Two($id: ID!) { node(id: $id) { ...Named } }
          fragment Page on PrenomConnection { totalCount state { position permalink } }
          fragment Named on Node { id }`,
        operationName: 'One',
      }),
    ],
    [
      'an instant known',
      (_path, _version, at) => ({
        query: `{ prenoms(asOf: { knownAt: "${at}" }) { totalCount nodes { ${RECORD} } state { position permalink } } }`,
      }),
    ],
    [
      'an instant of publication, not pinned',
      (_path, _version, at) => ({
        query: `{ prenoms(asOf: { publishedAt: { at: "${at}" } }) {
          totalCount nodes { ${RECORD} } state { position publishedAt permalink } } }`,
      }),
    ],
    [
      'a version',
      (_path, version) => ({
        query: `query ($version: ID!) { prenoms(asOf: { version: $version }) {
          totalCount nodes { ${RECORD} } state { position permalink } } }`,
        variables: { version },
      }),
    ],
    [
      'a difference up to an instant of publication',
      (_path, version, at) => ({
        query: `{ prenomsDiff(from: { version: "${version}" }, to: { publishedAt: { at: "${at}" } }) {
          from { position } to { position permalink } totals { field before after }
          summary { sentence }
          changes(first: 5) { totalCount nodes { kind before { id } after { id until { number } } } } } }`,
      }),
    ],
  ]

  test.for(requests)(
    'gives the same data before and after others publish: %s',
    async ([, asked], { api, db }) => {
      const log = await givenLog(db)
      const { dataset } = await api.read<{ dataset: { version: { id: string } } }>(
        `{ dataset(path: "${log.path}") { version(number: 2) { id } } }`,
      )
      const body = asked(log.path, dataset.version.id, new Date().toISOString())
      const response = await api.fetch('http://yoga/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const { data, errors }: Answer = await response.json()
      expect(errors).toBeUndefined()
      const [link] = permalinksOf(data)
      expect(link).toMatch(/^http:\/\/yoga\/graphql\?query=/)
      expect(await follow(api, link)).toEqual({ data })
      await log.publishNext()
      await givenLog(db)
      // Its own permalink, which is in its data, included.
      expect(await follow(api, link)).toEqual({ data })
    },
  )

  test('of a page goes on from where it was', async ({ api, db }) => {
    const log = await givenLog(db)
    const query = (args: string) => `{ prenoms(first: 5${args}) {
      totalCount nodes { ${RECORD} } pageInfo { endCursor hasNextPage } state { position permalink } } }`
    const first = await api.read<{ prenoms: Page }>(query(''))
    await log.publishNext()
    const data = await api.read(query(`, after: "${first.prenoms.pageInfo.endCursor}"`))
    const [link] = permalinksOf(data)
    await log.publishNext()
    expect(await follow(api, link)).toEqual({ data })
  })

  test('is one for the whole operation', async ({ api, db }) => {
    await givenLog(db)
    const data = await api.read(`{
      prenoms(asOf: { position: 2 }) { state { permalink } }
      subventions { state { permalink } }
      datasets { state { permalink } } }`)
    const links = permalinksOf(data)
    expect([links.length, new Set(links).size]).toEqual([3, 1])
  })
})

/** Every permalink of an answer, whatever its shape. */
function permalinksOf(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, value]) =>
    name === 'permalink' ? [String(value)] : permalinksOf(value),
  )
}

async function follow(api: Api, link = ''): Promise<unknown> {
  const response = await api.fetch(link)
  expect(response.status).toBe(200)
  return await response.json()
}
