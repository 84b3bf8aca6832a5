import { once } from 'node:events'
import { request } from 'node:http'
import { pino } from 'pino'
import { describe, expect } from 'vitest'
import { startServer } from '../../src/http/index.ts'
import { test as base, createDatabase } from '../database.ts'
import { givenServer, type Served, serveLogged } from './givenServer.ts'

/** A server over a log with one dataset, on a free port. */
const test = base.extend<{ $file: { server: Served } }>({
  server: [
    async ({ db }, use) => {
      const server = await givenServer(db)
      await use(server)
      await server.close()
    },
    { scope: 'file' },
  ],
})

const QUERY = '{ prenoms { totalCount nodes { enfantPrenom } } }'
const DATA = { data: { prenoms: { totalCount: 1, nodes: [{ enfantPrenom: 'Jade' }] } } }

async function post(url: string, query: string, headers: Readonly<Record<string, string>> = {}) {
  return await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
}

describe('the server', () => {
  test('answers queries by POST and by GET', async ({ server }) => {
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/)
    const posted = await post(server.url, QUERY)
    expect([posted.status, await posted.json()]).toEqual([200, DATA])
    const got = await fetch(`${server.url}/graphql?query=${encodeURIComponent(QUERY)}`)
    expect([got.status, await got.json()]).toEqual([200, DATA])
  })

  test('gives permalinks that begin where it was reached', async ({ server }) => {
    const answer = await (await post(server.url, '{ prenoms { state { permalink } } }')).json()
    const { permalink } = answer.data.prenoms.state
    expect(permalink).toMatch(new RegExp(`^${server.url}/graphql\\?query=`))
    expect(await (await fetch(permalink)).json()).toEqual(answer)
  })

  test('redirects its root to the API, which shows GraphiQL to a browser', async ({ server }) => {
    const root = await fetch(`${server.url}/`, { redirect: 'manual' })
    expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql'])
    const page = await fetch(`${server.url}/`, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await page.text()).toContain('<title>Millésime</title>')
  })

  test('is healthy, and has nothing elsewhere', async ({ server }) => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    expect((await fetch(`${server.url}/inconnu`)).status).toBe(404)
  })

  test('lets pages of any site read it, never with credentials', async ({ server }) => {
    const origin = 'https://exemple.test'
    const preflight = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    for (const { headers } of [preflight, await post(server.url, QUERY, { origin })]) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.has('access-control-allow-credentials')).toBe(false)
    }
  })

  test('does not say of a real log that it is invented', async ({ server }) => {
    const { headers } = await post(server.url, QUERY)
    expect(headers.has('x-millesime-demonstration')).toBe(false)
  })

  test('takes no request once it is closed, and ends those at work', async ({ db }) => {
    const log = pino({ level: 'silent' })
    const other = await startServer({ db, log }, { host: '127.0.0.1', port: 0 })
    const body = JSON.stringify({ query: QUERY })
    const headers = { 'content-type': 'application/json', 'content-length': body.length }
    const asked = request(`${other.url}/graphql`, { method: 'POST', headers })
    asked.write(body.slice(0, 5))
    const [socket] = await once(asked, 'socket')
    if (socket.connecting) await once(socket, 'connect')
    // Answered after the beginning of the other request has arrived.
    await (await fetch(`${other.url}/health`)).arrayBuffer()

    const began = performance.now()
    const closed = other.close()
    asked.end(body.slice(5))
    const [response] = await once(asked, 'response')
    expect(JSON.parse(Buffer.concat(await response.toArray()).toString())).toEqual(DATA)
    await closed
    // Sooner than a client lets go of a connection that it keeps alive.
    expect(performance.now() - began).toBeLessThan(2000)
    await expect(fetch(`${other.url}/health`)).rejects.toThrow()
  })

  test('refuses to start on a port that is taken', async ({ db, server }) => {
    const at = { host: '127.0.0.1', port: Number(new URL(server.url).port) }
    const started = startServer({ db, log: pino({ level: 'silent' }) }, at)
    await expect(started).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the demonstration', () => {
  test('says of every answer that it is invented', async ({ db }) => {
    const options = { db, log: pino({ level: 'silent' }), isDemonstration: true }
    const origin = 'https://millesime.exemple.test'
    const at = { host: '127.0.0.1', port: 0 }
    const server = await startServer({ ...options, origin }, at)
    const answer = await post(server.url, '{ prenoms { state { permalink } } }')
    expect(answer.headers.get('x-millesime-demonstration')).toBe('donnees-inventees')
    const refused = await post(server.url, '{ prenoms(first: 0) { totalCount } }')
    expect(refused.headers.get('x-millesime-demonstration')).toBe('donnees-inventees')
    // Behind another name, permalinks begin with it.
    expect((await answer.json()).data.prenoms.state.permalink).toMatch(`${origin}/graphql?`)
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('tout est inventé')
    await server.close()
  })
})

describe('an unexpected error', () => {
  test('is logged, and tells the client nothing', async () => {
    const broken = await createDatabase()
    await broken.db.schema.dropTable('lecture.prenom_current').execute()
    const { logged, ...server } = await serveLogged(broken.db)
    const text = await (await post(server.url, QUERY)).text()
    expect(JSON.parse(text)).toEqual({
      data: null,
      errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
    expect(text).not.toMatch(/prenom_current|select|node_modules|stack/i)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain('prenom_current')
    // An expected one is told, and is not logged.
    const expected = await (await post(server.url, '{ prenoms(first: 0) { totalCount } }')).json()
    expect(expected.errors[0].extensions.code).toBe('PAGE_INVALID')
    expect(logged).toHaveLength(1)
    await server.close()
    await broken.drop()
  })
})
