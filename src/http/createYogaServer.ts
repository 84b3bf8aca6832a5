import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createGraphQLError, createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import { findToken } from '../access/index.ts'
import { KINDS, type Kind } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import { buildSchema, type Context, createContext, toGraphqlError } from '../graphql/index.ts'
import type { Db } from '../history/index.ts'
import { exampleQuery, withBanner } from './exampleQuery.ts'

/** What the API is served with. */
export interface YogaOptions {
  readonly db: Db
  readonly kinds?: readonly Kind[]
  readonly log: Logger
  /** Where the server is reached; the address of each request by default. */
  readonly origin?: string | undefined
  /** Whether the log is the invented one: every answer then says so. */
  readonly isDemonstration?: boolean
  /** Queries that GraphiQL opens with, one a tab, instead of its example. */
  readonly queries?: readonly SavedQuery[]
}

/** What the context needs of a request that did not come through Yoga. */
interface ServerContext {
  readonly asked?: { readonly origin: string; readonly authorization: string | null }
}

/** A query that is worth keeping. Its tab is named after its operation. */
export interface SavedQuery {
  readonly name: string
  readonly query: string
}

/** What every answer of the demonstration says. */
export const DEMONSTRATION = { 'X-Millesime-Demonstration': 'donnees-inventees' } as const

/** A published file may be large; a query may not. */
const UPLOAD_BYTES = 200 * 1024 * 1024

// GraphiQL leaves its first tabs with a transform that its style hides until one has the focus: pressed, it would
// jump from under the pointer, and the first click on each would do nothing.
const TABS_STAY = '.graphiql-tab { transform: none !important }</style>'

/** The GraphQL server: GET, POST and multipart uploads at /graphql, GraphiQL in a browser, /health. */
export function createYogaServer({
  db,
  kinds = KINDS,
  log,
  origin,
  isDemonstration = false,
  queries = [],
}: YogaOptions) {
  return createYoga<ServerContext, Context>({
    schema: buildSchema(kinds),
    graphqlEndpoint: '/graphql',
    healthCheckEndpoint: '/health',
    landingPage: false,
    multipart: true,
    maxRequestBodySize: UPLOAD_BYTES,
    cors: { origin: '*', credentials: false },
    // From our own files: the page asks nobody else for its scripts.
    renderGraphiQL: (options) => renderGraphiQL(options).replace('</style>', TABS_STAY),
    graphiql: (request) => ({
      title: isDemonstration ? 'Millésime, démonstration' : 'Millésime',
      defaultQuery: exampleQuery(isDemonstration),
      ...(queries.length === 0 ? {} : { defaultTabs: tabsOf(queries, request, isDemonstration) }),
    }),
    // What is expected is told to the client; what is not is logged below.
    logging: false,
    maskedErrors: {
      maskError(error, message) {
        const told = toGraphqlError(error)
        if (told !== undefined) return told
        log.error({ err: error }, 'unexpected error')
        return createGraphQLError(message, { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
      },
    },
    async context({ request, asked }) {
      const { origin: here, authorization } = asked ?? {
        origin: new URL(request.url).origin,
        authorization: request.headers.get('authorization'),
      }
      const token = await tokenOf(db, authorization)
      return createContext({ db, kinds, origin: origin ?? here, token })
    },
    plugins: [
      {
        onResponse({ response }) {
          // Yoga repeats the origin that asks, where the same answer is for all.
          if (response.headers.has('Access-Control-Allow-Origin')) {
            response.headers.set('Access-Control-Allow-Origin', '*')
          }
          if (isDemonstration) {
            for (const [name, value] of Object.entries(DEMONSTRATION)) {
              response.headers.set(name, value)
            }
          }
        },
      },
    ],
  })
}

/** A tab for each query; a link to a query of one's own opens in a tab before them, which GraphiQL fills. */
function tabsOf(queries: readonly SavedQuery[], { url }: Request, isDemonstration: boolean) {
  const tabs = queries.map(({ query }) => ({ query: withBanner(query, isDemonstration) }))
  return new URL(url).searchParams.has('query') ? [{ query: null }, ...tabs] : tabs
}

export type YogaServer = ReturnType<typeof createYogaServer>

/**
 * The token of a request; undefined for the public.
 *
 * @throws MillesimeError `UNAUTHENTICATED` for one that is not valid: to answer as to the public would hide it
 */
async function tokenOf(db: Db, header: string | null) {
  if (header === null) return undefined
  const secret = /^Bearer (\S+)$/i.exec(header)?.[1]
  const token = secret === undefined ? undefined : await findToken(db, secret)
  if (token === undefined) {
    throw new MillesimeError('UNAUTHENTICATED', 'Ce jeton est inconnu, expiré ou révoqué.')
  }
  return token
}
