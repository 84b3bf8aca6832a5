import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect } from 'vitest'
import { declareDataset } from '../../src/events/index.ts'
import { createYogaServer } from '../../src/http/index.ts'
import { test } from '../database.ts'
import { publishText, TOKEN } from '../given.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/history.md'), 'utf8')

/** The files that the page publishes, and the queries that it asks with their answers, in its order. */
const files = [...PAGE.matchAll(/^```csv published (\S+)\n(.*?)^```$/gms)]
const asked = [...PAGE.matchAll(/^```text\n(.*?)^```\n\n```json5\n(.*?)^```$/gms)]

test('every answer of the page on history is what the API answers to its query', async ({ db }) => {
  const [siren, slug, title] = ['299900019', 'prenoms', 'Prénoms']
  const publisher = { nom: 'Aubrelune', insee: '99901' }
  await declareDataset(
    db,
    { siren, slug, kind: 'prenoms', title, licence: 'lov2', ...publisher },
    TOKEN,
  )
  for (const [, day = '', text = ''] of files) {
    const { outcome } = await publishText(db, `${siren}/${slug}`, text, {
      publishedAt: new Date(day),
    })
    expect(outcome).toBe('published')
  }
  const yoga = createYogaServer({ db, log: pino({ base: null }) })
  for (const [, query, answer = ''] of asked) {
    const response = await yoga.fetch('http://yoga/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect.soft(await response.json(), query).toEqual({ data: JSON.parse(answer) })
  }
})

test('the page has files and queries, each with an answer', () => {
  expect(files.length).toBe(3)
  expect(asked.length).toBe(PAGE.split('```text').length - 1)
  expect(asked.length).toBeGreaterThan(4)
})
