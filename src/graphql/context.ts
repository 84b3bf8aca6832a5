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
  /** Reads the head with something else, when nothing of this request has read it; undefined when it has been. */
  readonly readHeadWith: <Read extends { readonly head: Head }>(
    read: () => Promise<Read>,
  ) => Promise<Read> | undefined
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
    readHeadWith: (read) => {
      if (head !== undefined) return undefined
      const reading = read()
      // What fails there is told there; others of the request still have a head.
      head = reading.then(
        (both) => both.head,
        () => readHead(given.db),
      )
      return reading
    },
    forgetHead: () => {
      head = undefined
    },
  }
}
