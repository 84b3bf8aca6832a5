import { describe, expect } from 'vitest'
import { demonstration as test } from '../graphql/api.ts'
import { amounts, answer, contractsAt, grantsAt, NOW, QUERIES, summed } from './asked.ts'
import { type Line, onlineAt, readHistory, step } from './published.ts'

interface Aggregated {
  readonly aggregates: { readonly count: number; readonly montant: { sum: string; max: string } }
}

const LANTERNES = '299901041'
const END_2024 = '2024-12-31T23:59:59+01:00'
const END_2025 = '2025-12-31T23:59:59+01:00'

function isHeldBy(siren: string): (line: Line) => boolean {
  return (line) =>
    Object.entries(line).some(
      ([name, value]) => /^titulaires\..*id$/.test(name) && value.startsWith(siren),
    )
}

function told({ aggregates: { count, montant } }: Aggregated) {
  return { count, sum: Number(montant.sum), max: Number(montant.max) }
}

describe('the saved queries', () => {
  test('are ten or more, numbered, each with a comment of a line or two and a name for its tab', () => {
    expect(QUERIES.length).toBeGreaterThanOrEqual(10)
    for (const [i, { name, query }] of QUERIES.entries()) {
      expect(name).toMatch(/^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(Number(name.slice(0, 2))).toBe(i + 1)
      expect(query, name).toMatch(/^(# .*\n){1,2}query [A-Z][A-Za-z0-9]* \{\n/)
    }
  })

  test.for(QUERIES)('answers, and with something: $name', async ({ query }, { api }) => {
    const data = await api.read<Readonly<Record<string, unknown>>>(query)
    const lists = Object.values(data).flatMap((root) => [root, ...nodesIn(root)])
    expect(lists.filter((one) => one === null || (Array.isArray(one) && one.length === 0))).toEqual(
      [],
    )
    expect(lists.length).toBeGreaterThan(0)
  })
})

/** The lists of an answer that are its own: not those of its records. */
function nodesIn(root: unknown): readonly unknown[] {
  if (typeof root !== 'object' || root === null) return []
  return Object.entries(root).flatMap(([name, value]) =>
    name === 'nodes' ? [value] : Array.isArray(value) ? [] : nodesIn(value),
  )
}

describe('what they show is what the files say', () => {
  test('of a body before and after two corrections', async ({ api }) => {
    interface Body {
      readonly subventionsRecues: Aggregated
      readonly marchesRemportes: Aggregated
    }
    const data = await answer<{ avant: Body; apres: Body }>(api, 'avant-et-apres')
    const expected = (instant: string) => ({
      grants: summed(
        grantsAt(instant).filter((line) => line['idBeneficiaire']?.startsWith(LANTERNES)),
      ),
      contracts: summed(contractsAt(instant).filter(isHeldBy(LANTERNES))),
    })
    const [before, after] = [data.avant, data.apres].map((body) => ({
      grants: told(body.subventionsRecues),
      contracts: told(body.marchesRemportes),
    }))
    expect(before).toEqual(expected(END_2024))
    expect(after).toEqual(expected(END_2025))
    expect([before?.grants.max, before?.contracts.max, after?.contracts.max]).toEqual([
      45_000, 4_500_000, 450_000,
    ])
  })

  test('of contracts beyond a million', async ({ api }) => {
    interface List {
      readonly totalCount: number
      readonly nodes: readonly { readonly idMarche: string }[]
    }
    const data = await answer<{ fin2024: List; fin2025: List }>(api, 'un-million')
    const ids = (instant: string) =>
      contractsAt(instant)
        .filter((line) => Number(line['montant']) > 1_000_000)
        .map((line) => line['id'])
        .toSorted()
    const found = [data.fin2024, data.fin2025].map(({ nodes }) =>
      nodes.map(({ idMarche }) => idMarche).toSorted(),
    )
    expect(found).toEqual([ids(END_2024), ids(END_2025)])
    expect(found.map((list) => list.includes('2024-CD-0011'))).toEqual([true, false])
  })

  test('of a holder of contracts', async ({ api }) => {
    const { marches } = await answer<{
      marches: Pick<Aggregated, 'aggregates'> & { totalCount: number }
    }>(api, 'un-titulaire')
    const held = summed(contractsAt(NOW).filter(isHeldBy(LANTERNES)))
    expect([marches.totalCount, Number(marches.aggregates.montant.sum)]).toEqual([
      held.count,
      held.sum,
    ])
  })

  test('of the largest grants, and of one that was corrected', async ({ api }) => {
    interface Grant {
      readonly montant: string
      readonly history: readonly { kind: string; fields: readonly object[] }[]
    }
    const data = await answer<{
      plusGrosses: { totalCount: number; nodes: readonly Grant[] }
      corrigee: { nodes: readonly Grant[] }
    }>(api, 'grosses-subventions')
    const all = amounts(grantsAt(NOW)).toSorted((a, b) => b - a)
    expect(data.plusGrosses.totalCount).toBe(all.length)
    expect(data.plusGrosses.nodes.map(({ montant }) => Number(montant) * 100)).toEqual(
      all.slice(0, 5),
    )
    expect(data.corrigee.nodes.map(({ history }) => history.map(({ kind }) => kind))).toEqual([
      ['ADDED', 'CHANGED'],
    ])
    expect(data.corrigee.nodes[0]?.history[1]?.fields).toEqual([
      { column: 'montant', before: '45000', after: '4500' },
    ])
  })

  test('of the difference between two versions', async ({ api }) => {
    const data = await answer<{
      dataset: {
        version: {
          diff: {
            summary: Readonly<Record<string, number>>
            totals: readonly Readonly<Record<string, string>>[]
          }
        }
      }
    }>(api, 'deux-versions')
    const { summary, totals } = data.dataset.version.diff
    const [, , third] = readHistory().datasets[0]?.versions ?? []
    if (third === undefined) throw new Error('no third version')
    const before = onlineAt('299900019/subventions', END_2024)
    const { added, removed, changed, after } = step(before, third)
    expect(summary).toMatchObject({ added, removed, changed })
    expect(totals.map((total) => [Number(total['before']), Number(total['after'])])).toEqual([
      [summed(before).sum, summed(after).sum],
    ])
  })

  test('of what was online on a day', async ({ api }) => {
    const day = '2025-01-01T00:00:00+01:00'
    const data = await answer<{
      datasets: { nodes: readonly { title: string; current: { number: number } | null }[] }
      subventions: { totalCount: number } & Aggregated
    }>(api, 'en-ligne')
    const numbers = readHistory().datasets.map(({ title, versions }) => [
      title,
      versions.filter(({ publishedAt }) => Date.parse(publishedAt) <= Date.parse(day)).length,
    ])
    expect(data.datasets.nodes.map(({ title, current }) => [title, current?.number ?? 0])).toEqual(
      numbers,
    )
    const grants = grantsAt(day).filter((line) =>
      /(^2024-|\/2024$)/.test(line['dateConvention'] ?? ''),
    )
    expect([data.subventions.totalCount, Number(data.subventions.aggregates.montant.sum)]).toEqual([
      grants.length,
      summed(grants).sum,
    ])
  })
})
