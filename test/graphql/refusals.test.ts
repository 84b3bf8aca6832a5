import { describe, expect } from 'vitest'
import { type Api, demonstration as test } from './api.ts'

/** Code of the error that a list of subventions gives; `args` is GraphQL. */
async function codeOf(api: Api, args: string): Promise<unknown> {
  return await api.codeOf(`{ subventions(${args}) { totalCount nodes { id } } }`)
}

/** Cursor of the first row of a list. */
async function cursorOf(api: Api, args: string, root = 'subventions'): Promise<string> {
  const data = await api.read<Record<string, { pageInfo: { endCursor: string } }>>(
    `{ ${root}(${args ? `${args}, ` : ''}first: 1) { pageInfo { endCursor } } }`,
  )
  return data[root]?.pageInfo.endCursor ?? ''
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

/** A cursor as a client that knows how they are made could forge it. */
function forgedCursor(pin: readonly unknown[], ids: readonly unknown[]): string {
  return base64url(JSON.stringify(['Subvention  ', pin, ids]))
}

describe('FILTER_INVALID', () => {
  const nulls = [
    ['{ montant: { gt: null } }', 'montant.gt'],
    ['{ montant: null }', 'montant'],
    ['{ nature: { in: null } }', 'nature.in'],
    ['{ and: [{ or: [{ annee: { eq: null } }] }] }', 'annee.eq'],
    ['{ not: { objet: { isNull: null } } }', 'objet.isNull'],
    ['{ or: null }', 'or'],
  ] as const

  test.for(nulls)('refuses %s and names %s', async ([where, path], { api }) => {
    const { errors } = await api.ask(`{ subventions(where: ${where}) { totalCount } }`)
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'FILTER_INVALID', details: { path } },
    ])
  })

  test('refuses a null that comes in a variable', async ({ api }) => {
    const query = `query ($where: SubventionWhere, $least: Decimal) {
      subventions(where: $where) { totalCount }
      more: subventions(where: { montant: { gte: $least } }) { totalCount } }`
    const answer = await api.ask(query, { where: { annee: { ne: null } }, least: null })
    const codes = answer.errors?.map(({ extensions }) => extensions?.code)
    expect(codes?.[0]).toBe('FILTER_INVALID')
  })

  test('a null inside a list is refused before the query runs', async ({ api }) => {
    const query = 'query ($where: SubventionWhere) { subventions(where: $where) { totalCount } }'
    for (const where of [{ annee: { in: [2021, null] } }, { or: [null] }]) {
      const { data, errors = [] } = await api.ask(query, { where })
      expect(data).toBeUndefined()
      expect(errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^Variable "\$where" got invalid value null at /),
      ])
    }
  })

  test('refuses a look-up that says nothing of what it looks for', async ({ api }) => {
    expect(await api.codeOf('{ dataset { id } }')).toBe('FILTER_INVALID')
    expect(await api.codeOf('{ collectivite { nom } }')).toBe('FILTER_INVALID')
  })

  test('refuses the changes of a field that does not exist', async ({ api }) => {
    for (const field of ['inconnu', 'constructor', '__proto__']) {
      const query = `{ subventionsDiff(from: { position: 2 }, to: { position: 3 }) {
        changes(field: "${field}") { totalCount } } }`
      expect(await api.codeOf(query)).toBe('FILTER_INVALID')
    }
  })
})

describe('PAGE_INVALID', () => {
  const pages = [
    'first: 2, last: 2',
    'first: 0',
    'first: -1',
    'first: 1001',
    'last: 0',
    'last: 1001',
    'orderBy: [{ field: MONTANT }, { field: ANNEE }]',
  ]

  test.for(pages)('refuses (%s)', async (args, { api }) => {
    expect(await codeOf(api, args)).toBe('PAGE_INVALID')
  })

  test('refuses one way with the cursor of the other', async ({ api }) => {
    const cursor = await cursorOf(api, '')
    expect(await codeOf(api, `first: 2, before: "${cursor}"`)).toBe('PAGE_INVALID')
    expect(await codeOf(api, `last: 2, after: "${cursor}"`)).toBe('PAGE_INVALID')
  })

  test('refuses too large a page of datasets, of versions and of changes', async ({ api }) => {
    const queries = [
      '{ datasets(first: 1001) { totalCount } }',
      '{ collectivites(first: 0) { totalCount } }',
      '{ dataset(path: "299900019/subventions") { versions(first: 1001) { totalCount } } }',
      '{ subventionsDiff(from: { position: 2 }, to: { position: 3 }) { changes(first: 0) { totalCount } } }',
    ]
    for (const query of queries) expect(await api.codeOf(query)).toBe('PAGE_INVALID')
  })
})

describe('CURSOR_INVALID', () => {
  const foreign = [
    '',
    'bonjour',
    base64url('null'),
    base64url('{}'),
    base64url('["Subvention  "]'),
    forgedCursor(['p', 1.5], ['1', '1']),
    forgedCursor(['x', 19], ['1', '1']),
    forgedCursor(['p', 19], ['1', 'Durand']),
    forgedCursor(['t', 8.65e15, 19], ['1', '1']),
    // Numbers that no row, dataset or event can have.
    forgedCursor(['p', 19], ['1', '9'.repeat(19)]),
    forgedCursor(['p', 19], ['9'.repeat(10), '1']),
    forgedCursor(['p', 2 ** 40], ['1', '1']),
    forgedCursor(['v', 2 ** 40, 1], ['1', '1']),
    forgedCursor(['v', 1, 2 ** 40], ['1', '1']),
  ]

  test.for(foreign)('refuses what is no cursor: %s', async (cursor, { api }) => {
    expect(await codeOf(api, `after: "${cursor}"`)).toBe('CURSOR_INVALID')
    expect(await codeOf(api, `last: 1, before: "${cursor}"`)).toBe('CURSOR_INVALID')
  })

  test('refuses the cursor of another list', async ({ api }) => {
    const others = [await cursorOf(api, '', 'prenoms'), await cursorOf(api, '', 'datasets')]
    for (const cursor of others) {
      expect(await codeOf(api, `after: "${cursor}"`)).toBe('CURSOR_INVALID')
    }
  })

  test('refuses the cursor of another order', async ({ api }) => {
    const cursor = await cursorOf(api, 'orderBy: [{ field: MONTANT }]')
    const orders = [
      '',
      'orderBy: [{ field: MONTANT, direction: DESC }],',
      'orderBy: [{ field: ANNEE }],',
    ]
    for (const order of orders) {
      expect(await codeOf(api, `${order} after: "${cursor}"`)).toBe('CURSOR_INVALID')
    }
  })

  test('refuses the cursor of another state than the one asked for', async ({ api }) => {
    const atThree = await cursorOf(api, 'asOf: { position: 3 }')
    const others = [
      'position: 4',
      'publishedAt: { at: "2024-08-01T00:00:00Z" }',
      'publishedAt: { at: "2024-08-01T00:00:00Z", position: 3 }',
      'knownAt: "2001-01-01T00:00:00Z"',
    ]
    for (const asOf of others) {
      expect(await codeOf(api, `asOf: { ${asOf} }, after: "${atThree}"`)).toBe('CURSOR_INVALID')
    }
    expect(await codeOf(api, `asOf: { position: 3 }, after: "${atThree}"`)).toEqual([])
    expect(await codeOf(api, `after: "${atThree}"`)).toEqual([])
  })

  test('refuses the cursor of a difference for another difference', async ({ api }) => {
    const changes = (to: number, args: string) =>
      `{ subventionsDiff(from: { position: 2 }, to: { position: ${to} }) {
        changes(${args}) { pageInfo { endCursor } } } }`
    const { subventionsDiff } = await api.read<{
      subventionsDiff: { changes: { pageInfo: { endCursor: string } } }
    }>(changes(3, 'first: 1'))
    const after = `after: "${subventionsDiff.changes.pageInfo.endCursor}"`
    expect(await api.codeOf(changes(4, after))).toBe('CURSOR_INVALID')
    expect(await api.codeOf(changes(3, after))).toEqual([])
  })
})

describe('STATE_UNKNOWN', () => {
  const future = new Date(Date.now() + 3_600_000).toISOString()
  const states = [
    'position: 49',
    'position: -1',
    `knownAt: "${future}"`,
    `publishedAt: { at: "${future}" }`,
    'publishedAt: { at: "2024-08-01T00:00:00Z", position: 49 }',
  ]

  test.for(states)('refuses { %s }, which the log has not reached', async (asOf, { api }) => {
    expect(await codeOf(api, `asOf: { ${asOf} }`)).toBe('STATE_UNKNOWN')
  })

  test('says where the log ends', async ({ api }) => {
    const { errors } = await api.ask('{ prenoms(asOf: { position: 49 }) { totalCount } }')
    expect(errors?.[0]).toMatchObject({
      message: 'Le journal n’a pas de position 49 : la dernière est 48.',
      extensions: { details: { position: 49, head: 48 } },
    })
  })
})

describe('ids', () => {
  const texts = [
    '',
    'abc',
    base64url('Version'),
    base64url('version:1:1'),
    base64url('Version:1:x'),
    // Numbers that no version can have.
    base64url('Version:1:2147483648'),
    base64url('Version:2147483648:1'),
  ]

  test.for(texts)('ID_INVALID refuses what is no id: %s', async (id, { api }) => {
    expect(await codeOf(api, `asOf: { version: "${id}" }`)).toBe('ID_INVALID')
    expect(await api.codeOf('query ($id: ID!) { node(id: $id) { id } }', { id })).toBe('ID_INVALID')
    expect(await api.codeOf('query ($id: ID!) { dataset(id: $id) { id } }', { id })).toBe(
      'ID_INVALID',
    )
  })

  test('ID_INVALID refuses the id of a dataset where one of a version is asked', async ({
    api,
  }) => {
    const { dataset } = await api.read<{ dataset: { id: string } }>(
      '{ dataset(path: "299900019/subventions") { id } }',
    )
    expect(await codeOf(api, `asOf: { version: "${dataset.id}" }`)).toBe('ID_INVALID')
  })

  test('VERSION_UNKNOWN refuses a version that is not published', async ({ api }) => {
    for (const id of ['Version:1:6', 'Version:99:1']) {
      const code = await codeOf(api, `asOf: { version: "${base64url(id)}" }`)
      expect(code).toBe('VERSION_UNKNOWN')
    }
  })
})

describe('an odd value', () => {
  const queries = [
    ['{ subventions(asOf: { knownAt: "0000-01-01T00:00:00Z" }) { totalCount } }', undefined],
    [
      '{ subventions(asOf: { publishedAt: { at: "0000-01-01T00:00:00Z" } }) { totalCount } }',
      undefined,
    ],
    [
      '{ subventions(where: { dateConvention: { gt: "0000-01-01" } }) { totalCount } }',
      'FILTER_INVALID',
    ],
    ['{ subventions(where: { objet: { contains: "\\u0000" } }) { totalCount } }', 'FILTER_INVALID'],
    ['{ dataset(path: "\\u0000/x") { id } }', undefined],
    ['{ dataset(path: "299900019/subventions/x") { id } }', undefined],
    ['{ collectivite(insee: "\\u0000") { id } }', undefined],
    ['{ collectivite { id } }', 'FILTER_INVALID'],
    ['{ dataset { id } }', 'FILTER_INVALID'],
    ['{ datasets(where: { kind: null }) { totalCount } }', 'FILTER_INVALID'],
  ] as const

  test.for(queries)(
    'is answered or refused, never an error of the server: %s',
    async ([query, code], { api }) => {
      const { data, errors } = await api.ask(query)
      expect(errors?.[0]?.extensions?.code).toBe(code)
      if (code !== undefined) return
      const [answer] = Object.values(data ?? {})
      expect([null, { totalCount: 0 }]).toContainEqual(answer)
    },
  )
})

describe('a fault of the request', () => {
  const queries = [
    '{ subventions(where: { montant: { gt: "beaucoup" } }) { totalCount } }',
    '{ collectivite(siren: "12") { nom } }',
    '{ subventions { inconnu } }',
    '{ subventions(asOf: { position: 1, knownAt: "2024-01-01T00:00:00Z" }) { totalCount } }',
    '{ subventions(asOf: {}) { totalCount } }',
  ]

  test.for(queries)('is told, and never as an error of the server: %s', async (query, { api }) => {
    const { data, errors = [] } = await api.ask(query)
    expect(data).toBeUndefined()
    expect(errors).not.toHaveLength(0)
    expect(JSON.stringify(errors)).not.toContain('INTERNAL_SERVER_ERROR')
  })

  test('no refusal of this file is logged as unexpected', ({ api }) => {
    expect(api.logged).toEqual([])
  })
})
