import { sql } from 'kysely'
import { foldText, isFolded, type Kind, type Link } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { readRows } from './arms.ts'
import { type Filter, filterSql } from './filters.ts'
import { type RawRecord, type RecordRow, recordColumns, recordRow } from './recordRow.ts'
import { type State, stateKey } from './state.ts'

/** Linked records of one record, at most: more are no family. */
const MOST = 100

/**
 * For each record, the others of its state that share the columns of a link and differ by one, in the order of
 * that one: one statement for all the records of a state.
 */
export async function linkedRecords(
  db: Db,
  kind: Kind,
  link: Link,
  rows: readonly RecordRow[],
): Promise<readonly (readonly RecordRow[])[]> {
  const groups = [...Map.groupBy(rows, ({ state }) => stateKey(state)).values()]
  const found = await Promise.all(
    groups.map(async (group) => {
      const [first] = group
      return first === undefined ? [] : await linkedAt(db, kind, first.state, link, group)
    }),
  )
  const byId = new Map(found.flat())
  return rows.map((row) => byId.get(row) ?? [])
}

async function linkedAt(
  db: Db,
  kind: Kind,
  state: State,
  link: Link,
  rows: readonly RecordRow[],
): Promise<readonly (readonly [RecordRow, readonly RecordRow[]])[]> {
  const known = rows.filter(({ values }) => link.same.every((name) => values[name] !== null))
  if (known.length === 0) return []
  // More than what is linked: each column is one of those of the rows, and rows are told apart below.
  const filters = link.same.map((column): Filter => {
    const values = known.map(({ values }) => String(values[column]))
    return { op: 'in', column, value: [...new Set(values)] }
  })
  const raws = await readRows<RawRecord>(db, kind, state, (arms) => {
    const parts = arms.map(
      (arm) => sql`
        select ${recordColumns(kind, arm)} from ${arm.table}
        where ${arm.condition} and ${filterSql(kind, { op: 'and', filters }, arm.side)}`,
    )
    return sql`${sql.join(parts, sql` union all `)}`
  })
  const candidates = Map.groupBy(
    raws.map((raw) => recordRow(kind, state, raw)),
    (row) => familyOf(kind, link, row),
  )
  return known.map((row) => {
    const family = candidates.get(familyOf(kind, link, row)) ?? []
    const others = family.filter(({ values }) => values[link.differs] !== row.values[link.differs])
    return [row, others.toSorted((a, b) => byValue(link.differs, a, b)).slice(0, MOST)] as const
  })
}

/** What the records of a link share, as one text. */
function familyOf({ columns }: Kind, { same }: Link, { values }: RecordRow): string {
  const shared = same.map((name) => {
    const column = columns[name]
    const text = String(values[name] ?? '')
    return column && isFolded(column) ? foldText(text) : text
  })
  return JSON.stringify(shared)
}

function byValue(column: string, a: RecordRow, b: RecordRow): number {
  const [x, y] = [String(a.values[column] ?? ''), String(b.values[column] ?? '')]
  return x < y ? -1 : x > y ? 1 : Number(a.id - b.id)
}
