import type { ProblemCode } from '../../src/datasets/index.ts'

/** A field of a Table Schema, with the constraints that the official files use. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly format?: string
  readonly example?: string
  readonly constraints?: {
    readonly required?: boolean
    readonly enum?: readonly string[]
    readonly pattern?: string
    readonly minLength?: number
    readonly maxLength?: number
    readonly minimum?: number
    readonly maximum?: number
  }
}

interface Params {
  readonly column?: string
  readonly column1?: string
  readonly column2?: string
  readonly columns?: readonly string[]
  readonly othercolumns?: readonly string[]
}

export interface TableSchema {
  readonly fields: readonly Field[]
  readonly custom_checks?: readonly { readonly name: string; readonly params: Params }[]
}

type Row = Readonly<Record<string, string>>

/** A row that breaks one thing that a schema asks. */
export interface BrokenRow {
  /** `field constraint`, or the name of the check. */
  readonly what: string
  readonly row: Row
  readonly column: string
  /** Codes that tell of it. */
  readonly codes: readonly ProblemCode[]
}

/** What tells of a constraint: that of a pattern may be the name of what is not there, such as a number. */
const TELLS: Readonly<Record<string, readonly ProblemCode[]>> = {
  required: ['valeur_manquante'],
  pattern: ['format_invalide', 'siret_invalide', 'annees_invalides', 'nombre_illisible'],
  enum: ['hors_liste'],
  minimum: ['trop_petit'],
  maximum: ['trop_grand'],
  minLength: ['trop_court'],
  maxLength: ['trop_long'],
}

/** What is of no type or format of that name. */
const OF_TYPE: Readonly<Record<string, readonly [string, ProblemCode]>> = {
  integer: ['12,5', 'entier_illisible'],
  number: ['douze', 'nombre_illisible'],
  year: ['deux mille', 'entier_illisible'],
  date: ['hier', 'date_illisible'],
  boolean: ['peut-être', 'booleen_illisible'],
  uri: ['www.exemple.fr', 'format_invalide'],
  email: ['mairie(à)exemple.fr', 'format_invalide'],
  uuid: ['65d5b6c7-102c-4440-ac3b', 'format_invalide'],
}

type Break = readonly [ProblemCode, (params: Params, row: Row) => readonly Row[]]

/** What breaks each check of Validata, to be written over a row that conforms. */
const CHECKS: Readonly<Record<string, Break>> = {
  // The second is of La Poste, by neither key: its digits make 27. Luhn's of the first and the last are wrong.
  'french-siret-value': [
    'siret_invalide',
    ({ column = '' }) =>
      ['21860194600014', '35600000000049', '00000000000001'].map((siret) => ({ [column]: siret })),
  ],
  'year-interval-value': [
    'annees_invalides',
    ({ column = '' }) => ['2018/2017', '2017/2017'].map((years) => ({ [column]: years })),
  ],
  'cohesive-columns-value': [
    'remplies_ensemble',
    ({ column = '', othercolumns = [] }) =>
      [column, ...othercolumns].map((name) => ({ [name]: '' })),
  ],
  'compare-columns-value': [
    'ordre_inverse',
    ({ column = '', column2 = '' }, row) => [{ [column2]: justAbove(row[column] ?? '') }],
  ],
  'sum-columns-value': [
    'sommes_differentes',
    ({ columns = [] }, row) => columns.map((name) => ({ [name]: String(Number(row[name]) - 1) })),
  ],
  'nomenclature-actes-value': [
    'hors_nomenclature',
    ({ column = '' }) =>
      ['Voirie/Trottoirs', 'Finances locales', '7.1/Budget'].map((name) => ({ [column]: name })),
  ],
  'one-of-required': [
    'un_de_requis',
    ({ column1 = '', column2 = '' }) => [{ [column1]: '', [column2]: '' }],
  ],
}

/** The next day, or one vote more. */
function justAbove(value: string): string {
  if (!value.includes('-')) return String(Number(value) + 1)
  return new Date(Date.parse(value) + 86_400_000).toISOString().slice(0, 10)
}

/** Whether a text is what a field asks, as Table Schema says it; the type of a number is not looked at. */
export function conforms({ type, constraints = {} }: Field, text: string): boolean {
  const { required = false, pattern, minLength = 0, maxLength = Infinity } = constraints
  if (text === '') return !required
  if (constraints.enum && !constraints.enum.includes(text)) return false
  if (type !== 'string') return true
  const { length } = [...text]
  return (
    length >= minLength && length <= maxLength && (pattern === undefined || follows(pattern, text))
  )
}

function follows(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text)
}

/** Texts that break a constraint of a field, as near as can be to one that conforms. */
function broken({ name, type, constraints = {} }: Field, constraint: string, good: string) {
  const { minimum = 0, maximum = 0, minLength = 0, maxLength = 0, pattern = '' } = constraints
  const step = type === 'integer' ? 1 : 0.001
  switch (constraint) {
    case 'required':
      return constraints.required ? [''] : []
    case 'enum':
      return [`${good} ou autre`, 'Autre']
    case 'minimum':
      return [String(minimum - step)]
    case 'maximum':
      return [String(maximum + step)]
    case 'minLength':
      // Less than one character is an empty cell: what is required tells of it.
      return minLength > 1 ? [good.slice(0, minLength - 1)] : []
    case 'maxLength':
      return [good + good.slice(-1).repeat(maxLength + 1 - good.length)]
    case 'pattern': {
      const places = [...good].map((_, i) => [good.slice(0, i), good.slice(i)] as const)
      const signs = places.map(([before, after]) => `${before}#${after.slice(1)}`)
      const doubled = places.map(([before, after]) => `${before}${after.slice(0, 1)}${after}`)
      const texts = [signs, doubled].flatMap((texts) => {
        const wrong = texts.filter((text) => !follows(pattern, text))
        return [wrong[0], wrong.at(-1)].filter((text) => text !== undefined)
      })
      if (texts.length === 0) throw new Error(`the pattern of ${name} takes everything`)
      return [...new Set(texts)]
    }
    default:
      throw new Error(`${constraint} of ${name} is a constraint that nothing here breaks`)
  }
}

/** Rows that each break one thing that a schema asks of a field: a constraint, its type or its format. */
export function rowsBreakingFields({ fields }: TableSchema, row: Row): readonly BrokenRow[] {
  return fields.flatMap((field) => {
    const { name: column, type, format = type, constraints = {} } = field
    const [value, code] = OF_TYPE[format] ?? []
    const typed = value === undefined ? [] : [{ value, what: format, codes: code ? [code] : [] }]
    const constrained = Object.keys(constraints).flatMap((what) =>
      broken(field, what, row[column] ?? '').map((value) => ({
        value,
        what,
        codes: TELLS[what] ?? [],
      })),
    )
    return [...constrained, ...typed].map(({ value, what, codes }) => ({
      what: `${column} ${what}`,
      row: { ...row, [column]: value },
      column,
      codes,
    }))
  })
}

/** Rows that each break one of the checks of a schema over whole rows. */
export function rowsBreakingChecks(
  { custom_checks = [] }: TableSchema,
  row: Row,
): readonly BrokenRow[] {
  return custom_checks.flatMap(({ name, params }) => {
    const check = CHECKS[name]
    if (check === undefined) throw new Error(`${name} is a check that nothing here breaks`)
    const [code, changes] = check
    const column = params.column ?? params.column1 ?? ''
    return changes(params, row).map((change) => ({
      what: name,
      row: { ...row, ...change },
      column,
      codes: [code],
    }))
  })
}
