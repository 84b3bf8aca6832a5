import { columnNamed, type Kind, publicName, type Scalar } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Filter, Operator } from '../history/index.ts'
import type { Builder } from './builder.ts'
import { constantCase } from './orderBy.ts'
import { type OutputName, outputOf } from './types/columnFields.ts'
import type { Refs } from './types/refs.ts'
import { CONDITIONS, conditionOf, MEANING, nullCondition } from './where.ts'

/** A condition on a column of a dataset, as GraphQL gives it. */
interface LigneCondition {
  readonly column: string
  readonly op: Operator
  readonly value?: unknown
}

/** The input types of the conditions and orders of rows whose columns are a dataset's own. */
export function ligneInputs(builder: Builder, refs: Refs) {
  const operators = [...new Set(Object.values(CONDITIONS).flatMap(({ operators }) => operators))]
  const operator = builder.enumType('LigneOperator', {
    description: 'Ce qui peut être demandé d’une colonne, selon son type.',
    values: Object.fromEntries(
      operators
        .filter((name) => name !== 'has' && name !== 'hasAny')
        .map((name) => [constantCase(name), { value: name, description: MEANING[name] }]),
    ),
  })
  const column = { required: true, description: 'La colonne, sous son nom publié.' } as const
  const where = builder.inputType('LigneWhere', {
    description: 'Une condition sur une colonne.',
    fields: (t) => ({
      column: t.string(column),
      op: t.field({ type: operator, required: true, description: 'Ce qui est demandé.' }),
      value: t.field({
        type: 'JSON',
        description: 'La valeur, ou la liste de valeurs de IN et NOT_IN ; un décimal en texte.',
      }),
    }),
  })
  const order = builder.inputType('LigneOrder', {
    description: 'Un tri. Les lignes sans valeur viennent en dernier.',
    fields: (t) => ({
      column: t.string(column),
      direction: t.field({
        type: refs.direction,
        required: true,
        defaultValue: 'asc',
        description: 'Le sens.',
      }),
    }),
  })
  return { where, order }
}

/**
 * The filters of conditions on the columns of a dataset.
 *
 * @throws MillesimeError `FILTER_INVALID` naming the column, operator or value that has no meaning
 */
export function readConditions(
  kind: Kind,
  where: readonly LigneCondition[] | null | undefined,
): readonly Filter[] {
  return (where ?? []).map(({ column, op, value }): Filter => {
    const name = columnOfName(kind, column)
    const { operators } = CONDITIONS[conditionOf(kind, name)]
    const known: readonly Operator[] = operators
    if (!known.includes(op)) {
      throw invalid(column, `La colonne « ${column} » ne se demande pas par ${constantCase(op)}.`)
    }
    if (value == null) throw nullCondition(`${column}.${constantCase(op)}`)
    const isList = op === 'in' || op === 'notIn'
    if (isList !== Array.isArray(value)) {
      throw invalid(
        column,
        `${constantCase(op)} demande ${isList ? 'une liste' : 'une seule valeur'}.`,
      )
    }
    const type = op === 'isNull' ? 'Boolean' : outputOf(kind, name)
    const values = [value].flat().map((one: unknown) => readValue(column, type, one))
    return { op, column: name, value: isList ? values : (values[0] ?? '') }
  })
}

/**
 * Our name of the column that people know by this one.
 *
 * @throws MillesimeError `FILTER_INVALID` with those that it has
 */
export function columnOfName(kind: Kind, published: string): string {
  const name = columnNamed(kind, published)
  if (name !== undefined) return name
  const known = Object.keys(kind.columns).map((one) => publicName(kind, one))
  throw invalid(published, `La colonne « ${published} » n’existe pas : ${known.join(', ')}.`)
}

const FORMS: Readonly<
  Record<OutputName, { readonly is: (value: unknown) => boolean; readonly form: string }>
> = {
  String: { is: (value) => typeof value === 'string', form: 'un texte' },
  Boolean: { is: (value) => typeof value === 'boolean', form: 'vrai ou faux' },
  Int: {
    is: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    form: 'un nombre entier',
  },
  Decimal: {
    is: (value) => /^[+-]?\d{1,100}(\.\d{1,100})?$/.test(String(value)),
    form: 'un nombre, en texte pour être exact : « 23000.5 »',
  },
  LocalDate: {
    is: (value) => isDay(String(value)),
    form: 'un jour : « 2026-03-12 »',
  },
}

/** Whether a text is a day of the calendar: `Date` reads 30 February as 2 March. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function readValue(column: string, type: OutputName | undefined, value: unknown): Scalar {
  const { is, form } = FORMS[type ?? 'String']
  if (
    is(value) &&
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
  ) {
    return value
  }
  throw invalid(column, `La colonne « ${column} » attend ${form}.`)
}

function invalid(column: string, message: string): MillesimeError {
  return new MillesimeError('FILTER_INVALID', message, { column })
}
