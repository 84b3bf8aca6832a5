import {
  type Cell,
  type Cells,
  type Column,
  type Kind,
  objectsOf,
  publicCells,
  separatorOf,
  wordOf,
} from '../datasets/index.ts'
import { copyRecords, type Db, isCopied, readRecords, type State } from '../history/index.ts'

/** `csv` has the published names and forms; `ndjson` has the API's, one record a line. */
export type ExportFormat = 'csv' | 'ndjson'

type Values = Readonly<Record<string, Cell | null>>

/**
 * The records of a state, harmonised, in the order of publication and then of the file: whole lines, read
 * as they are taken.
 */
export async function* exportRecords(
  db: Db,
  kind: Kind,
  state: State,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(Object.values(kind.columns).map(({ published }) => published))
  if (format === 'csv' && isCopied(kind)) return yield* copyRecords(db, kind, state)
  const line = format === 'csv' ? csvRecord : ndjsonRecord
  for await (const records of readRecords(db, kind, state)) {
    yield records.map((values) => line(kind, values)).join('')
  }
}

/** RFC 4180 with a comma, as the SCDL wants it; quoted where PostgreSQL quotes, since it writes most exports. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${quoted.join(',')}\n`
}

function csvRecord({ columns }: Kind, values: Values): string {
  return csvLine(
    Object.entries(columns).map(([name, column]) => csvCell(column, values[name] ?? null)),
  )
}

/** A cell as its standard writes it: booleans by its words, lists joined, objects as JSON. */
function csvCell(column: Column, value: Cell | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return wordOf(column, value)
  if (typeof value !== 'object') return String(value)
  if (column.type === 'liste') return value.join(separatorOf(column))
  return JSON.stringify(objectsOf(value).map((cells) => publishedObject(column, cells)))
}

/** An object under the names of the standard, by which it is read back. */
function publishedObject({ objects }: Column, cells: Cells): object {
  const entries = Object.entries(objects?.columns ?? {}).flatMap(([name, column]) => {
    const cell = cells[name]
    if (cell === undefined) return []
    const inner = objectsOf(cell).map((one) => publishedObject(column, one))
    return [[column.published, column.type === 'objets' ? inner : cell]]
  })
  return Object.fromEntries(entries)
}

function ndjsonRecord(kind: Kind, values: Values): string {
  const stored = Object.keys(kind.columns).map((name) => [name, values[name] ?? null] as const)
  return `${JSON.stringify(publicCells(kind, Object.fromEntries(stored)))}\n`
}
