import { pino } from 'pino'
import { expect } from 'vitest'
import { createYogaServer } from '../../src/http/index.ts'
import { test } from '../database.ts'

test('GraphiQL comes whole from the server, with an example to begin with', async ({ db }) => {
  const yoga = createYogaServer({ db, log: pino({ level: 'silent' }), isDemonstration: true })

  const response = await yoga.fetch('http://yoga/graphql', { headers: { accept: 'text/html' } })
  const page = await response.text()

  expect(response.headers.get('content-type')).toContain('text/html')
  expect(page).toContain('DÉMONSTRATION')
  // Nothing is loaded from elsewhere: no script, style or font has an address of another site.
  expect(page.match(/<(script|link)[^>]+(src|href)="https?:[^"]*"/g) ?? []).toEqual([])
})
