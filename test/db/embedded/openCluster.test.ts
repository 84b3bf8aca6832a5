import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect } from 'vitest'
import { openCluster } from '../../../src/db/embedded/openCluster.ts'
import { isAlive, postmasterPid, query, test } from './homes.ts'

const NAME = { applicationName: 'test' }

async function sum(url: string): Promise<unknown> {
  const rows = await query(url, (sql) => sql`select 1 + 1 as sum`)
  return rows[0]?.['sum']
}

describe('openCluster', () => {
  test('creates the folder and a server, which a second opening joins', async ({ home }) => {
    const first = await openCluster(home, NAME)
    const pid = await postmasterPid(home)
    const second = await openCluster(home, NAME)

    expect(await postmasterPid(home)).toBe(pid)
    expect(second.url('postgres')).toBe(first.url('postgres'))
    await first.close()
    expect(await sum(second.url('postgres'))).toBe(2)
    await second.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('starts again after the last one out, with its data and its port', async ({ home }) => {
    const first = await openCluster(home, NAME)
    await query(first.url('postgres'), (sql) =>
      sql.unsafe('create table kept (n int); insert into kept values (42)'),
    )
    await first.close()
    await first.close()

    const again = await openCluster(home, NAME)
    expect(again.url('postgres')).toBe(first.url('postgres'))
    const rows = await query(again.url('postgres'), (sql) => sql`select n from kept`)
    expect([...rows]).toEqual([{ n: 42 }])
    await again.close()
  })

  test('leaves the server running for another process', async ({ home, join: enter }) => {
    const member = await enter(home)
    const cluster = await openCluster(home, NAME)
    expect(await member.leave()).toBe(0)
    expect(await sum(cluster.url('postgres'))).toBe(2)
    await cluster.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('lets ten processes in at once on an empty home, and the last out stops', async ({
    home,
    join: enter,
  }) => {
    const members = await Promise.all(Array.from({ length: 10 }, () => enter(home)))
    expect(new Set(members.map(({ url }) => url)).size).toBe(1)
    const pid = (await postmasterPid(home)) ?? 0
    expect(await Promise.all(members.map(({ leave }) => leave()))).toEqual(Array(10).fill(0))
    expect(await postmasterPid(home)).toBeUndefined()
    expect(await isAlive(pid)).toBe(false)
  })

  test('serves whoever comes while others leave', async ({ home }) => {
    const visits = Array.from({ length: 5 }, async () => {
      for (let visit = 0; visit < 6; visit += 1) {
        const cluster = await openCluster(home, NAME)
        expect(await sum(cluster.url('postgres'))).toBe(2)
        await cluster.close()
      }
    })
    await Promise.all(visits)
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('refuses a wrong password', async ({ home }) => {
    const cluster = await openCluster(home, NAME)
    const url = new URL(cluster.url('postgres'))
    url.password = 'wrong'
    await expect(sum(url.href)).rejects.toMatchObject({ code: '28P01' })
    url.password = ''
    await expect(sum(url.href)).rejects.toThrow()
    expect(await readFile(join(home, 'pg', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*trust/m)
    await cluster.close()
  })

  test('keeps the password in a file of its owner alone, and listens on 127.0.0.1 alone', async ({
    home,
  }) => {
    const cluster = await openCluster(home, NAME)
    const { mode } = await stat(join(home, 'cluster.json'))
    expect(mode & 0o777).toBe(0o600)
    const shown = await query(
      cluster.url('postgres'),
      (sql) => sql`
        select current_setting('listen_addresses') as addresses,
          current_setting('unix_socket_directories') as sockets,
          current_setting('fsync') as fsync,
          current_setting('synchronous_commit') as commit,
          current_setting('log_statement') as log,
          (select datlocale from pg_database where datname = 'postgres') as locale`,
    )
    expect(shown[0]).toEqual({
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      commit: 'on',
      log: 'none',
      locale: 'C.UTF-8',
    })
    await cluster.close()
  })

  test('opens under a folder closed to others', async ({ home }) => {
    const closed = dirname(home)
    await chmod(closed, 0o700)
    const before = await stat(closed)
    const cluster = await openCluster(home, NAME)
    expect(await sum(cluster.url('postgres'))).toBe(2)
    const [data, pid] = [await stat(join(home, 'pg')), await postmasterPid(home)]
    // Root hands the data, and nothing above, to an account of fewer rights.
    if (process.getuid?.() === 0) expect(data.uid).not.toBe(0)
    else expect(data.uid).toBe(process.getuid?.())
    expect((await stat(`/proc/${pid}`)).uid).toBe(data.uid)
    const after = await stat(closed)
    expect([after.mode, after.uid]).toEqual([before.mode, before.uid])
    await cluster.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('says why when the folder cannot be used', async ({ home }) => {
    await mkdir(home)
    await (await openCluster(join(home, 'a'), NAME)).close()
    const file = join(home, 'a', 'cluster.json')
    await expect(openCluster(file, NAME)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining(file),
    })
  })
})
