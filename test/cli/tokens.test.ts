import { describe, expect } from 'vitest'
import { prenomsCsv } from '../given.ts'
import { linesOf, test } from './served.ts'

const PUBLISH = `mutation ($file: File!, $dataset: String!) {
  publishVersion(dataset: $dataset, file: $file) {
    __typename
    ... on VersionPublished { version { number recordCount } }
  } }`

/** Sends a file as a browser or curl does, and gives what it became: a version number or an error code. */
async function deposit(url: string, token: string, dataset: string, rows: number) {
  const names = Array.from({ length: rows }, (_, i) => `Jade-${'ABCDEFGH'[i]}`)
  const csv = prenomsCsv(names.map((name) => ['F', name, 1, 2020] as const))
  const form = new FormData()
  const variables = { dataset, file: null }
  form.set('operations', JSON.stringify({ query: PUBLISH, variables }))
  form.set('map', JSON.stringify({ 0: ['variables.file'] }))
  form.set('0', new File([csv], 'prenoms.csv', { type: 'text/csv' }))
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: form })
  const { data, errors } = Object(await response.json())
  return errors?.[0].extensions.code ?? data.publishVersion.version
}

describe('a token', () => {
  test('works on the server that runs, and no more once revoked', async ({ place, server }) => {
    const dataset = '299900035/jetons'
    await place.cli('declare', dataset, '--kind', 'prenoms', '--nom', 'Aubrelune')
    const created = await place.cli(
      ...['token', 'create', '--label', 'open data', '--scope', 'publish:299900035', 'declare'],
    )
    expect(created.code).toBe(0)
    expect(created.stdout).toMatch(/^mil_[\w-]{43}\n$/)
    const [, id = ''] = /^Jeton (tok_[0-9a-f]{16}), à garder secret :\n$/.exec(created.stderr) ?? []
    const secret = created.stdout.trim()

    expect(await deposit(server.url, secret, dataset, 2)).toEqual({ number: 1, recordCount: 2 })

    const listed = await place.cli('token', 'list')
    expect(listed).toMatchObject({ code: 0, stderr: '' })
    expect(listed.stdout).not.toContain(secret)
    const [mine, first, ...others] = linesOf(listed.stdout).map((line) => line.split('\t'))
    expect(mine).toEqual([id, 'publish:299900035 declare', expect.any(String), '', 'open data'])
    expect(first?.slice(1)).toEqual(['admin', expect.any(String), '', 'administration'])
    expect(others).toEqual([])

    expect(await place.cli('token', 'revoke', id)).toEqual({
      code: 0,
      stdout: '',
      stderr: `Jeton ${id} révoqué.\n`,
    })
    expect(await deposit(server.url, secret, dataset, 3)).toBe('UNAUTHENTICATED')
    expect((await place.cli('token', 'list')).stdout).toContain('\trévoqué\topen data\n')
    expect((await place.cli('show', dataset)).stdout).not.toContain('\n2\t')
  })

  test('shown by the first start is an administrator’s', async ({ place, server }) => {
    const [secret = ''] = /mil_[\w-]{43}/.exec(server.said()) ?? []
    const dataset = '299900035/administration'
    await place.cli('declare', dataset, '--kind', 'prenoms', '--nom', 'Aubrelune')
    expect(await deposit(server.url, secret, dataset, 1)).toEqual({ number: 1, recordCount: 1 })
  })

  test('ends by itself at its date', async ({ place, server }) => {
    const create = (label: string, expires: string) =>
      place.cli(...['token', 'create', '--label', label, '--scope', 'admin', '--expires', expires])
    const soon = new Date(Date.now() + 60_000).toISOString()
    const [past, later] = [await create('hier', '2020-01-01'), await create('bientôt', soon)]
    const dataset = '299900035/personne'
    expect(await deposit(server.url, past.stdout.trim(), dataset, 1)).toBe('UNAUTHENTICATED')
    expect(await deposit(server.url, later.stdout.trim(), dataset, 1)).toBe('DATASET_UNKNOWN')
    expect((await place.cli('token', 'list')).stdout).toContain(`\texpire ${soon}\tbientôt\n`)
  })

  test('of a scope that does not exist is refused, with those that do', async ({ place }) => {
    const { code, stdout, stderr } = await place.cli(
      ...['token', 'create', '--label', 'x', '--scope', 'root'],
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Portée inconnue : root. Portées : admin, declare, publish')
  })

  test('that is unknown cannot be revoked', async ({ place }) => {
    expect(await place.cli('token', 'revoke', 'tok_0000000000000000')).toEqual({
      code: 5,
      stdout: '',
      stderr: 'Ce jeton n’existe pas. (TOKEN_UNKNOWN)\n',
    })
  })
})
