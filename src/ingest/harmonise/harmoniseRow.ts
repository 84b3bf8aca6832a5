import {
  type CellProblem,
  type Cells,
  type Column,
  candidateKeys,
  columnAt,
  columnsAt,
  factsAt,
  type Key,
  type Kind,
  publishedName,
  type RepairCode,
  rulesAt,
  type SchemaVersion,
  storableText,
} from '../../datasets/index.ts'
import { checkCell, checkRow } from '../checks.ts'
import type { NamedColumn } from '../columnNames.ts'
import { isInError, type RawCell, type RawCells } from '../rawCells.ts'
import { cellReader } from './cellReader.ts'
import { fillDegrees, pointProblem } from './point.ts'
import { inError, type ReadCell, readCell } from './readCell.ts'

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

/** What the rows of a file are read as. */
export interface RowReading {
  readonly kind: Kind
  readonly schema: SchemaVersion
  /** Columns that the names of the file designate. */
  readonly targets: readonly (NamedColumn | undefined)[]
  /** Columns of the kind that the file fills, upcast ones included. */
  readonly present: ReadonlySet<string>
}

/** Reads rows of one file, one by one. */
export type Harmonise = (line: number, raw: RawCells) => HarmonisedRow

/**
 * Reads the cells of rows as the columns of their kind, by the version of the schema that the file follows. What
 * cannot be read is absent and has a problem: empty is never zero.
 *
 * @param absent told once of each column that rows of the file should have and that the file has not
 */
export function harmoniser(
  { kind, schema, targets, present }: RowReading,
  absent: (column: string) => void,
): Harmonise {
  const parts = new Map<string, readonly (AskedColumn & { readonly read: Read })[]>()
  const rules = [...rulesAt(kind, schema), ...(kind.rulesInWords ?? [])]
  const has = fileHas(kind, targets)
  const published = (name: string) => publishedName(kind, name) ?? name
  const told = new Set<string>()
  const tell = (path: string) => {
    if (!told.has(path)) absent(path)
    told.add(path)
  }
  const columnsOf = (raw: RawCells) => {
    const given = kind.partedBy === undefined ? '' : textOf(raw[kind.partedBy])
    // The values of a column are the publisher's: any that the schema does not know is one part.
    const part = Object.hasOwn(schema.parts ?? {}, given) ? given : ''
    const known = parts.get(part)
    if (known !== undefined) return known
    const columns = Object.entries(columnsAt(kind, schema, part)).map(([name, column]) => {
      const one = askedColumn(name, column, has)
      return { ...one, read: cellReader(kind, name, one.asked) }
    })
    for (const { name, column, asked } of columns)
      if (column.required && !asked.required) tell(name)
    parts.set(part, columns)
    return columns
  }
  return (line, raw) => {
    const found: CellProblem[] = []
    const repairs: Repair[] = []
    const keep = (cell: ReadCell) => {
      for (const problem of cell.problems) found.push({ ...problem, line })
      for (const repair of cell.repairs) repairs.push({ ...repair, line })
      return cell.value
    }
    const cells: { [name: string]: NonNullable<ReadCell['value']> } = {}
    for (const { name, asked, absentWithin, read } of columnsOf(raw)) {
      const published = raw[name]
      if (published === undefined && !asked.required) continue
      const value = keep(read(published))
      if (value === undefined) continue
      cells[name] = value
      absentWithin.forEach(tell)
    }
    fillUpcasts(kind, schema, raw, cells, keep)
    if (kind.projected) fillDegrees(kind.projected, present, line, cells, repairs)
    // What was missing where it was looked for first is there now; what could not be read stays told.
    const problems = found.filter(
      ({ code, column = '' }) => code !== 'valeur_manquante' || cells[column] === undefined,
    )
    const wrong = kind.projected ? pointProblem(kind.projected, cells) : []
    const broken = [...checkRow(rules, cells, present, published), ...wrong]
    problems.push(...broken.map((problem) => ({ ...problem, line })))
    const keys = candidateKeys(kind, cells)
    if (kind.keys.length > 0 && keys.every((key) => key === undefined)) {
      problems.push({ code: 'ligne_sans_cle', line })
    }
    return { line, cells, keys, problems, repairs }
  }
}

/** Whether a file has a column, by its path: itself, something in it, or an older column that fills it. */
function fileHas(kind: Kind, targets: RowReading['targets']): (path: string) => boolean {
  const paths = targets.flatMap((target) => {
    if (target === undefined) return []
    return Object.keys(kind.upcasts?.[target.path]?.into ?? { [target.path]: '' })
  })
  const known = new Set(
    paths.flatMap((path) => path.split('.').map((_, i, words) => words.slice(0, i + 1).join('.'))),
  )
  // Objects written in one cell have what they have.
  const whole = paths.filter((path) => columnAt(kind.columns, path)?.type === 'objets')
  return (path) => known.has(path) || whole.some((one) => path.startsWith(`${one}.`))
}

type Read = ReturnType<typeof cellReader>

/** A column of a file's rows: what the file has not is told once, and asked of no row. */
interface AskedColumn {
  readonly name: string
  readonly column: Column
  readonly asked: Column
  /** Paths that its objects should have and that the file has in none: told once some row has objects. */
  readonly absentWithin: readonly string[]
}

function askedColumn(path: string, column: Column, has: (path: string) => boolean): AskedColumn {
  const name = path.split('.').at(-1) ?? path
  const asked = has(path) ? column : { ...column, required: false }
  const { objects } = column
  if (objects === undefined) return { name, column, asked, absentWithin: [] }
  const inner = Object.entries(objects.columns).map(([name, one]) =>
    askedColumn(`${path}.${name}`, one, has),
  )
  const absentWithin = inner.flatMap((one) => [
    ...(one.column.required && !one.asked.required ? [`${path}.${one.name}`] : []),
    ...(has(`${path}.${one.name}`) ? one.absentWithin : []),
  ])
  const columns = Object.fromEntries(inner.map((one) => [one.name, one.asked]))
  return { name, column, asked: { ...asked, objects: { ...objects, columns } }, absentWithin }
}

/**
 * Columns of older versions, read into those that took their place when these are empty. What nothing in them is
 * read from is told, and stays in the original alone.
 */
function fillUpcasts(
  kind: Kind,
  schema: SchemaVersion,
  raw: RawCells,
  cells: { [name: string]: NonNullable<ReadCell['value']> },
  keep: (read: ReadCell) => ReadCell['value'],
): void {
  for (const [name, { into }] of Object.entries(kind.upcasts ?? {})) {
    const cell = raw[name]
    if (isInError(cell)) keep(inError(name, cell))
    const text = listOf(cell).join(' ; ').trim()
    if (text === '') continue
    let rest = text
    for (const [target, pattern] of Object.entries(into)) {
      const [whole, published] = new RegExp(pattern).exec(text) ?? []
      const column = kind.columns[target]
      if (whole === undefined || published === undefined || column === undefined) continue
      rest = rest.replace(whole, '')
      if (cells[target] !== undefined) continue
      const value = keep(readCell(kind, target, column, published))
      if (value !== undefined) cells[target] = value
    }
    // A version that does not have it asks nothing of it.
    const asked = schema.columns.includes(name) ? factsAt(kind, schema, name) : {}
    const broken = checkCell({ ...asked, type: 'code' }, text)
    const isRead = rest.trim() === '' || broken.length > 0
    const codes = isRead ? broken : (['format_invalide'] as const)
    const value = storableText(text)
    const problems = codes.map((code) => ({ code, column: name, value }))
    keep({ value: undefined, problems, repairs: [] })
  }
}

function listOf(cell: RawCell | undefined): readonly string[] {
  if (typeof cell !== 'object' || isInError(cell)) return [textOf(cell)]
  return cell.flatMap((item) => (typeof item === 'string' ? [item] : []))
}

function textOf(cell: RawCell | undefined): string {
  return typeof cell === 'string' ? cell.trim() : ''
}
