import type { Token } from '../access/index.ts'
import type { Kind } from '../datasets/index.ts'
import { type Db, type Head, readHead } from '../history/index.ts'
import { createLoaders, type Loaders } from './loaders.ts'

/** What one request carries. Everything it answers is of one head of the log. */
export interface Context {
  readonly db: Db
  readonly kinds: readonly Kind[]
  /** Who asks; undefined for the public. */
  readonly token: Pick<Token, 'id' | 'scopes'> | undefined
  /** Where this server is reached, without a slash at the end: permalinks begin with it. */
  readonly origin: string
  readonly loaders: Loaders
  /** The head, read once. */
  readonly head: () => Promise<Head>
  /** After a write, what follows in the same request sees it. */
  readonly forgetHead: () => void
}

/** The context of one request. */
export function createContext(given: Pick<Context, 'db' | 'kinds' | 'token' | 'origin'>): Context {
  let head: Promise<Head> | undefined
  return {
    ...given,
    loaders: createLoaders(given.db),
    head: () => {
      head ??= readHead(given.db)
      return head
    },
    forgetHead: () => {
      head = undefined
    },
  }
}
