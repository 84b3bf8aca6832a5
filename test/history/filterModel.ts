import fc from 'fast-check'
import type { Filter, Operator } from '../../src/history/index.ts'
import { hundredths, type Line, type ModelKind } from './modelKinds.ts'

type Sort = 'text' | 'code' | 'decimal' | 'int' | 'date'

/** Columns that are filtered and sorted, written here and not looked up, by kind. */
const COLUMNS: Readonly<Record<ModelKind['name'], Readonly<Record<string, Sort>>>> = {
  prenoms: {
    communeNom: 'text',
    collInsee: 'code',
    enfantSexe: 'code',
    enfantPrenom: 'text',
    nombreOccurrences: 'int',
    annee: 'int',
  },
  subventions: {
    nomAttribuant: 'text',
    idAttribuant: 'code',
    dateConvention: 'date',
    nomBeneficiaire: 'text',
    idBeneficiaire: 'code',
    rnaBeneficiaire: 'code',
    objet: 'text',
    montant: 'decimal',
    nature: 'code',
    sirenAttribuant: 'code',
    sirenBeneficiaire: 'code',
    annee: 'int',
  },
}

const ORDERED = ['eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'isNull'] as const

const OPERATORS: Readonly<Record<Sort, readonly Operator[]>> = {
  text: ['eq', 'ne', 'in', 'notIn', 'isNull', 'contains', 'startsWith'],
  code: ['eq', 'ne', 'in', 'notIn', 'isNull', 'startsWith'],
  decimal: ORDERED,
  int: ORDERED,
  date: ORDERED,
}

/** Other writings of what the files hold, parts of it, and what a pattern or an array would take apart. */
const VALUES: Readonly<Record<Sort, readonly (string | number)[]>> = {
  text: [
    ...['zoe', 'ZOÉ', 'émile', 'lou', 'LO', 'aubrelune', 'Club des brumes', 'brumes', 'oeuvre'],
    ...['ŒUVRE D’ÉLIE', "œuvre d'elie", 'fonctionnement', '100 %_\\ BIO', '%', '_', '\\', '%_\\'],
    ...['f%t', 'l_u', 'A; "b", c', '"', ',', 'null', '{zoe}', 'Département du Val-de-Brume'],
  ],
  code: ['99901', 'M', 'F', '299', '29990101700010', 'W', 'W990001007', 'aide', 'aide en nature'],
  decimal: ['0', '0.010', '12.50', '-3', '1000000.99', '0.1', '12'],
  int: [1, 2, 3, 12, 2020, 2021, 2024, 2025, -1],
  date: ['2024-02-29', '2025-01-01', '2024-12-31'],
}

/** Every column of a kind that is filtered and sorted. */
export function columnsOf({ name }: ModelKind): readonly string[] {
  return Object.keys(COLUMNS[name])
}

/** Random filters of a kind, with every operator. */
export function filtersOf({ name }: ModelKind): fc.Arbitrary<Filter> {
  const leaves = Object.entries(COLUMNS[name]).flatMap(([column, sort]) => {
    const value = fc.constantFrom(...VALUES[sort])
    return OPERATORS[sort].map((op): fc.Arbitrary<Filter> => {
      if (op === 'isNull')
        return fc.record({ op: fc.constant(op), column: fc.constant(column), value: fc.boolean() })
      const wanted = op === 'in' || op === 'notIn' ? fc.array(value, { maxLength: 3 }) : value
      return fc.record({ op: fc.constant(op), column: fc.constant(column), value: wanted })
    })
  })
  const leaf = fc.oneof(...leaves)
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { weight: 4, arbitrary: leaf },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constantFrom('and' as const, 'or' as const),
          filters: fc.array(tie('filter'), { maxLength: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ op: fc.constant('not' as const), filter: tie('filter') }),
      },
    ),
  }))
  return filter
}

/** Whether a line satisfies a filter: two-valued, an empty cell equals nothing. */
export function holds(kind: ModelKind, filter: Filter, line: Line): boolean {
  if ('filters' in filter) {
    const parts = filter.filters.map((part) => holds(kind, part, line))
    return filter.op === 'and' ? parts.every(Boolean) : parts.some(Boolean)
  }
  if ('filter' in filter) return !holds(kind, filter.filter, line)
  if (!('value' in filter)) throw new Error(`no such filter is made here: ${filter.op}`)
  const { column } = filter
  const cell = comparable(kind, column, valueIn(line, column))
  if (filter.op === 'isNull') return (cell === undefined) === filter.value
  const values = [filter.value].flat().map((one) => comparable(kind, column, String(one)))
  const [value] = values
  const equal = cell !== undefined && values.includes(cell)
  switch (filter.op) {
    case 'eq':
    case 'in':
      return equal
    case 'ne':
    case 'notIn':
      return !equal
    default:
      if (cell === undefined || value === undefined) return false
  }
  switch (filter.op) {
    case 'gt':
      return cell > value
    case 'gte':
      return cell >= value
    case 'lt':
      return cell < value
    case 'lte':
      return cell <= value
    case 'contains':
      return String(cell).includes(String(value))
    default:
      return String(cell).startsWith(String(value))
  }
}

/** Compares two lines on a column, those without a value last whatever the direction; 0 for a tie. */
export function compareOn(
  kind: ModelKind,
  { column, direction }: { readonly column: string; readonly direction: 'asc' | 'desc' },
  [a, b]: readonly [Line, Line],
): number {
  const [left, right] = [a, b].map((line) => comparable(kind, column, valueIn(line, column)))
  if (left === right) return 0
  if (left === undefined) return 1
  if (right === undefined) return -1
  return left < right === (direction === 'asc') ? -1 : 1
}

function valueIn(line: Line, column: string): string {
  if (column === 'sirenAttribuant') return (line['idAttribuant'] ?? '').slice(0, 9)
  if (column === 'sirenBeneficiaire') return (line['idBeneficiaire'] ?? '').slice(0, 9)
  return line[column] ?? (line['dateConvention'] ?? '').slice(0, 4)
}

/** What is compared: text without case or accents, numbers by value, the rest as it is. */
function comparable(kind: ModelKind, column: string, value: string): string | bigint | undefined {
  if (value === '') return undefined
  const sort = COLUMNS[kind.name][column]
  if (sort === 'text') return folded(value)
  return sort === 'int' || sort === 'decimal' ? hundredths([value.replace(/0+$/, zeros)]) : value
}

/** Final zeros after a point say nothing. */
function zeros(found: string, at: number, whole: string): string {
  const point = whole.indexOf('.')
  return point >= 0 && at > point ? '' : found
}

const LETTERS: Readonly<Record<string, string>> = { é: 'e', É: 'e', Œ: 'oe', œ: 'oe', '’': "'" }

function folded(text: string): string {
  return [...text].map((letter) => LETTERS[letter] ?? letter.toLowerCase()).join('')
}
