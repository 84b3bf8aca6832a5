import { sql } from 'kysely'
import type { Db } from '../../src/db/index.ts'

/** A column as PostgreSQL has it. */
export interface CatalogueColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  /** Null where the type has none, `default` where nothing was asked. */
  readonly collation: string | null
}

/** An index as PostgreSQL has it, by its parts. */
export interface CatalogueIndex {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly primary: boolean
  readonly deferred: boolean
  readonly keys: readonly string[]
  readonly include: readonly string[]
  /** Operator classes that are not the type's own. */
  readonly operators: readonly string[]
}

/** Columns of a table, in order. */
export async function columnsOf(
  db: Db,
  schema: string,
  table: string,
): Promise<readonly CatalogueColumn[]> {
  const { rows } = await sql<CatalogueColumn>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, c.collname as collation
    from pg_attribute a
    left join pg_collation c on c.oid = a.attcollation
    where a.attrelid = ${relation(schema, table)} and a.attnum > 0 and not a.attisdropped
    order by a.attnum`.execute(db)
  return rows
}

/** Indexes of a table, by name. */
export async function indexesOf(
  db: Db,
  schema: string,
  table: string,
): Promise<readonly CatalogueIndex[]> {
  const { rows } = await sql<CatalogueIndex>`
    select c.relname as name, am.amname as method, i.indisunique as "unique",
      i.indisprimary as "primary", coalesce(k.condeferrable and k.condeferred, false) as deferred,
      (select coalesce(array_agg(pg_get_indexdef(i.indexrelid, n, false) order by n), '{}')
        from generate_series(1, i.indnkeyatts) n) as keys,
      (select coalesce(array_agg(pg_get_indexdef(i.indexrelid, n, false) order by n), '{}')
        from generate_series(i.indnkeyatts + 1, i.indnatts) n) as include,
      (select coalesce(array_agg(distinct o.opcname::text), '{}')
        from pg_opclass o where o.oid = any(i.indclass) and not o.opcdefault) as operators
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am am on am.oid = c.relam
    left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
    where i.indrelid = ${relation(schema, table)} and i.indisvalid
    order by c.relname collate "C"`.execute(db)
  return rows
}

function relation(schema: string, table: string) {
  return sql`format('%I.%I', ${schema}::text, ${table}::text)::regclass`
}
