import {
  type Cell,
  type CellProblem,
  type Cells,
  type Column,
  foldText,
  type ProblemCode,
  type RowRule,
  type Where,
} from '../datasets/index.ts'

/** Types whose value is a text; a number or a day has a form of its own. */
const WRITTEN = new Set(['texte', 'code', 'siret', 'choix', 'periode'])

/** Numbers whose pattern tells how many digits they may have. */
const DECIMAL = new Set(['decimal', 'coordonnee'])

const FORMATS: Readonly<Record<NonNullable<Column['format']>, (text: string) => boolean>> = {
  uri: (text) => URL.canParse(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
}

/** What a column asks of a value, beside being there. */
type Asked = Pick<
  Column,
  | 'type'
  | 'pattern'
  | 'format'
  | 'choices'
  | 'minLength'
  | 'maxLength'
  | 'minimum'
  | 'maximum'
  | 'separator'
>

/** The constraints of its column that a value breaks. The value is kept: a null would say less. */
export function checkCell(column: Asked, value: Cell): readonly ProblemCode[] {
  const text = String(value)
  const { type, pattern, format, choices, minimum, maximum } = column
  const written = WRITTEN.has(type)
  const isWrong =
    (written &&
      ((pattern !== undefined && !compiled(pattern).test(text)) ||
        (format !== undefined && !FORMATS[format](text)))) ||
    (DECIMAL.has(type) && pattern !== undefined && !isNumberOf(pattern, text))
  return [
    ...(isWrong ? ['format_invalide' as const] : []),
    ...(written ? checkLength(column, text) : []),
    ...(minimum !== undefined && Number(value) < minimum ? ['trop_petit' as const] : []),
    ...(maximum !== undefined && Number(value) > maximum ? ['trop_grand' as const] : []),
    // A text is compared with its list when it is read, which may write it as the list does.
    ...(choices !== undefined && !written && !choices.includes(text)
      ? ['hors_liste' as const]
      : []),
  ]
}

/** The constraints that a list breaks: each item follows the pattern, and its text has the length. */
export function checkItems(
  column: Asked,
  items: readonly string[],
): readonly { readonly code: ProblemCode; readonly value: string }[] {
  const { pattern, separator = ';' } = column
  const wrong = pattern === undefined ? [] : items.filter((item) => !compiled(pattern).test(item))
  const whole = items.join(separator)
  return [
    ...wrong.map((value) => ({ code: 'format_invalide' as const, value })),
    ...checkLength(column, whole).map((code) => ({ code, value: whole })),
  ]
}

function checkLength({ minLength, maxLength }: Asked, text: string): readonly ProblemCode[] {
  if (minLength === undefined && maxLength === undefined) return []
  // Characters, and not the units of UTF-16.
  const { length } = [...text]
  if (minLength !== undefined && length < minLength) return ['trop_court']
  return maxLength !== undefined && length > maxLength ? ['trop_long'] : []
}

/**
 * The checks over a whole row.
 *
 * @param nameOf the published name of a column, where values are compared
 * @param present columns that the file has: a missing column is told once for the file, not for each row
 */
export function checkRow(
  rules: readonly RowRule[],
  cells: Cells,
  present: ReadonlySet<string>,
  nameOf: (column: string) => string = (column) => column,
): readonly Omit<CellProblem, 'line'>[] {
  return rules.flatMap(({ rule, columns, where }) => {
    if (!isAmong(where, cells)) return []
    // A column that is not there cannot be left empty; a sum without one of its terms is no sum.
    const compared = EMPTINESS.has(rule) ? columns.filter((name) => present.has(name)) : columns
    const [first] = compared
    if (first === undefined || !present.has(first)) return []
    if (!RULES[rule](compared.map((name) => cells[name]))) return []
    const problem = { code: CODES[rule], column: first }
    // What is wrong with an empty cell is that it is.
    const filled = cells[first] === undefined ? [] : columns.filter((name) => name in cells)
    if (EMPTINESS.has(rule) || filled.length === 0) return [problem]
    const told = filled.map((name) => `${nameOf(name)} ${String(cells[name])}`)
    return [{ ...problem, value: told.length > 1 ? told.join(', ') : String(cells[first]) }]
  })
}

/** Whether a row is one of those that a check is about: all, where it says nothing. */
export function isAmong(where: Where | undefined, cells: Cells): boolean {
  if (where === undefined) return true
  const cell = cells[where.column]
  return 'is' in where ? cell === where.is : cell !== where.isNot
}

const CODES: Readonly<Record<RowRule['rule'], ProblemCode>> = {
  'one-of-required': 'un_de_requis',
  'cohesive-columns-value': 'remplies_ensemble',
  'compare-columns-value': 'ordre_inverse',
  'sum-columns-value': 'sommes_differentes',
  'year-interval-value': 'annees_invalides',
  'nomenclature-actes-value': 'hors_nomenclature',
  'cle-interop-value': 'cle_incoherente',
  'filled-with-value': 'remplies_ensemble',
  'mixed-case-value': 'tout_en_majuscules',
}

/** Rules about what is empty. */
const EMPTINESS = new Set<RowRule['rule']>(['one-of-required', 'cohesive-columns-value'])

/** Whether the cells of a rule's columns break it. What is empty breaks only the rules about emptiness. */
const RULES: Readonly<Record<RowRule['rule'], (cells: readonly (Cell | undefined)[]) => boolean>> =
  {
    'one-of-required': (cells) => cells.every((cell) => cell === undefined),
    'cohesive-columns-value': (cells) =>
      cells.includes(undefined) && cells.some((cell) => cell !== undefined),
    'compare-columns-value': ([more, less]) =>
      more !== undefined && less !== undefined && isBelow(more, less),
    'sum-columns-value': ([total, ...parts]) =>
      isNumber(total) &&
      parts.every(isNumber) &&
      parts.reduce((sum, part) => sum + part, 0) !== total,
    'year-interval-value': ([years]) => years !== undefined && !areYears(String(years)),
    'nomenclature-actes-value': ([name]) => name !== undefined && !isSubject(String(name)),
    'filled-with-value': ([cell, ...others]) =>
      cell === undefined && others.every((other) => other !== undefined),
    'mixed-case-value': ([name]) => name !== undefined && isShouted(String(name)),
    'cle-interop-value': ([key, ...parts]) => key !== undefined && !isMadeOf(String(key), parts),
  }

/** Days are compared as texts, numbers by what they are worth, decimals included. */
function isBelow(a: Cell, b: Cell): boolean {
  const difference = Number(a) - Number(b)
  return Number.isNaN(difference) ? a < b : difference < 0
}

function isNumber(cell: Cell | undefined): cell is number {
  return typeof cell === 'number'
}

/** A year, or two of which the second comes later. */
function areYears(text: string): boolean {
  const [, first, second] = /^(\d{4})(?:\/(\d{4}))?$/.exec(text) ?? []
  return first !== undefined && (second === undefined || second > first)
}

/** Subjects of the first level of the nomenclature ACTES, folded. */
const SUBJECTS = [
  'commande publique',
  'urbanisme',
  'domaine et patrimoine',
  'fonction publique',
  'institutions et vie politique',
  'libertes publiques et pouvoirs de police',
  'finances locales',
  'domaines de competences par themes',
  'autres domaines de competences',
]

/** A subject and its sub-subject, joined by a slash. */
function isSubject(name: string): boolean {
  const [subject = '', ...rest] = foldText(name).split('/')
  return rest.length > 0 && SUBJECTS.includes(subject.trim())
}

/** Whether a number can be written as a pattern says: its form here has no zeros at its end. */
function isNumberOf(pattern: string, text: string): boolean {
  return compiled(pattern).test(text) || compiled(pattern).test(`${text}.0`)
}

function isShouted(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

/**
 * Whether an interoperability key is of the commune of its row, present or former, and of its number and suffix.
 * A part that has not its form, or that the row does not give, is no contradiction; « quater » is written `qua`.
 */
function isMadeOf(
  key: string,
  [commune, former, number, suffix = '']: readonly (Cell | undefined)[],
): boolean {
  const [insee = '', , digits = '', ...rest] = foldText(key).split('_')
  const communes = [commune, former].flatMap((one) =>
    one === undefined ? [] : [foldText(String(one))],
  )
  const letters = (text: string) =>
    foldText(text)
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 3)
  return (
    (communes.length === 0 || communes.includes(insee)) &&
    (number === undefined || !/^\d+$/.test(digits) || Number(digits) === number) &&
    letters(String(suffix)) === letters(rest.join(''))
  )
}

const patterns = new Map<string, RegExp>()

/** Patterns of the official schemas, compiled once; the whole value follows them. */
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`)
  patterns.set(pattern, known)
  return known
}
