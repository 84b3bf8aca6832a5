import type { Kind } from '../../src/datasets/index.ts'
import {
  type Anchor,
  type ChangeRow,
  type Db,
  type DiffQuery,
  listChanges,
  listRecords,
  type Page,
  type RecordRow,
  type State,
} from '../../src/history/index.ts'

/** Every record of a state, page after page; in the order asked whichever way they are read. */
export async function allRecords(
  db: Db,
  kind: Kind,
  state: State,
  page: Omit<Page, 'from'>,
): Promise<readonly RecordRow[]> {
  const pages: (readonly RecordRow[])[] = []
  let from: Anchor | undefined
  for (;;) {
    const { rows, hasMore } = await listRecords(db, kind, state, { ...page, ...(from && { from }) })
    pages.push(rows)
    if (!hasMore) break
    from = page.towards === 'end' ? rows.at(-1) : rows[0]
  }
  return (page.towards === 'end' ? pages : pages.toReversed()).flat()
}

/** Every change of a difference, page after page. */
export async function allChanges(
  db: Db,
  query: DiffQuery,
  size: number,
): Promise<readonly ChangeRow[]> {
  const changes: ChangeRow[] = []
  for (;;) {
    const last = changes.at(-1)
    const after = last && (last.after ?? last.before)
    const page = await listChanges(db, query, { size, ...(after && { after }) })
    changes.push(...page.slice(0, size))
    if (page.length <= size) return changes
  }
}
