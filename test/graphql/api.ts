import { pino } from 'pino'
import { publishExamples } from '../../examples/publish.ts'
import type { Db } from '../../src/db/index.ts'
import { createYogaServer } from '../../src/http/index.ts'
import { test as base } from '../database.ts'

/** An answer of the API, as JSON gives it. */
export interface Answer {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: { readonly code?: string; readonly details?: unknown }
  }[]
}

export type Variables = Readonly<Record<string, unknown>>

/** A client of the API, over HTTP without a socket. */
export interface Api {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** The whole answer. */
  readonly ask: (query: string, variables?: Variables, token?: string) => Promise<Answer>
  /** The data, which the caller knows the shape of; an error fails the test. */
  readonly read: <Data>(query: string, variables?: Variables, token?: string) => Promise<Data>
  /** Code of the only error of an answer. */
  readonly codeOf: (query: string, variables?: Variables, token?: string) => Promise<unknown>
  /** Lines that the server logged: unexpected errors. */
  readonly logged: readonly string[]
}

/** The API over a log. */
export function apiOf(db: Db): Api {
  const logged: string[] = []
  const log = pino({ base: null }, { write: (line) => logged.push(line) })
  const yoga = createYogaServer({ db, log })
  const fetch = async (url: string, init: RequestInit = {}) => await yoga.fetch(url, init)

  async function ask(query: string, variables?: Variables, token?: string): Promise<Answer> {
    const response = await fetch('http://yoga/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    })
    return await response.json()
  }

  async function read<Data>(query: string, variables?: Variables, token?: string): Promise<Data> {
    const { data, errors } = await ask(query, variables, token)
    if (errors !== undefined) throw new Error(`${JSON.stringify(errors)} ${logged.at(-1) ?? ''}`)
    // Each caller tells what it asked for.
    return data as Data
  }

  async function codeOf(query: string, variables?: Variables, token?: string): Promise<unknown> {
    const { errors = [] } = await ask(query, variables, token)
    return errors.length === 1 ? errors[0]?.extensions?.code : errors
  }

  return { fetch, ask, read, codeOf, logged }
}

/** `test` with an empty log and its API, for a file. */
export const test = base.extend<{ $file: { api: Api } }>({
  api: [async ({ db }, use) => use(apiOf(db)), { scope: 'file' }],
})

/** `test` with the demonstration published and its API, for a file that only reads. */
export const demonstration = base.extend<{ $file: { api: Api } }>({
  api: [
    async ({ db }, use) => {
      await publishExamples(db)
      await use(apiOf(db))
    },
    { scope: 'file' },
  ],
})
