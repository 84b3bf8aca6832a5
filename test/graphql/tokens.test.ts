import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { createToken, firstToken, revokeToken } from '../../src/access/index.ts'
import type { Db } from '../../src/db/index.ts'
import { givenDataset } from '../given.ts'
import { type Answer, type Api, test } from './api.ts'
import { DECLARE, FIRST, givenToken, outcomeOf, rowCounts, SIREN, upload } from './writing.ts'

describe('a token', () => {
  /** Codes that declaring and publishing answer with a secret. */
  async function codes(api: Api, path: string, secret: string | undefined) {
    const slug = `essai-${Math.random().toString(36).slice(2)}`
    const declared = await api.ask(DECLARE, { siren: SIREN, slug }, secret)
    const published = await upload(api, secret, { dataset: path, dryRun: true }, FIRST)
    return [declared, published].map(({ errors }) => errors?.[0]?.extensions?.code ?? 'ok')
  }

  test('is needed to write', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const before = await rowCounts(db)
    expect(await codes(api, path, undefined)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED'])
    expect(await rowCounts(db)).toEqual(before)
  })

  test('is refused when it is unknown, revoked or expired, even to read', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const revoked = await givenToken(db, 'admin')
    expect(await codes(api, path, revoked.secret)).toEqual(['ok', 'ok'])
    await revokeToken(db, revoked.id)
    const expiresAt = new Date(Date.now() - 1000)
    const expired = await createToken(db, { label: 'passé', scopes: ['admin'], expiresAt })
    for (const secret of ['mil_inconnu', revoked.secret, expired.secret, revoked.id]) {
      expect(await codes(api, path, secret)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED'])
      expect(await api.codeOf('{ datasets { totalCount } }', {}, secret)).toBe('UNAUTHENTICATED')
    }
    const basic = { authorization: `Basic ${btoa('admin:admin')}` }
    const url = 'http://yoga/graphql?query={datasets{totalCount}}'
    const answer: Answer = await (await api.fetch(url, { headers: basic })).json()
    expect(answer.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED')
  })

  test('allows what its scopes say, for the publisher they name', async ({ api, db }) => {
    const { path } = await givenDataset(db, 'prenoms')
    const allowed = [
      [['admin'], ['ok', 'ok']],
      [['declare'], ['ok', 'FORBIDDEN']],
      [['publish'], ['FORBIDDEN', 'ok']],
      [[`declare:${SIREN}`], ['ok', 'FORBIDDEN']],
      [[`publish:${SIREN}`], ['FORBIDDEN', 'ok']],
      [
        ['declare:299900035', 'publish:299900035'],
        ['FORBIDDEN', 'FORBIDDEN'],
      ],
    ] as const
    for (const [scopes, expected] of allowed) {
      const { secret } = await givenToken(db, ...scopes)
      expect(await codes(api, path, secret)).toEqual(expected)
    }
  })

  test('leaves its opaque id in the log, and its secret nowhere', async ({ api, db }) => {
    const { path, id: datasetId } = await givenDataset(db, 'prenoms')
    const { id, secret } = await givenToken(db, 'publish')
    await outcomeOf(api, secret, { dataset: path, idempotencyKey: 'clé' }, FIRST)
    const { leaf } = await db
      .selectFrom('public.event')
      .select('leaf')
      .where('dataset_id', '=', datasetId)
      .where('type', '=', 'VersionPublished')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(leaf.toString())).toMatchObject({ type: 'VersionPublished', token: id })
    expect(await placesOf(db, id)).toEqual(['event.leaf', 'idempotency.token_id', 'token.id'])
    expect(await placesOf(db, secret)).toEqual([])
    expect(await placesOf(db, secret.replace('mil_', ''))).toEqual([])
  })

  test('is given once to a log that has none', async ({ api, db }) => {
    await db.deleteFrom('public.token').execute()
    const secret = await firstToken(db)
    expect(secret).toMatch(/^mil_[\w-]{43}$/)
    expect(await firstToken(db)).toBeUndefined()
    const { path } = await givenDataset(db, 'prenoms')
    expect(await codes(api, path, secret)).toEqual(['ok', 'ok'])
  })
})

/** The columns, of all tables, whose text or bytes hold a text. */
async function placesOf(db: Db, text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; schema: string; column: string }>`
    select table_schema as schema, table_name as name, column_name as column
    from information_schema.columns
    where table_schema in ('public', 'lecture')
      and data_type in ('text', 'character varying', 'bytea', 'ARRAY', 'jsonb')
    order by 2, 3`.execute(db)
  const hex = Buffer.from(text).toString('hex')
  const found = await Promise.all(
    rows.map(async ({ schema, name, column }) => {
      const value = sql`${sql.ref(column)}::text`
      const { rows } = await sql<{ there: boolean }>`
        select exists (select from ${sql.table(`${schema}.${name}`)}
          where position(${text} in ${value}) > 0 or position(${hex} in ${value}) > 0) as there`.execute(
        db,
      )
      return rows[0]?.there ? [`${name}.${column}`] : []
    }),
  )
  return found.flat()
}
