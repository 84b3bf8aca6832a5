import { pino } from 'pino'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { createYogaServer } from '../../src/http/index.ts'
import { test } from '../database.ts'

const QUERIES = [
  { name: '01-jeux', query: 'query LesJeux { datasets { totalCount } }' },
  { name: '02-etat', query: 'query Etat { datasets { state { position } } }' },
]

async function pageOf(
  db: Db,
  options: Partial<Parameters<typeof createYogaServer>[0]>,
  url = 'http://yoga/graphql',
) {
  const yoga = createYogaServer({ db, log: pino({ level: 'silent' }), ...options })
  const response = await yoga.fetch(url, { headers: { accept: 'text/html' } })
  const page = await response.text()
  // What the page gives to GraphiQL.
  const [, json = '{}'] = /querySelector\('#root'\),\s*(\{.*\}),\s*\);/.exec(page) ?? []
  return { response, page, given: JSON.parse(json) }
}

describe('GraphiQL', () => {
  test('comes whole from the server, with an example to begin with', async ({ db }) => {
    const { response, page, given } = await pageOf(db, { isDemonstration: true })
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(page).toContain('DÉMONSTRATION')
    expect(given.defaultQuery).toContain('datasets(first: 50)')
    expect(given.defaultTabs).toBeUndefined()
    // Nothing is loaded from elsewhere: no script, style or font has an address of another site.
    expect(page.match(/<(script|link)[^>]+(src|href)="https?:[^"]*"/g) ?? []).toEqual([])
  })

  test('opens with the saved queries, one a tab, each saying that all is invented', async ({
    db,
  }) => {
    const { given } = await pageOf(db, { isDemonstration: true, queries: QUERIES })
    const banner = '# DÉMONSTRATION : tout est inventé, collectivités, personnes et montants.\n'
    expect(given.defaultTabs).toEqual(QUERIES.map(({ query }) => ({ query: `${banner}${query}` })))
  })

  test('says nothing of the kind of a real log, and has no query that it does not hold', async ({
    db,
  }) => {
    const { page, given } = await pageOf(db, {})
    expect([given.title, given.defaultTabs]).toEqual(['Millésime', undefined])
    expect(page).not.toContain('DÉMONSTRATION')
    expect(given.defaultQuery).toMatch(/^# Les jeux/)
  })

  test('leaves the first tab to the query of a link, which it does not write in its page', async ({
    db,
  }) => {
    const link = `http://yoga/graphql?query=${encodeURIComponent('{a}</script><script>b')}`
    const { page, given } = await pageOf(db, { queries: QUERIES }, link)
    expect(given.defaultTabs).toEqual([{ query: null }, ...QUERIES.map(({ query }) => ({ query }))])
    expect(page).not.toContain('<script>b')
  })

  test('has tabs that stay under the pointer that presses them', async ({ db }) => {
    const { page } = await pageOf(db, {})
    expect(page).toMatch(/\.graphiql-tab \{ transform: none !important \}<\/style>/)
  })
})
