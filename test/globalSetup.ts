import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate, openCluster } from '../src/db/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the test server, with `DATABASE` where a database's name goes. */
    readonly serverUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated database that test files are cloned from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'millesime-test-'))
  const cluster = await openCluster(home, { applicationName: 'millesime test' })
  const client = postgres(cluster.url('postgres'), { max: 1 })
  await client.unsafe('create database template_millesime')
  await client.end()
  await migrate(cluster.url('template_millesime'))
  project.provide('serverUrl', cluster.url('DATABASE'))
  return async () => {
    await cluster.close()
    rmSync(home, { recursive: true, force: true })
  }
}
