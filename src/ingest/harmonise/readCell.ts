import {
  type Cell,
  type CellProblem,
  type Cells,
  type Column,
  isStorable,
  type Kind,
  type ProblemCode,
  type RepairCode,
  storableText,
} from '../../datasets/index.ts'
import { checkCell, checkItems } from '../checks.ts'
import {
  type CellInError,
  isInError,
  objectsOfTree,
  type RawCell,
  type RawCells,
} from '../rawCells.ts'
import { undoMojibake } from './mojibake.ts'
import { LONGEST_CODE, parseCell } from './parseCell.ts'
import { parseJson } from './parseJson.ts'
import { parseList } from './parseList.ts'

/** What a cell was read as: no value is an empty cell. */
export interface ReadCell {
  readonly value: Cell | undefined
  readonly problems: readonly Omit<CellProblem, 'line'>[]
  readonly repairs: readonly CellRepair[]
}

interface CellRepair {
  readonly rule: RepairCode
  readonly column: string
  readonly before: string
  readonly after: string
}

/**
 * Reads one cell as its column says.
 *
 * @param path our name of the column; that of a cell of an object follows its column's: `titulaires.idTitulaire`
 */
export function readCell(
  kind: Kind,
  path: string,
  column: Column,
  raw: RawCell | undefined,
): ReadCell {
  if (isInError(raw)) return inError(path, raw)
  if (column.type === 'objets') return readObjects(kind, path, column, raw)
  if (column.type === 'liste') return readTexts(kind, path, column, textsOf(raw, column))
  if (typeof raw === 'boolean' && column.type === 'booleen') return read(raw)
  if (typeof raw !== 'object')
    return readText(kind, path, column, raw === undefined ? '' : String(raw))
  const texts = textsOf(raw, column)
  if (texts.length <= 1) return readText(kind, path, column, texts[0] ?? '')
  return refused(path, 'valeurs_multiples', texts.join(' ; '))
}

/** A cell whose value a spreadsheet could not compute. */
export function inError(path: string, { error }: CellInError): ReadCell {
  return refused(path, 'cellule_en_erreur', error)
}

/** What stands for a character that an earlier conversion could not read. */
const LOST = '\ufffd'

function readText(kind: Kind, path: string, column: Column, published: string): ReadCell {
  const meant = undoMojibake(published) ?? published
  const composed = meant.normalize('NFC')
  const text = composed.trim()
  if (isMissing(kind, text)) return missing(path, column, published)
  // PostgreSQL cannot hold it in a text, and no column means it.
  if (!isStorable(text)) return refused(path, 'caractere_invalide', published)
  const { value, repair, problem } = parseCell(column, text)
  if (value === undefined && problem) return refused(path, problem, published)
  const kept = value === text
  const rules: readonly RepairCode[] = [
    // A number or a day is the same with a space beside it; a text is not.
    ...(meant !== published ? (['mojibake'] as const) : []),
    ...(kept && composed !== meant ? (['unicode'] as const) : []),
    ...(kept && text !== composed ? (['espaces'] as const) : []),
    ...(repair ? [repair] : []),
  ]
  const codes: readonly ProblemCode[] = [
    ...(value !== undefined && text.includes(LOST) ? (['caractere_perdu'] as const) : []),
    ...(problem ? [problem] : value === undefined ? [] : checkCell(column, value)),
  ]
  if (rules.length + codes.length === 0) return value === undefined ? EMPTY : read(value)
  return {
    value,
    problems: codes.map((code) => ({ code, column: path, value: published })),
    repairs: rules.map((rule) => ({
      rule,
      column: path,
      before: published,
      after: value === undefined ? '' : String(value),
    })),
  }
}

/** Items are a set: in the order of their code units, each once. */
function readTexts(
  kind: Kind,
  path: string,
  column: Column,
  published: readonly string[],
): ReadCell {
  const texts = published.map((text) => text.normalize('NFC').trim())
  const full = texts.filter((text) => !isMissing(kind, text))
  const lost = full.flatMap((text) => {
    const code = whyLost(text)
    return code === undefined ? [] : [{ code, column: path, value: storableText(text) }]
  })
  const kept = full.filter((text) => whyLost(text) === undefined)
  if (kept.length === 0) {
    const { problems } = missing(path, column, published.join(column.separator ?? ';'))
    return { value: undefined, problems: lost.length > 0 ? lost : problems, repairs: NONE }
  }
  const parsed = kept.map((text) => parseList(column, text))
  const value = [...new Set(parsed.map((item) => item.value))].toSorted((a, b) => (a < b ? -1 : 1))
  return {
    value,
    problems: [
      ...lost,
      ...parsed.flatMap(({ problem, value }) =>
        problem ? [{ code: problem, column: path, value }] : [],
      ),
      ...checkItems(column, value).map((problem) => ({ ...problem, column: path })),
    ],
    repairs: parsed.flatMap(({ value, repair }, i) =>
      repair ? [{ rule: repair, column: path, before: kept[i] ?? '', after: value }] : [],
    ),
  }
}

/** Why an item cannot be one of a list, which is searched by its items. */
function whyLost(text: string): ProblemCode | undefined {
  if (!isStorable(text)) return 'caractere_invalide'
  return text.length > LONGEST_CODE ? 'code_illisible' : undefined
}

/** Objects without any cell are none; in a table, they may be written as JSON in one cell. */
function readObjects(
  kind: Kind,
  path: string,
  column: Column,
  raw: Exclude<RawCell, CellInError> | undefined,
): ReadCell {
  if (typeof raw === 'boolean') return refused(path, 'objets_illisibles', String(raw))
  if (typeof raw === 'string') {
    if (isMissing(kind, raw.trim())) return missing(path, column, raw)
    const tree = parseJson(raw)
    if (typeof tree !== 'object') return refused(path, 'objets_illisibles', raw)
    return readObjects(kind, path, column, objectsOfTree(kind, path, tree))
  }
  const texts = (raw ?? []).filter((item) => typeof item === 'string')
  if (texts.length > 0) return refused(path, 'objets_illisibles', texts.join(' ; '))
  const items = (raw ?? []).flatMap((item) => (typeof item === 'string' ? [] : [item]))
  const reads = items.map((item) => readObject(kind, path, column, item))
  const value = reads.flatMap(({ cells }) => (Object.keys(cells).length > 0 ? [cells] : []))
  const problems = reads.flatMap(({ problems }) => problems)
  // Objects without any cell are not asked for their cells; what they lost is told.
  const lost = problems.filter(({ code }) => code !== 'valeur_manquante')
  const none = lost.length > 0 ? lost : missing(path, column, '').problems
  return {
    value: value.length > 0 ? value : undefined,
    problems: value.length > 0 ? [...problems, ...repeated(path, value)] : none,
    repairs: reads.flatMap(({ repairs }) => repairs),
  }
}

/** Each object that a list has already: counted as another one, it would be counted twice. */
function repeated(path: string, objects: readonly Cells[]): readonly Omit<CellProblem, 'line'>[] {
  if (objects.length < 2) return NONE
  const seen = new Set<string>()
  return objects.flatMap((cells) => {
    const text = JSON.stringify(cells)
    if (!seen.has(text)) {
      seen.add(text)
      return []
    }
    return [{ code: 'objets_en_double' as const, column: path, value: storableText(text) }]
  })
}

function readObject(kind: Kind, path: string, { objects }: Column, raw: RawCells) {
  const cells: { [name: string]: Cell } = {}
  const reads = Object.entries(objects?.columns ?? {}).flatMap(([name, column]) => {
    const cell = readCell(kind, `${path}.${name}`, column, raw[name])
    if (cell.value !== undefined) cells[name] = cell.value
    return [cell]
  })
  return {
    cells: cells satisfies Cells,
    problems: reads.flatMap(({ problems }) => problems),
    repairs: reads.flatMap(({ repairs }) => repairs),
  }
}

function textsOf(
  raw: Exclude<RawCell, CellInError> | undefined,
  column: Column,
): readonly string[] {
  if (raw === undefined) return []
  if (typeof raw !== 'object') {
    return column.type === 'liste' ? String(raw).split(column.separator ?? ';') : [String(raw)]
  }
  return raw.flatMap((item) => (typeof item === 'string' ? [item] : []))
}

function isMissing({ missingValues = [] }: Kind, text: string): boolean {
  return text === '' || missingValues.includes(text)
}

/** Shared by the cells that say nothing, which are most of them. */
const NONE: readonly never[] = []
const EMPTY: ReadCell = { value: undefined, problems: NONE, repairs: NONE }

function read(value: Cell): ReadCell {
  return { value, problems: NONE, repairs: NONE }
}

function missing(path: string, { required }: Column, published: string): ReadCell {
  if (!required) return EMPTY
  const quoted = published === '' ? {} : { value: published }
  const problems = [{ code: 'valeur_manquante' as const, column: path, ...quoted }]
  return { value: undefined, problems, repairs: NONE }
}

function refused(path: string, code: ProblemCode, published: string): ReadCell {
  const value = storableText(published)
  return { value: undefined, problems: [{ code, column: path, value }], repairs: NONE }
}
