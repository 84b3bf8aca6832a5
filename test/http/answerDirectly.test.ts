import { describe, expect } from 'vitest'
import { createYogaServer, type YogaServer } from '../../src/http/index.ts'
import { test as base } from '../database.ts'
import { givenServer } from './givenServer.ts'

/** A server, and Yoga alone over the same log: what it answers is what is expected. */
const test = base.extend<{
  $file: { both: { url: string; yoga: YogaServer; logged: readonly string[] } }
}>({
  both: [
    async ({ db }, use) => {
      const { url, log, logged, close } = await givenServer(db)
      await use({ url, yoga: createYogaServer({ db, log, origin: url }), logged })
      await close()
    },
    { scope: 'file' },
  ],
})

const NAMES = '{ prenoms { totalCount nodes { enfantPrenom dataset { path } } } }'
const WITH_VARIABLE = 'query ($first: Int) { prenoms(first: $first) { totalCount } }'

const bodies: readonly (readonly [string, unknown])[] = [
  ['a query', { query: NAMES }],
  [
    'its operation by name',
    { query: `query A ${NAMES} query B { __typename }`, operationName: 'B' },
  ],
  ['no operation by that name', { query: NAMES, operationName: 'C' }],
  ['two operations and no name', { query: `query A ${NAMES} query B ${NAMES}` }],
  ['a permalink', { query: '{ prenoms { state { position permalink } } }' }],
  ['a variable', { query: WITH_VARIABLE, variables: { first: 1 } }],
  ['a variable of another type', { query: WITH_VARIABLE, variables: { first: 'un' } }],
  ['variables that are a list', { query: WITH_VARIABLE, variables: [1] }],
  ['an expected error', { query: '{ prenoms(first: 0) { totalCount } }' }],
  [
    'an error beside data',
    { query: '{ __typename bon: prenoms(asOf: { position: 999 }) { totalCount } }' },
  ],
  [
    'skipped fields and fragments',
    {
      query:
        'query ($no: Boolean = false) { prenoms { ...F totalCount @include(if: $no) } } fragment F on PrenomConnection { nodes { id @skip(if: $no) } }',
    },
  ],
  ['a field that does not exist', { query: '{ prenoms { inconnu } }' }],
  ['a fault of syntax', { query: '{ prenoms {' }],
  ['an unknown parameter', { query: NAMES, autre: 1 }],
  ['extensions', { query: NAMES, extensions: {} }],
  ['no query', {}],
  ['a query that is no text', { query: 1 }],
  ['a list', [{ query: NAMES }]],
  ['null', null],
  [
    'a mutation without a token',
    { query: 'mutation { createToken(label: "x", scopes: ["admin"]) { __typename } }' },
  ],
  ['a subscription', { query: 'subscription { __typename }' }],
]

const accepts = ['*/*', 'application/json', 'application/graphql-response+json', 'text/html']

describe('an operation posted to the server', () => {
  for (const [name, body] of bodies) {
    test.for(accepts)(`is answered as Yoga answers it: ${name}, %s`, async (accept, { both }) => {
      await expectSame(both, { accept }, JSON.stringify(body))
    })
  }

  test('is answered as Yoga answers it: what is no JSON, and nothing', async ({ both }) => {
    await expectSame(both, {}, '{"query": ')
    await expectSame(both, {}, '')
  })

  test('is refused with a token that is not valid', async ({ both }) => {
    const told = await expectSame(
      both,
      { authorization: 'Bearer inconnu' },
      JSON.stringify({ query: NAMES }),
    )
    expect(told.text).toContain('UNAUTHENTICATED')
  })

  test('logs nothing that is expected', ({ both }) => {
    expect(both.logged).toEqual([])
  })
})

async function expectSame(
  { url, yoga }: { readonly url: string; readonly yoga: YogaServer },
  more: Readonly<Record<string, string>>,
  body: string,
) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...more }, body }
  const [got, expected] = [
    await fetch(`${url}/graphql`, init),
    await yoga.fetch(`${url}/graphql`, init),
  ]
  const told = { status: got.status, type: got.headers.get('content-type'), text: await got.text() }
  expect(told).toEqual({
    status: expected.status,
    type: expected.headers.get('content-type'),
    text: await expected.text(),
  })
  return told
}
