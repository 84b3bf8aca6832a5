import { describe, expect } from 'vitest'
import type { Line } from '../examples/published.ts'
import { type Api, demonstration as test } from './api.ts'
import { euros, linesAfter } from './raw.ts'

interface Grant {
  readonly id: string
  readonly nomBeneficiaire: string | null
  readonly objet: string | null
  readonly montant: string | null
}

interface Page {
  readonly totalCount: number
  readonly state: { readonly position: number; readonly publishedAt: string | null }
  readonly nodes: readonly Grant[]
  readonly edges: readonly { readonly cursor: string; readonly node: Grant }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

const PAGE = `
  totalCount
  state { position publishedAt }
  nodes { id nomBeneficiaire objet montant }
  edges { cursor node { id nomBeneficiaire objet montant } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`

/** A page of subventions; `args` is GraphQL. */
async function list(api: Api, args: string): Promise<Page> {
  const { subventions } = await api.read<{ subventions: Page }>(
    `{ subventions(${args}) { ${PAGE} } }`,
  )
  return subventions
}

function told(lines: readonly Line[]): readonly string[] {
  return lines
    .map((line) => `${line['nomBeneficiaire']} | ${line['objet']} | ${euros(line['montant'])}`)
    .sort()
}

function toldNodes(nodes: readonly Grant[]): readonly string[] {
  return nodes
    .map(
      ({ nomBeneficiaire, objet, montant }) => `${nomBeneficiaire} | ${objet} | ${euros(montant)}`,
    )
    .sort()
}

function ids({ nodes }: Page): readonly string[] {
  return nodes.map(({ id }) => id)
}

async function versionId(api: Api, path: string, number: number): Promise<string> {
  const { dataset } = await api.read<{ dataset: { version: { id: string } } }>(
    'query ($path: String!, $number: Int!) { dataset(path: $path) { version(number: $number) { id } } }',
    { path, number },
  )
  return dataset.version.id
}

describe('the state of a list', () => {
  test('is the last one when none is asked', async ({ api }) => {
    const page = await list(api, 'first: 1000')
    const lines = [...linesAfter('departement', 5), ...linesAfter('town', 4)]
    expect(toldNodes(page.nodes)).toEqual(told(lines))
    expect(page.totalCount).toBe(lines.length)
    // Four declarations and fifteen versions.
    expect(page.state).toEqual({ position: 48, publishedAt: null })
  })

  test('is the one of a position', async ({ api }) => {
    const nothing = await list(api, 'asOf: { position: 0 }')
    expect([nothing.totalCount, nothing.nodes, nothing.state.position]).toEqual([0, [], 0])
    // The département is declared at 1 and publishes from 2 to 6; the town is declared at 7.
    const second = await list(api, 'asOf: { position: 3 }, first: 1000')
    expect(toldNodes(second.nodes)).toEqual(told(linesAfter('departement', 2)))
    const both = await list(api, 'asOf: { position: 8 }, first: 1000')
    const lines = [...linesAfter('departement', 5), ...linesAfter('town', 1)]
    expect(toldNodes(both.nodes)).toEqual(told(lines))
    expect([both.totalCount, both.state.position]).toEqual([lines.length, 8])
  })

  test('is what the log knew at an instant, until the next event', async ({ api }) => {
    const { dataset } = await api.read<{ dataset: { version: { recordedAt: string } } }>(
      '{ dataset(path: "299900019/subventions") { version(number: 3) { recordedAt } } }',
    )
    const at = new Date(dataset.version.recordedAt)
    const page = await list(api, `asOf: { knownAt: "${at.toISOString()}" }, first: 1000`)
    expect(toldNodes(page.nodes)).toEqual(told(linesAfter('departement', 3)))
    expect(page.state).toEqual({ position: 4, publishedAt: null })
    const before = new Date(at.getTime() - 1).toISOString()
    expect((await list(api, `asOf: { knownAt: "${before}" }`)).state.position).toBe(3)
    expect((await list(api, 'asOf: { knownAt: "2001-01-01T00:00:00Z" }')).totalCount).toBe(0)
  })

  test('is what publishers had online at an instant, by their dates', async ({ api }) => {
    const august2024 = 'publishedAt: { at: "2024-08-01T00:00:00Z" }'
    const page = await list(api, `asOf: { ${august2024} }, first: 1000`)
    expect(toldNodes(page.nodes)).toEqual(
      told([...linesAfter('departement', 1), ...linesAfter('town', 1)]),
    )
    expect(page.state).toEqual({ position: 48, publishedAt: '2024-08-01T00:00:00.000Z' })
    const july2025 = await list(api, 'asOf: { publishedAt: { at: "2025-07-01T00:00:00Z" } }')
    expect(july2025.totalCount).toBe(
      linesAfter('departement', 4).length + linesAfter('town', 3).length,
    )
    // The same instant, as it could be told before the town was known.
    const early = 'publishedAt: { at: "2024-08-01T00:00:00Z", position: 7 }'
    const pinned = await list(api, `asOf: { ${early} }, first: 1000`)
    expect(toldNodes(pinned.nodes)).toEqual(told(linesAfter('departement', 1)))
    expect(pinned.state.position).toBe(7)
  })

  test('is one dataset after one of its versions', async ({ api }) => {
    const id = await versionId(api, '299900035/subventions', 2)
    const page = await list(api, `asOf: { version: "${id}" }, first: 1000`)
    expect(toldNodes(page.nodes)).toEqual(told(linesAfter('town', 2)))
    expect([page.totalCount, page.state.position]).toEqual([linesAfter('town', 2).length, 9])
  })

  test('is the same for every kind', async ({ api }) => {
    const { prenoms } = await api.read<{
      prenoms: { totalCount: number; nodes: { enfantPrenom: string; nombreOccurrences: number }[] }
    }>(`{ prenoms(asOf: { position: 18 }, first: 1000) {
      totalCount nodes { enfantPrenom nombreOccurrences } } }`)
    const lines = [...linesAfter('townNames', 3), ...linesAfter('villageNames', 2)]
    expect(prenoms.totalCount).toBe(lines.length)
    expect(prenoms.nodes.map((n) => `${n.enfantPrenom} ${n.nombreOccurrences}`).sort()).toEqual(
      lines.map((line) => `${line['ENFANT_PRENOM']} ${line['NOMBRE_OCCURRENCES']}`).sort(),
    )
  })
})

describe('where', () => {
  const all = linesAfter('departement', 5)
  const lower = (line: Line, name: string) => (line[name] ?? '').toLowerCase()
  const cases: readonly (readonly [string, (line: Line) => boolean])[] = [
    ['{}', () => true],
    ['{ or: [] }', () => false],
    ['{ and: [] }', () => true],
    ['{ montant: { gte: "10000" } }', (line) => Number(line['montant']) >= 10_000],
    ['{ montant: { lt: 336.43 } }', (line) => Number(line['montant']) < 336.43],
    ['{ montant: { eq: "5800.00" } }', (line) => Number(line['montant']) === 5800],
    ['{ annee: { in: [2021, 2023] } }', (line) => /^202[13]/.test(line['dateConvention'] ?? '')],
    [
      '{ dateConvention: { gt: "2022-02-25", lte: "2023-12-31" } }',
      ({ dateConvention = '' }) => dateConvention > '2022-02-25' && dateConvention <= '2023-12-31',
    ],
    ['{ nature: { eq: "aide en nature" } }', (line) => line['nature'] === 'aide en nature'],
    [
      '{ sirenAttribuant: { ne: "299900019" } }',
      (l) => !l['idAttribuant']?.startsWith('299900019'),
    ],
    ['{ idBeneficiaire: { isNull: true } }', (line) => !line['idBeneficiaire']],
    ['{ rnaBeneficiaire: { isNull: false } }', (line) => Boolean(line['rnaBeneficiaire'])],
    [
      '{ nomBeneficiaire: { contains: "FAMILLES des trois" } }',
      (line) => lower(line, 'nomBeneficiaire').includes('familles des trois'),
    ],
    // Rows without a value answer to the contrary of any condition.
    [
      '{ not: { rnaBeneficiaire: { startsWith: "W990001" } } }',
      (line) => !line['rnaBeneficiaire']?.startsWith('W990001'),
    ],
    [
      '{ rnaBeneficiaire: { notIn: ["W990001007"] } }',
      (line) => line['rnaBeneficiaire'] !== 'W990001007',
    ],
    // Accents do not count either.
    ['{ objet: { startsWith: "equipement" } }', (line) => lower(line, 'objet').startsWith('équip')],
    [
      '{ not: { or: [{ annee: { lt: 2024 } }, { montant: { lt: "4000" } }] } }',
      (line) => (line['dateConvention'] ?? '') >= '2024' && Number(line['montant']) >= 4000,
    ],
  ]

  test.for(cases)(
    '%s holds the lines that a reader of the file holds',
    async ([where, is], { api }) => {
      const id = await versionId(api, '299900019/subventions', 5)
      const page = await list(api, `asOf: { version: "${id}" }, where: ${where}, first: 1000`)
      expect(toldNodes(page.nodes)).toEqual(told(all.filter(is)))
      expect(page.totalCount).toBe(all.filter(is).length)
    },
  )

  test('similar forgives a mistake in a word', async ({ api }) => {
    const page = await list(api, 'where: { nomBeneficiaire: { similar: "familes" } }, first: 1000')
    const names = new Set(page.nodes.map(({ nomBeneficiaire }) => nomBeneficiaire))
    expect(names).toContain('Mission des familles des Trois-Brumes')
    expect(names).not.toContain('Les Jardins partagés de la Vasme')
  })
})

describe('orderBy', () => {
  test.for(['ASC', 'DESC'] as const)('%s sorts by value, the empty last', async (way, { api }) => {
    const order = `orderBy: [{ field: MONTANT, direction: ${way} }]`
    const { nodes } = await list(api, `asOf: { position: 8 }, ${order}, first: 1000`)
    const lines = [...linesAfter('departement', 5), ...linesAfter('town', 1)]
    const amounts = lines.map((line) => euros(line['montant']))
    const known = amounts.filter((amount) => amount !== undefined).sort((a, b) => a - b)
    const empty = amounts.filter((amount) => amount === undefined)
    expect(empty).toHaveLength(1)
    expect(nodes.map(({ montant }) => euros(montant))).toEqual([
      ...(way === 'ASC' ? known : known.toReversed()),
      ...empty,
    ])
  })

  test('a text is sorted without its case and accents', async ({ api }) => {
    const { nodes } = await list(api, 'orderBy: [{ field: NOM_BENEFICIAIRE }], first: 1000')
    const names = nodes.map(({ nomBeneficiaire }) =>
      (nomBeneficiaire ?? '').toLowerCase().replace('œ', 'oe').replace('é', 'e').slice(0, 4),
    )
    expect(names).toContain('coeu')
    expect(names).toEqual(names.toSorted())
  })
})

describe('pages', () => {
  const lists = [
    'asOf: { position: 48 }',
    'asOf: { position: 8 }, orderBy: [{ field: MONTANT }]',
    'asOf: { position: 8 }, orderBy: [{ field: MONTANT, direction: DESC }]',
    'asOf: { publishedAt: { at: "2024-08-01T00:00:00Z" } }, orderBy: [{ field: RNA_BENEFICIAIRE }]',
    'orderBy: [{ field: NOM_BENEFICIAIRE, direction: DESC }], where: { annee: { gte: 2022 } }',
  ]

  test.for(lists)('(%s) walk the list once, in both directions', async (args, { api }) => {
    const whole = await list(api, `${args}, first: 1000`)
    const forwards: string[] = []
    for (let cursor = ''; ; ) {
      const page = await list(api, `${args}, first: 17${cursor && `, after: "${cursor}"`}`)
      expect(page.pageInfo.hasPreviousPage).toBe(cursor !== '')
      expect(page.totalCount).toBe(whole.totalCount)
      forwards.push(...ids(page))
      cursor = page.pageInfo.endCursor ?? ''
      if (!page.pageInfo.hasNextPage) break
    }
    expect(forwards).toEqual(ids(whole))
    const backwards: string[] = []
    for (let cursor = ''; ; ) {
      const page = await list(api, `${args}, last: 23${cursor && `, before: "${cursor}"`}`)
      expect(page.pageInfo.hasNextPage).toBe(cursor !== '')
      backwards.unshift(...ids(page))
      cursor = page.pageInfo.startCursor ?? ''
      if (!page.pageInfo.hasPreviousPage) break
    }
    expect(backwards).toEqual(ids(whole))
    expect(new Set(backwards).size).toBe(whole.totalCount)
  })

  test('have fifty rows unless told, and the same rows in nodes and edges', async ({ api }) => {
    const page = await list(api, 'orderBy: [{ field: MONTANT }]')
    expect(page.nodes).toHaveLength(50)
    expect(page.edges.map(({ node }) => node)).toEqual(page.nodes)
    const [first, last] = [page.edges[0]?.cursor, page.edges[49]?.cursor]
    expect([page.pageInfo.startCursor, page.pageInfo.endCursor]).toEqual([first, last])
  })

  test('without a row have no cursor', async ({ api }) => {
    const { pageInfo } = await list(api, 'where: { or: [] }')
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    })
  })
})
