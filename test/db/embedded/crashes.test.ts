import { spawn } from 'node:child_process'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { type Cluster, openCluster } from '../../../src/db/embedded/openCluster.ts'
import { connect, killPostgres, postmasterPid, query, test } from './homes.ts'

const NAME = { applicationName: 'test' }

async function keep(url: string): Promise<void> {
  await query(url, (sql) => sql.unsafe('create table kept (n int); insert into kept values (42)'))
}

async function kept(cluster: Cluster): Promise<unknown> {
  const rows = await query(cluster.url('postgres'), (sql) => sql`select n from kept`)
  return rows[0]?.['n']
}

async function places(cluster: Cluster): Promise<unknown> {
  const rows = await query(
    cluster.url('postgres'),
    (sql) => sql`select count(*)::int as n from pg_locks where locktype = 'advisory'`,
  )
  return rows[0]?.['n']
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  return readdir(folder, { recursive: true }).catch(() => [])
}

describe('openCluster after a crash', () => {
  test('joins the server of a killed process, and stops it when it leaves', async ({
    home,
    join: enter,
  }) => {
    const member = await enter(home)
    await keep(member.url)
    const pid = await postmasterPid(home)
    await member.kill()

    const cluster = await openCluster(home, NAME)
    expect(await postmasterPid(home)).toBe(pid)
    expect(await kept(cluster)).toBe(42)
    await cluster.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('recovers when PostgreSQL itself was killed with its processes', async ({ home }) => {
    const before = await openCluster(home, NAME)
    await keep(before.url('postgres'))
    const pid = await postmasterPid(home)
    await killPostgres(home)

    const cluster = await openCluster(home, NAME)
    expect(await postmasterPid(home)).not.toBe(pid)
    expect(await kept(cluster)).toBe(42)
    await cluster.close()
    await before.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('closes at once when PostgreSQL is gone', async ({ home }) => {
    const cluster = await openCluster(home, NAME)
    await killPostgres(home)
    await cluster.close()
  })

  test('does not lose its place when PostgreSQL restarts all its sessions', async ({ home }) => {
    const [staying, leaving] = [await openCluster(home, NAME), await openCluster(home, NAME)]
    await keep(staying.url('postgres'))
    const sql = connect(staying.url('postgres'))
    const [backend] = await sql`select pg_backend_pid() as pid`
    // PostgreSQL ends every session when one dies this way.
    process.kill(Number(backend?.['pid']), 'SIGKILL')
    await sql.end({ timeout: 1 })
    await expect.poll(() => places(staying).catch(() => 0), { timeout: 5_000 }).toBe(2)

    await leaving.close()
    expect(await kept(staying)).toBe(42)
    await staying.close()
    expect(await postmasterPid(home)).toBeUndefined()
  })

  test('is not stopped by a postmaster.pid that names another program', async ({ home }) => {
    const first = await openCluster(home, NAME)
    const file = join(home, 'pg', 'postmaster.pid')
    const left = await readFile(file, 'utf8')
    await first.close()
    // PostgreSQL looks away from the processes of other accounts: this one is of its own.
    const { uid, gid } = await stat(join(home, 'pg'))
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore', uid, gid })
    await writeFile(file, left.replace(/^\d+/, String(bystander.pid)))

    const cluster = await openCluster(home, NAME)
    expect(bystander.exitCode).toBeNull()
    await cluster.close()
    expect(bystander.kill('SIGKILL')).toBe(true)
  })

  test('is not stopped by a start lock whose holder is dead or reborn', async ({ home }) => {
    await (await openCluster(home, NAME)).close()
    for (const abandoned of ['999999999 12\n', `${process.pid} 12\n`]) {
      await writeFile(join(home, 'start.lock'), abandoned)
      const clusters = await Promise.all([openCluster(home, NAME), openCluster(home, NAME)])
      await Promise.all(clusters.map((cluster) => cluster.close()))
    }
    expect((await readdir(home)).toSorted()).toEqual(['cluster.json', 'pg', 'postgres.log'])
  })

  test('leaves nothing half-made when it is killed while creating', async ({
    home,
    join: enter,
  }) => {
    const doomed = spawn(process.execPath, [join(import.meta.dirname, 'member.ts'), home])
    // initdb writes PG_VERSION first and needs most of its second after.
    while (!(await filesUnder(home)).some((file) => file.endsWith('PG_VERSION'))) await sleep(5)
    doomed.kill('SIGKILL')
    expect(await readdir(home)).not.toContain('pg')

    const member = await enter(home)
    expect(await member.leave()).toBe(0)
    expect(await readdir(home)).toContain('pg')
    // The next start sweeps away what the orphan initdb may have written after its parent's death.
    await (await openCluster(home, NAME)).close()
    expect((await readdir(home)).toSorted()).toEqual(['cluster.json', 'pg', 'postgres.log'])
  })

  test('takes another port when its own is taken', async ({ home }) => {
    const first = await openCluster(home, NAME)
    const { port } = new URL(first.url('postgres'))
    await keep(first.url('postgres'))
    await first.close()
    const squatter = createServer().listen(Number(port), '127.0.0.1')

    const cluster = await openCluster(home, NAME)
    expect(new URL(cluster.url('postgres')).port).not.toBe(port)
    expect(await kept(cluster)).toBe(42)
    await cluster.close()
    squatter.close()
  })

  test('shows the end of the log when PostgreSQL does not start', async ({ home }) => {
    await (await openCluster(home, NAME)).close()
    await writeFile(join(home, 'pg', 'postgresql.auto.conf'), 'no_such_setting = 1\n')
    await expect(openCluster(home, NAME)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('no_such_setting'),
    })
    expect(await readdir(home)).not.toContain('start.lock')
  })

  test('says that the password is lost when cluster.json is', async ({ home }) => {
    await (await openCluster(home, NAME)).close()
    await rm(join(home, 'cluster.json'))
    await expect(openCluster(home, NAME)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('a disparu'),
    })
  })
})
