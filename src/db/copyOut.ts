import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type RawBuilder, sql } from 'kysely'
import { connectBeside, type Db } from './openDb.ts'

/**
 * The rows of a query as PostgreSQL writes them in CSV: whole lines, some at a time, read as they are taken. Nulls
 * are empty; a cell is quoted when it has a comma, a quote or a line end, or is an empty text.
 */
export async function* copyOut(db: Db, query: RawBuilder<unknown>): AsyncGenerator<string> {
  const client = connectBeside(db)
  try {
    const [session] = await client<{ pid: number }[]>`select pg_backend_pid() as pid`
    const rows = await client
      .unsafe(`copy (${inlined(db, query)}) to stdout (format csv)`)
      .readable()
    try {
      // A message is a line, and the stream joins those that came: no character is cut.
      for await (const lines of rows.iterator({ destroyOnReturn: false })) yield String(lines)
    } finally {
      if (!rows.readableEnded && !rows.destroyed) await abandon(db, rows, session?.pid)
    }
  } finally {
    await client.end()
  }
}

/** Who takes the rows may leave before the end. PostgreSQL would wait for ever for someone to read the rest. */
async function abandon(db: Db, rows: Readable, pid: number | undefined): Promise<void> {
  await sql`select pg_cancel_backend(${pid})`.execute(db)
  // What was on its way goes nowhere, then the statement says that it was cancelled.
  await finished(rows.resume()).catch(() => {})
}

/** `COPY` takes no parameter: each is written where it goes, as a literal that is typed by its place. */
function inlined(db: Db, query: RawBuilder<unknown>): string {
  const compiled = query.compile(db)
  return compiled.sql.replace(/\$(\d+)/g, (_, n: string) =>
    literal(compiled.parameters[Number(n) - 1]),
  )
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`
  if (typeof value === 'bigint' || typeof value === 'number') return `'${value}'`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new Error(`no literal for a parameter of type ${typeof value}`)
}
