import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect } from 'vitest'
import { isAlive, postmasterPid } from '../db/embedded/homes.ts'
import { prenomsCsv } from '../given.ts'
import { example, MILLESIME, type Place } from './processes.ts'
import { jsonLines, linesOf, alone as test } from './served.ts'

const SERVE = [MILLESIME, 'serve']

/** The PostgreSQL of a place: its pid while it runs. */
async function postgresOf({ home }: Place): Promise<number | undefined> {
  const pid = await postmasterPid(home)
  return pid !== undefined && (await isAlive(pid)) ? pid : undefined
}

/** Types of the events of a dataset. */
async function eventsOf({ cli }: Place, dataset: string): Promise<readonly string[]> {
  const { stdout } = await cli('log', dataset, '--json')
  return jsonLines(stdout).map((event) => Object(event).type)
}

describe('on a folder where nothing runs', () => {
  test('two commands at once make one log, and both succeed', async ({ place }) => {
    const declare = (slug: string) =>
      place.cli('declare', `299900035/${slug}`, '--kind', 'prenoms', '--nom', 'Aubrelune')
    const both = await Promise.all([declare('un'), declare('deux')])
    expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ])
    expect(await postgresOf(place)).toBeUndefined()
    const { stdout } = await place.cli('log')
    expect(linesOf(stdout).map((line) => line.split('\t')[3])).toEqual(
      expect.arrayContaining(['299900035/un', '299900035/deux']),
    )
    expect(linesOf(stdout)).toHaveLength(2)
  })

  test('a command starts PostgreSQL and stops it, even when it fails', async ({ place }) => {
    const published = await place.cli(
      ...['publish', example('aubrelune-prenoms-1.csv'), '--dataset', '299900035/seul'],
    )
    expect(published.code).toBe(0)
    expect(await postgresOf(place)).toBeUndefined()
    expect((await place.cli('show', '299900035/seul@2')).code).toBe(5)
    expect(await postgresOf(place)).toBeUndefined()
  })

  test('two publications of one dataset at once are two versions, one after the other', async ({
    place,
  }) => {
    const files = await Promise.all(
      [1, 2].map((count) => place.file(`${count}.csv`, prenomsCsv([['F', 'Jade', count, 2020]]))),
    )
    await place.cli('declare', '299900035/trois', '--kind', 'prenoms', '--nom', 'Aubrelune')
    const ends = await Promise.all(
      files.map((file) => place.cli('publish', file, '--dataset', '299900035/trois')),
    )
    expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ])
    expect(await eventsOf(place, '299900035/trois')).toEqual([
      'DatasetDeclared',
      'VersionPublished',
      'VersionPublished',
    ])
  })
})

describe('millesime serve', () => {
  test('does not lose its first token to a port that is taken', async ({ place }) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = Object(taken.address())
    const refused = await place.run(SERVE, { PORT: String(port) })
    taken.close()
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: `Le port ${port} est déjà pris sur 127.0.0.1 : en choisir un autre par PORT. (CONFIG_INVALID)\n`,
    })
    expect(await postgresOf(place)).toBeUndefined()
    const server = await place.serve(SERVE)
    expect(server.said()).toMatch(/montré cette seule fois.*\n {2}mil_[\w-]{43}\n/)
    expect(server.said()).not.toContain('DÉMONSTRATION')
    expect(await server.end('SIGTERM')).toBe(0)
  })

  test('is joined by commands, survives them, and stops PostgreSQL last', async ({ place }) => {
    const server = await place.serve(SERVE)
    expect(server.said()).not.toContain('mil_')
    const postgres = await postgresOf(place)
    const ends = await Promise.all([
      place.cli('publish', example('aubrelune-prenoms-1.csv'), '--dataset', '299900035/joint'),
      place.cli('log'),
    ])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(await postgresOf(place)).toBe(postgres)
    const query = encodeURIComponent('{dataset(path:"299900035/joint"){current{number}}}')
    const response = await fetch(`${server.url}/graphql?query=${query}`)
    expect(await response.json()).toEqual({ data: { dataset: { current: { number: 1 } } } })
    expect(await server.end('SIGINT')).toBe(0)
    expect(await postgresOf(place)).toBeUndefined()
  })

  test('that was killed leaves a PostgreSQL that the next command uses and stops', async ({
    place,
  }) => {
    const server = await place.serve(SERVE)
    const postgres = await postgresOf(place)
    expect(await server.end('SIGKILL')).toBeNull()
    expect(await postgresOf(place)).toBe(postgres)
    expect(await eventsOf(place, '299900035/joint')).toEqual([
      'DatasetDeclared',
      'VersionPublished',
    ])
    expect(await postgresOf(place)).toBeUndefined()
  })
})
