import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { test as base, describe, expect } from 'vitest'
import { openCluster } from '../../src/db/index.ts'
import { MILLESIME, type Place, START, withPlace } from '../cli/processes.ts'
import { createDatabase } from '../database.ts'
import { isAlive, postmasterPid } from '../db/embedded/homes.ts'

/** The same as `held`, read from the file of the demonstration. */
const HISTORY = readHistory().datasets.map(({ siren, slug, versions }) => ({
  path: `${siren}/${slug}`,
  numbers: versions.map((_, i) => i + 1),
}))

/** Two folders: for the demonstration, one that goes through the whole file, and one for a single test. */
const test = base
  .extend<{ $file: { demonstration: Place } }>({
    demonstration: [async ({}, use) => withPlace(use), { scope: 'file' }],
  })
  .extend<{ place: Place }>({
    place: async ({}, use) => withPlace(use),
  })

interface Listed {
  readonly datasets: readonly {
    readonly siren: string
    readonly slug: string
    readonly versions: readonly unknown[]
  }[]
}

function readHistory(): Listed {
  return JSON.parse(readFileSync('examples/history.json', 'utf8'))
}

/** Paths and numbers of versions, as the server says. */
async function held(url: string): Promise<unknown> {
  const query = '{datasets{nodes{path versions{nodes{number}}}}}'
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
  const { data } = Object(await response.json())
  return data.datasets.nodes.map(
    ({ path, versions }: { path: string; versions: { nodes: { number: number }[] } }) => ({
      path,
      numbers: versions.nodes.map(({ number }) => number).toSorted((a, b) => a - b),
    }),
  )
}

async function runsPostgres({ home }: Place): Promise<boolean> {
  const pid = await postmasterPid(home)
  return pid !== undefined && (await isAlive(pid))
}

/** Joins the PostgreSQL of a demonstration that starts, and waits until its log has some events. */
async function untilEvents({ home }: Place, count: number): Promise<() => Promise<void>> {
  while (!existsSync(join(home, 'pg', 'postmaster.pid'))) await sleep(5)
  const cluster = await openCluster(home, { applicationName: 'millesime test' })
  const sql = postgres(cluster.url('millesime'), { max: 1 })
  const head = async () =>
    await sql`select count(*)::int as count from public.event`.catch(() => [])
  while (((await head())[0]?.['count'] ?? 0) < count) await sleep(5)
  return async () => {
    await sql.end()
    await cluster.close()
  }
}

describe('npm start', () => {
  test('answers within 30 s the first time, and shows a token', async ({ demonstration }) => {
    const server = await demonstration.serve(START)
    expect(server.answeredIn).toBeLessThan(30_000)
    expect(server.said()).toContain('Millésime, DÉMONSTRATION : ')
    expect(server.said()).toContain('sont inventées')
    expect(server.said()).toContain(`${server.url}/graphql`)
    expect(server.said()).toMatch(/montré cette seule fois.*\n {2}mil_[\w-]{43}\n/)
    const { headers } = await fetch(`${server.url}/graphql?query={__typename}`)
    expect(headers.get('x-millesime-demonstration')).toBe('donnees-inventees')
    expect(await held(server.url)).toEqual(HISTORY)
    expect(await server.end('SIGTERM')).toBe(0)
    expect(await runsPostgres(demonstration)).toBe(false)
  })

  test('answers within 5 s the second time, and shows no token', async ({ demonstration }) => {
    const server = await demonstration.serve(START)
    expect(server.answeredIn).toBeLessThan(5_000)
    expect(server.said()).toContain('DÉMONSTRATION')
    expect(server.said()).not.toContain('mil_')
    expect(await held(server.url)).toEqual(HISTORY)

    expect(await server.end('SIGKILL')).toBeNull()
    expect(await runsPostgres(demonstration)).toBe(true)
  })

  test('goes on after it was killed, with each version once', async ({ demonstration }) => {
    const server = await demonstration.serve(START)
    expect(await held(server.url)).toEqual(HISTORY)
    expect(await server.end('SIGINT')).toBe(0)
    expect(await runsPostgres(demonstration)).toBe(false)
  })

  test('killed while it publishes goes on at the next start', async ({ place }) => {
    const child = await place.start(START)
    const exited = once(child, 'exit')
    const leave = await untilEvents(place, 3)
    child.kill('SIGKILL')
    await exited
    await leave()
    const server = await place.serve(START)
    expect(await held(server.url)).toEqual(HISTORY)
    expect(server.said()).toContain('mil_')
    await server.end('SIGTERM')
  })

  test('stopped while it publishes leaves no PostgreSQL', async ({ place }) => {
    const child = await place.start(START)
    const exited = once(child, 'exit')
    while (!existsSync(join(place.home, 'pg', 'postmaster.pid'))) await sleep(5)
    child.kill('SIGTERM')
    await exited
    expect(child.exitCode).toBe(0)
    expect(await runsPostgres(place)).toBe(false)
  })

  test('stays out of a folder that holds a real log', async ({ place }) => {
    const declare = ['declare', '299900035/vrai', '--kind', 'prenoms', '--nom', 'Aubrelune']
    expect((await place.cli(...declare)).code).toBe(0)
    const before = readdirSync(place.home)
    const { stdout: log } = await place.cli('log', '--json')
    const refused = await place.run(START)
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain(
      `Le dossier ${place.home} contient un vrai journal : la démonstration n’y entre pas.`,
    )
    expect(readdirSync(place.home)).toEqual(before)
    expect((await place.run([MILLESIME, 'log', '--json'])).stdout).toBe(log)
  })

  test('says so when its folder cannot be made', async ({ place }) => {
    const home = join(await place.file('fichier', ''), 'data')
    expect(await place.run(START, { MILLESIME_DATA: home })).toEqual({
      code: 2,
      stdout: '',
      stderr: `Le dossier ${home} ne peut pas être créé ou écrit par ce compte : choisir un autre MILLESIME_DATA. (CONFIG_INVALID)\n`,
    })
  })

  test('never enters a database of one’s own', async ({ demonstration }) => {
    const { url, db, drop } = await createDatabase()
    const server = await demonstration.serve(START, { DATABASE_URL: url })
    expect(await held(server.url)).toEqual(HISTORY)
    await server.end('SIGTERM')
    expect(await db.selectFrom('public.event').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('public.token').selectAll().execute()).toEqual([])
    await drop()
  })
})
