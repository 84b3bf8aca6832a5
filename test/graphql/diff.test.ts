import { describe, expect } from 'vitest'
import { kindOf } from '../../src/datasets/index.ts'
import { sentenceOf } from '../../src/graphql/diffSentence.ts'
import { type Line, readHistory, step } from '../examples/published.ts'
import { type Api, demonstration as test } from './api.ts'
import { euros, linesAfter } from './raw.ts'

interface Diff {
  readonly from: { readonly position: number }
  readonly to: { readonly position: number }
  readonly summary: Readonly<Record<'added' | 'removed' | 'changed' | 'unchanged', number>> & {
    readonly sentence: string
  }
  readonly totals: readonly Readonly<Record<string, string>>[]
  readonly changes: {
    readonly totalCount: number
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    readonly nodes: readonly {
      readonly kind: string
      readonly key: string
      readonly before: { readonly montant: string; readonly until: unknown } | null
      readonly after: { readonly montant: string } | null
      readonly entersSelection: boolean
      readonly leavesSelection: boolean
      readonly fields: readonly { readonly field: string }[]
    }[]
  }
}

const diffOf = (changes: string) => `
  from { position } to { position }
  summary { added removed changed unchanged sentence }
  totals { field before added removed changed after }
  changes(${changes}) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes {
      kind key entersSelection leavesSelection fields { field column before after }
      before { until { number } ... on Subvention { montant } }
      after { ... on Subvention { montant } }
    }
  }`

/** What a version of the département changes; `args` of `diff`, then of `changes`. */
async function versionDiff(api: Api, number: number, args = '', changes = 'first: 1000') {
  const { dataset } = await api.read<{ dataset: { version: { diff: Diff } } }>(
    `{ dataset(path: "299900019/subventions") { version(number: ${number}) {
      diff${args} { ${diffOf(changes)} } } } }`,
  )
  return dataset.version.diff
}

async function subventionsDiff(api: Api, args: string, changes = 'first: 1000'): Promise<Diff> {
  const data = await api.read<{ subventionsDiff: Diff }>(
    `{ subventionsDiff(${args}) { ${diffOf(changes)} } }`,
  )
  return data.subventionsDiff
}

/** Sum of published amounts, in cents. */
function cents(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + Math.round((euros(line['montant']) ?? 0) * 100), 0)
}

/** Counts of the difference between the lines before and a version of the département, from the files. */
function counted(before: readonly Line[], version: number) {
  const published = readHistory().datasets[0]?.versions[version - 1]
  if (published === undefined) throw new Error(`no version ${version}`)
  const { added, removed, changed } = step(before, published)
  return { added, removed, changed, unchanged: before.length - removed - changed }
}

describe('Version.diff', () => {
  test('compares with the version before', async ({ api }) => {
    const diff = await versionDiff(api, 3)
    // Five amounts and a name are corrected, three lines are withdrawn.
    expect(diff.summary).toEqual({
      added: 0,
      removed: 3,
      changed: 6,
      unchanged: 168,
      sentence: '3 subventions retirées, 6 modifiées ; 168 inchangées.',
    })
    expect([diff.from.position, diff.to.position]).toEqual([3, 4])
    const [total] = diff.totals
    expect(Math.round(Number(total?.['before']) * 100)).toBe(cents(linesAfter('departement', 2)))
    expect(Math.round(Number(total?.['after']) * 100)).toBe(cents(linesAfter('departement', 3)))
    // 43.18 + 18500 + 2750 removed; −90 − 360 + 200 + 30 − 40500 by corrections.
    expect(diff.totals).toMatchObject([
      { field: 'montant', added: '0', removed: '21293.18', changed: '-40720' },
    ])
    expect([diff.changes.totalCount, diff.changes.nodes.length]).toEqual([9, 9])
  })

  test('compares the first version, or any from 0, with nothing', async ({ api }) => {
    const first = await versionDiff(api, 1)
    const lines = linesAfter('departement', 1).length
    expect(first.summary).toMatchObject({ added: lines, removed: 0, changed: 0, unchanged: 0 })
    const third = await versionDiff(api, 3, '(from: 0)')
    expect(third.summary.added).toBe(linesAfter('departement', 3).length)
    expect(third.from.position).toBe(0)
    expect(third.changes.nodes.every(({ before, kind }) => kind === 'ADDED' && !before)).toBe(true)
  })

  test('compares with any version of the dataset, later ones too', async ({ api }) => {
    const expected = counted(linesAfter('departement', 1), 3)
    expect((await versionDiff(api, 3, '(from: 1)')).summary).toMatchObject(expected)
    const { added, removed, changed } = expected
    const reverse = await versionDiff(api, 1, '(from: 3)')
    expect(reverse.summary).toMatchObject({ added: removed, removed: added, changed })
    const none = await versionDiff(api, 3, '(from: 3)')
    expect(none.summary).toEqual({
      added: 0,
      removed: 0,
      changed: 0,
      unchanged: 174,
      sentence: 'Aucune subvention n’a changé sur 174.',
    })
  })

  test('refuses a version that is not there, or not yet at this state', async ({ api }) => {
    const query = (asOf: string, from: number) => `{
      dataset(${asOf} path: "299900019/subventions") { version(number: 2) {
        diff(from: ${from}) { summary { added } } } } }`
    expect(await api.codeOf(query('', 9))).toBe('VERSION_UNKNOWN')
    expect(await api.codeOf(query('', -1))).toBe('VERSION_UNKNOWN')
    expect(await api.codeOf(query('asOf: { position: 3 },', 3))).toBe('VERSION_UNKNOWN')
    expect(await api.codeOf(query('asOf: { position: 4 },', 3))).toEqual([])
  })
})

describe('a difference between two states', () => {
  test('is over every dataset between two positions', async ({ api }) => {
    const { summary, totals } = await subventionsDiff(
      api,
      'from: { position: 6 }, to: { position: 8 }',
    )
    const lines = linesAfter('town', 1)
    const unchanged = linesAfter('departement', 5).length
    expect(summary).toMatchObject({ added: lines.length, removed: 0, changed: 0, unchanged })
    expect(Math.round(Number(totals[0]?.['added']) * 100)).toBe(cents(lines))
  })

  test('is between what was online at two instants', async ({ api }) => {
    const at = (from: string, to: string) =>
      `from: { publishedAt: { at: "${from}T00:00:00Z" } }, to: { publishedAt: { at: "${to}T00:00:00Z" } }`
    const appears = await subventionsDiff(api, at('2023-03-01', '2024-08-01'))
    const [before, town] = [linesAfter('departement', 1), linesAfter('town', 1)]
    expect(appears.summary).toMatchObject({ added: town.length, removed: 0, changed: 0 })
    expect(appears.summary.unchanged).toBe(before.length)
    const back = await subventionsDiff(api, at('2024-08-01', '2023-03-01'))
    expect(back.summary).toMatchObject({ added: 0, removed: town.length, changed: 0 })
  })

  test('is within one dataset when a version is named', async ({ api }) => {
    const { dataset } = await api.read<{ dataset: { version: { id: string } } }>(
      '{ dataset(path: "299900019/subventions") { version(number: 2) { id } } }',
    )
    const args = `from: { version: "${dataset.version.id}" }, to: { position: 10 }`
    const [after, before] = [linesAfter('departement', 5), linesAfter('departement', 2)]
    const { summary } = await subventionsDiff(api, args)
    expect(summary.unchanged + summary.changed + summary.added).toBe(after.length)
    expect(summary.unchanged + summary.changed + summary.removed).toBe(before.length)
  })

  test('STATE_MISMATCH refuses the versions of two datasets', async ({ api }) => {
    const { a, b } = await api.read<Record<string, { current: { id: string } }>>(`{
      a: dataset(path: "299900019/subventions") { current { id } }
      b: dataset(path: "299900035/subventions") { current { id } } }`)
    const query = `{ subventionsDiff(from: { version: "${a?.current.id}" }, to: { version: "${b?.current.id}" }) {
      summary { added } } }`
    expect(await api.codeOf(query)).toBe('STATE_MISMATCH')
  })

  test('shows each side at its own state', async ({ api }) => {
    const { changes } = await subventionsDiff(api, 'from: { position: 3 }, to: { position: 4 }')
    expect(changes.nodes.map(({ before }) => before?.until)).toEqual(Array(9).fill(null))
  })
})

describe('where', () => {
  const CORRECTION = 'from: { position: 3 }, to: { position: 4 }'

  test('holds what satisfies it before or after, and tells which', async ({ api }) => {
    // Two of the nine had 10 000 € or more: 18 500 is removed, 45 000 becomes 4 500.
    const args = `${CORRECTION}, where: { montant: { gte: "10000" } }`
    const { summary, totals, changes } = await subventionsDiff(api, args)
    const large = linesAfter('departement', 2).filter((l) => Number(l['montant']) >= 10_000)
    expect(summary).toEqual({
      added: 0,
      removed: 1,
      changed: 1,
      unchanged: large.length - 2,
      sentence: `1 subvention retirée, 1 modifiée ; ${large.length - 2} inchangées.`,
    })
    const changed = changes.nodes.find(({ kind }) => kind === 'CHANGED')
    expect(changed).toMatchObject({
      before: { montant: '45000' },
      after: { montant: '4500' },
      entersSelection: false,
      leavesSelection: true,
      fields: [{ field: 'montant', column: 'montant', before: '45000', after: '4500' }],
    })
    const [before, after] = [cents(large), cents(large) - 1_850_000 - 4_500_000]
    expect(totals[0]).toMatchObject({ added: '0', removed: '18500', changed: '-45000' })
    expect(Math.round(Number(totals[0]?.['before']) * 100)).toBe(before)
    expect(Math.round(Number(totals[0]?.['after']) * 100)).toBe(after)
  })

  test('tells what enters the selection', async ({ api }) => {
    const args = `${CORRECTION}, where: { montant: { eq: "4500" } }`
    const { changes, totals } = await subventionsDiff(api, args)
    expect(changes.nodes).toMatchObject([
      { kind: 'CHANGED', entersSelection: true, leavesSelection: false },
    ])
    expect(changes.nodes[0]?.key).toContain('La Nuit des lanternes')
    // Without a condition, what is changed stays, and what is removed leaves.
    const all = (await subventionsDiff(api, CORRECTION)).changes.nodes
    expect(all.map((change) => [change.entersSelection, change.leavesSelection])).toEqual(
      all.map(({ kind }) => [false, kind === 'REMOVED']),
    )
    expect(totals[0]?.['changed']).toBe('4500')
  })
})

describe('changes', () => {
  test('of some kinds, or that touch a field, are counted and listed alone', async ({ api }) => {
    const cases = [
      ['kinds: [CHANGED]', 6],
      ['kinds: [REMOVED]', 3],
      ['kinds: [ADDED]', 0],
      ['kinds: []', 0],
      ['kinds: [REMOVED, CHANGED]', 9],
      ['kinds: [CHANGED], field: "montant"', 5],
      ['kinds: [CHANGED], field: "nomBeneficiaire"', 1],
      // A removed line loses every value that it had: three amounts, one RAE number.
      ['kinds: [REMOVED], field: "montant"', 3],
      ['field: "idRAE"', 1],
    ] as const
    for (const [args, expected] of cases) {
      const { changes, summary } = await versionDiff(api, 3, '', args)
      expect([args, changes.totalCount, changes.nodes.length]).toEqual([args, expected, expected])
      expect(summary).toMatchObject({ removed: 3, changed: 6 })
    }
  })

  test('list the cells that differ, all of those of a removed line', async ({ api }) => {
    const { changes } = await versionDiff(api, 3, '', 'kinds: [REMOVED], field: "idRAE"')
    const fields = changes.nodes[0]?.fields ?? []
    expect(fields).toContainEqual({ field: 'idRAE', column: 'idRAE', before: '90017', after: null })
    expect(fields).toContainEqual({
      field: 'notificationUE',
      column: 'notificationUE',
      before: true,
      after: null,
    })
    // Sixteen columns, of which rnaBeneficiaire and dispositifAide are empty.
    expect(fields).toHaveLength(14)
  })

  test('are walked once by their pages', async ({ api }) => {
    const whole = await versionDiff(api, 2, '(from: 5)')
    const walked: unknown[] = []
    for (let after = ''; ; ) {
      const { changes } = await versionDiff(api, 2, '(from: 5)', `first: 9${after}`)
      expect(changes.totalCount).toBe(whole.changes.totalCount)
      walked.push(...changes.nodes)
      if (!changes.pageInfo.hasNextPage) break
      after = `, after: "${changes.pageInfo.endCursor}"`
    }
    expect(walked.length).toBeGreaterThan(18)
    expect(walked).toEqual(whole.changes.nodes)
  })
})

describe('the sentence', () => {
  const sentences = [
    ['subventions', [1, 0, 0, 0], '1 subvention ajoutée ; 0 inchangée.'],
    ['subventions', [0, 0, 1, 53], '1 subvention modifiée ; 53 inchangées.'],
    [
      'subventions',
      [12, 3, 1, 1],
      '12 subventions ajoutées, 3 retirées, 1 modifiée ; 1 inchangée.',
    ],
    ['subventions', [0, 0, 0, 53], 'Aucune subvention n’a changé sur 53.'],
    ['subventions', [0, 0, 0, 0], 'Aucune subvention n’a changé.'],
    ['prenoms', [2, 0, 0, 1], '2 prénoms ajoutés ; 1 inchangé.'],
    ['prenoms', [0, 1, 2, 4], '1 prénom retiré, 2 modifiés ; 4 inchangés.'],
    ['prenoms', [0, 0, 0, 4], 'Aucun prénom n’a changé sur 4.'],
    // Thousands are separated by a narrow no-break space.
    ['prenoms', [12345, 0, 0, 0], '12\u202f345 prénoms ajoutés ; 0 inchangé.'],
  ] as const

  test.for(sentences)('of %s %j is « %s »', ([kind, counts, sentence]) => {
    const [added, removed, changed, unchanged] = counts
    const summary = { added, removed, changed, unchanged, totals: [] }
    expect(sentenceOf(kindOf(kind), summary)).toBe(sentence)
  })
})
