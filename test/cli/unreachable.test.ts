import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('a database that does not answer is told in French, with its exit code', () => {
  const { status, stdout, stderr } = spawnSync('bin/millesime', ['log'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: 'postgres://personne@127.0.0.1:1/rien' },
  })
  expect([status, stdout]).toEqual([69, ''])
  expect(stderr).toContain('La base de DATABASE_URL ne répond pas')
  expect(stderr).not.toContain('personne')
})
