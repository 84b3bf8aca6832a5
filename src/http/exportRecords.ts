import Papa from 'papaparse'
import {
  type Cell,
  type Cells,
  type Column,
  type Kind,
  objectsOf,
  publicCells,
} from '../datasets/index.ts'
import { type Db, EVERYTHING, listRecords, type RecordRow, type State } from '../history/index.ts'

/** `csv` has the published names and forms; `ndjson` has the API's, one record a line. */
export type ExportFormat = 'csv' | 'ndjson'

/** Rows read at a time: memory does not grow with the export. */
const BATCH = 1_000

/** The records of a state, harmonised, in the order of publication and then of the file. */
export async function* exportRecords(
  db: Db,
  kind: Kind,
  state: State,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLines([publishedNames(kind)])
  for await (const rows of batches(db, kind, state)) {
    yield format === 'csv'
      ? csvLines(rows.map((row) => csvCells(row)))
      : rows.map((row) => `${JSON.stringify(ndjsonRecord(row))}\n`).join('')
  }
}

async function* batches(db: Db, kind: Kind, state: State): AsyncGenerator<readonly RecordRow[]> {
  let from: { datasetId: number; id: bigint } | undefined
  for (;;) {
    const { rows, hasMore } = await listRecords(db, kind, state, {
      filter: EVERYTHING,
      size: BATCH,
      towards: 'end',
      ...(from ? { from } : {}),
    })
    if (rows.length > 0) yield rows
    from = rows.at(-1)
    if (!hasMore || from === undefined) return
  }
}

/** RFC 4180 with a comma, as the SCDL wants it. */
function csvLines(rows: readonly (readonly (string | null)[])[]): string {
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\n' },
  )}\n`
}

function publishedNames(kind: Kind): readonly string[] {
  return Object.values(kind.columns).map(({ published }) => published)
}

function csvCells({ kind, values }: RecordRow): readonly (string | null)[] {
  return Object.entries(kind.columns).map(([name, column]) => csvCell(column, values[name] ?? null))
}

/** A cell as its standard writes it: booleans by its words, lists joined, objects as JSON. */
function csvCell(column: Column, value: Cell | null): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return column.words?.[`${value}`][0] ?? (value ? 'oui' : 'non')
  if (typeof value !== 'object') return String(value)
  if (column.type === 'liste') return value.join(column.separator ?? ';')
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

function ndjsonRecord({ kind, values }: RecordRow): Readonly<Record<string, Cell | null>> {
  const stored = Object.keys(kind.columns).map((name) => [name, values[name] ?? null] as const)
  return publicCells(kind, Object.fromEntries(stored))
}
