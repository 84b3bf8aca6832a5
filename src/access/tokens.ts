import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'

/**
 * What a token allows: `admin` everything, `declare` and `publish` on any dataset, or only those of one
 * publisher when its SIREN follows: `publish:299900019`.
 */
export type Scope = 'admin' | 'declare' | 'publish' | `declare:${string}` | `publish:${string}`

/** A token as it is kept: its secret is nowhere. */
export interface Token {
  readonly id: string
  readonly label: string
  readonly scopes: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

/** Who writes from this machine, without a token: it can read the database. */
export const LOCAL: Pick<Token, 'id' | 'scopes'> = { id: 'local', scopes: ['admin'] }

const SCOPE = /^(admin|(declare|publish)(:\d{9})?)$/

/**
 * Makes a token and gives its secret, once: only its hash is kept. It has 256 random bits, so that a plain
 * hash is enough.
 *
 * @throws MillesimeError `CONFIG_INVALID` for a scope that does not exist
 */
export async function createToken(
  db: Db,
  { label, scopes, expiresAt }: { label: string; scopes: readonly string[]; expiresAt?: Date },
): Promise<{ readonly id: string; readonly secret: string }> {
  const wrong = scopes.filter((scope) => !SCOPE.test(scope))
  if (wrong.length > 0 || scopes.length === 0) {
    throw new MillesimeError(
      'CONFIG_INVALID',
      `Portée inconnue : ${wrong.join(', ') || 'aucune'}. Portées : admin, declare, publish, declare:SIREN, publish:SIREN.`,
      { wrong },
    )
  }
  const id = `tok_${randomBytes(8).toString('hex')}`
  const secret = `mil_${randomBytes(32).toString('base64url')}`
  await db
    .insertInto('public.token')
    .values({
      id,
      hash: hash('sha256', secret, 'buffer'),
      label,
      scopes: [...scopes],
      created_at: sql`now()`,
      expires_at: expiresAt ?? null,
    })
    .execute()
  return { id, secret }
}

/** The first token of a log that has none: an administrator's. Undefined when there is one already. */
export async function firstToken(db: Db): Promise<string | undefined> {
  const known = await db.selectFrom('public.token').select('id').limit(1).executeTakeFirst()
  if (known !== undefined) return undefined
  const { secret } = await createToken(db, { label: 'administration', scopes: ['admin'] })
  return secret
}

/** The token of a secret; undefined when it is unknown, expired or revoked. */
export async function findToken(db: Db, secret: string): Promise<Token | undefined> {
  return await tokens(db)
    .where('hash', '=', hash('sha256', secret, 'buffer'))
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirst()
}

/** Every token, the newest first. */
export async function listTokens(db: Db): Promise<readonly Token[]> {
  return await tokens(db).orderBy('created_at', 'desc').execute()
}

/** Ends a token, at once. @throws MillesimeError `TOKEN_UNKNOWN` */
export async function revokeToken(db: Db, id: string): Promise<void> {
  const revoked = await db
    .updateTable('public.token')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (revoked === undefined) throw new MillesimeError('TOKEN_UNKNOWN')
}

/**
 * Lets an action through or says why not.
 *
 * @throws MillesimeError `UNAUTHENTICATED` without a token, `FORBIDDEN` when it does not allow the action
 */
export function requireScope(
  token: Pick<Token, 'id' | 'scopes'> | undefined,
  action: 'declare' | 'publish',
  siren: string,
): Pick<Token, 'id' | 'scopes'> {
  if (token === undefined) {
    throw new MillesimeError(
      'UNAUTHENTICATED',
      'Il faut un jeton : en-tête « Authorization: Bearer … » (bin/millesime token create).',
    )
  }
  const enough = ['admin', action, `${action}:${siren}`]
  if (!token.scopes.some((scope) => enough.includes(scope))) {
    throw new MillesimeError('FORBIDDEN', `Ce jeton ne permet pas « ${action} » pour ${siren}.`, {
      needed: `${action}:${siren}`,
    })
  }
  return token
}

function tokens(db: Db) {
  return db
    .selectFrom('public.token')
    .select([
      'id',
      'label',
      'scopes',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ])
}
