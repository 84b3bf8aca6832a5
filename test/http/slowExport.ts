import Papa from 'papaparse'
import { type Cell, type Column, type Kind, objectsOf } from '../../src/datasets/index.ts'
import { type Db, EVERYTHING, type State } from '../../src/history/index.ts'
import { allRecords } from '../history/pages.ts'

// PostgreSQL writes most exports, in one statement. Here they are made the slow way: page by page
// from the lists of the API, cell by cell.

/** The cells of an export made the slow way, its header first. */
export async function slowExport(db: Db, kind: Kind, state: State): Promise<unknown[][]> {
  const rows = await allRecords(db, kind, state, { filter: EVERYTHING, size: 7, towards: 'end' })
  const columns = Object.entries(kind.columns)
  return [
    columns.map(([, column]) => column.published),
    ...rows.map(({ values }) =>
      columns.map(([name, column]) => published(column, values[name] ?? null)),
    ),
  ]
}

/** As papaparse writes it. */
export function csvOf(rows: unknown[][]): string {
  return `${Papa.unparse(rows, { newline: '\n' })}\n`
}

function published(column: Column, cell: Cell | null): unknown {
  if (cell === null) return ''
  if (cell === true) return column.words?.true[0] ?? 'oui'
  if (cell === false) return column.words?.false[0] ?? 'non'
  if (typeof cell !== 'object') return `${cell}`
  if (column.type === 'liste') return cell.join(column.separator ?? ';')
  return JSON.stringify(renamed(column, cell))
}

function renamed({ objects }: Column, cell: Cell): unknown {
  return objectsOf(cell).map((one) => {
    const object: Record<string, unknown> = {}
    for (const [name, column] of Object.entries(objects?.columns ?? {})) {
      const inner = one[name]
      if (inner === undefined) continue
      object[column.published] = column.type === 'objets' ? renamed(column, inner) : inner
    }
    return object
  })
}
