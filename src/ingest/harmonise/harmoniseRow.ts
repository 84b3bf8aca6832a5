import {
  type Cell,
  type CellProblem,
  type Cells,
  type Column,
  candidateKeys,
  type Key,
  type Kind,
  type RepairCode,
} from '../../datasets/index.ts'
import { checkCell, checkRow } from '../checks.ts'
import { parseCell } from './parseCell.ts'

/** A repair made to one cell. */
export interface Repair {
  readonly rule: RepairCode
  readonly column: string
  readonly line: number
  readonly before: string
  readonly after: string
}

/** A row in the harmonised form of its kind. */
export interface HarmonisedRow {
  readonly line: number
  readonly cells: Cells
  /** Its candidate keys, in order; all undefined when only its content identifies it. */
  readonly keys: readonly (Key | undefined)[]
  readonly problems: readonly CellProblem[]
  readonly repairs: readonly Repair[]
}

/**
 * Reads the cells of a row as the columns of its kind. What cannot be read is absent and has a problem:
 * empty is never zero.
 *
 * @param columns for each cell of a row, the name of its column, or null where it has none
 */
export function harmoniseRow(
  kind: Kind,
  columns: readonly (string | null)[],
  line: number,
  raw: readonly string[],
): HarmonisedRow {
  const cells: Record<string, Cell> = {}
  const problems: CellProblem[] = []
  const repairs: Repair[] = []
  for (const [i, name] of columns.entries()) {
    const column = name === null ? undefined : kind.columns[name]
    if (name === null || column === undefined) continue
    const published = raw[i] ?? ''
    const read = readCell(column, published)
    if (read.value !== undefined) cells[name] = read.value
    for (const rule of read.repairs) {
      repairs.push({ rule, column: name, line, before: published, after: String(read.value) })
    }
    for (const code of read.problems) {
      problems.push({ code, column: name, line, ...(published === '' ? {} : { value: published }) })
    }
  }
  const present = new Set(columns)
  problems.push(...checkRow(kind, cells, present).map((problem) => ({ ...problem, line })))
  const keys = candidateKeys(kind, cells)
  if (keys.every((key) => key === undefined)) problems.push({ code: 'ligne_sans_cle', line })
  return { line, cells, keys, problems, repairs }
}

function readCell(column: Column, published: string) {
  const composed = published.normalize('NFC')
  const text = composed.trim()
  if (text === '') {
    return { repairs: [], problems: column.required ? (['valeur_manquante'] as const) : [] }
  }
  // PostgreSQL cannot hold it in a text, and no column means it.
  if (text.includes('\0')) return { repairs: [], problems: ['caractere_invalide'] as const }
  const { value, repair, problem } = parseCell(column, text)
  if (value === undefined) return { repairs: [], problems: problem ? [problem] : [] }
  const kept = value === text
  return {
    value,
    // A number or a day is the same with a space beside it; a text is not.
    repairs: [
      ...(kept && composed !== published ? (['unicode'] as const) : []),
      ...(kept && text !== composed ? (['espaces'] as const) : []),
      ...(repair ? [repair] : []),
    ],
    problems: problem ? [problem] : checkCell(column, value),
  }
}
