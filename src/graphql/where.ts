import type { InputRef } from '@pothos/core'
import {
  type Columns,
  columnsOfObjects,
  indexedColumns,
  type Kind,
  type Scalar,
} from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Filter, Operator } from '../history/index.ts'
import type { Builder } from './builder.ts'
import { describeColumn, outputOf } from './types/columnFields.ts'

const ORDERED = ['eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'isNull'] as const

/** The conditions of each scalar, shared by all kinds. */
export const CONDITIONS = {
  TextFilter: {
    scalar: 'String',
    description: 'Conditions sur un texte ; la casse et les accents ne comptent pas.',
    operators: ['eq', 'ne', 'in', 'notIn', 'isNull', 'contains', 'startsWith', 'similar'],
  },
  CodeFilter: {
    scalar: 'String',
    description: 'Conditions sur un code ou un identifiant, comparé exactement.',
    operators: ['eq', 'ne', 'in', 'notIn', 'isNull', 'startsWith'],
  },
  DecimalFilter: {
    scalar: 'Decimal',
    description: 'Conditions sur un nombre décimal exact.',
    operators: ORDERED,
  },
  IntFilter: { scalar: 'Int', description: 'Conditions sur un nombre entier.', operators: ORDERED },
  DateFilter: { scalar: 'LocalDate', description: 'Conditions sur un jour.', operators: ORDERED },
  ListFilter: {
    scalar: 'String',
    description: 'Conditions sur une liste de valeurs, comparées exactement.',
    operators: ['has', 'hasAny', 'isNull'],
  },
  BooleanFilter: {
    scalar: 'Boolean',
    description: 'Conditions sur un oui ou non.',
    operators: ['eq', 'ne', 'isNull'],
  },
} as const satisfies Readonly<
  Record<string, { scalar: string; description: string; operators: readonly Operator[] }>
>

type ConditionName = keyof typeof CONDITIONS

/** What each operator asks, in French. */
export const MEANING: Readonly<Record<Operator, string>> = {
  eq: 'Égal à.',
  ne: 'Différent de, ou sans valeur.',
  in: 'Égal à l’une de ces valeurs ; aucune pour une liste vide.',
  notIn: 'Différent de toutes ces valeurs, ou sans valeur.',
  gt: 'Plus grand que.',
  gte: 'Plus grand que, ou égal à.',
  lt: 'Plus petit que.',
  lte: 'Plus petit que, ou égal à.',
  isNull: 'Vrai : sans valeur. Faux : avec une valeur.',
  contains: 'Contient ce texte.',
  startsWith: 'Commence par ce texte.',
  has: 'Contient cette valeur.',
  hasAny: 'Contient l’une au moins de ces valeurs.',
  similar: 'Contient des mots qui ressemblent à ceux-ci.',
}

/** A `where` as GraphQL gives it. */
export interface WhereInput {
  readonly and?: readonly WhereInput[] | null | undefined
  readonly or?: readonly WhereInput[] | null | undefined
  readonly not?: WhereInput | null | undefined
}

/** The shared input types of conditions. */
export function conditionTypes(builder: Builder) {
  const type = (name: ConditionName) => {
    const { scalar, description, operators } = CONDITIONS[name]
    return builder.inputType(name, {
      description,
      fields: (t) =>
        Object.fromEntries(
          operators.map((operator) => {
            const description = MEANING[operator]
            if (operator === 'isNull') return [operator, t.boolean({ description })]
            const list = operator === 'in' || operator === 'notIn' || operator === 'hasAny'
            return [
              operator,
              list
                ? t.field({ type: [scalar], description })
                : t.field({ type: scalar, description }),
            ]
          }),
        ),
    })
  }
  return {
    TextFilter: type('TextFilter'),
    CodeFilter: type('CodeFilter'),
    DecimalFilter: type('DecimalFilter'),
    IntFilter: type('IntFilter'),
    DateFilter: type('DateFilter'),
    ListFilter: type('ListFilter'),
    BooleanFilter: type('BooleanFilter'),
  }
}

export type ConditionTypes = ReturnType<typeof conditionTypes>

/** The `where` of a kind: a condition for each indexed column, and for the objects of some. */
export function whereInput(builder: Builder, conditions: ConditionTypes, kind: Kind) {
  const objects = objectColumns(kind).map(
    ([name, of]) => [name, columnsInput(builder, conditions, of.typeName, of.columns, [])] as const,
  )
  return columnsInput(builder, conditions, kind.typeName, kind, objects)
}

type Where = InputRef<WhereInput>

function columnsInput(
  builder: Builder,
  conditions: ConditionTypes,
  typeName: string,
  of: Columns,
  objects: readonly (readonly [string, Where])[],
): Where {
  const ref = builder.inputRef<WhereInput>(`${typeName}Where`)
  ref.implement({
    description:
      'Conditions réunies par « et ». {} n’en est aucune ; une condition nulle est une erreur.',
    fields: (t) => ({
      and: t.field({ type: [ref], description: 'Toutes ; aucune condition pour une liste vide.' }),
      or: t.field({ type: [ref], description: 'L’une au moins ; rien pour une liste vide.' }),
      not: t.field({ type: ref, description: 'Le contraire, lignes sans valeur comprises.' }),
      ...Object.fromEntries(
        indexedColumns(of).map((name) => [
          name,
          t.field({
            type: conditions[conditionOf(of, name)],
            description: describeColumn(of, name),
          }),
        ]),
      ),
      ...Object.fromEntries(
        objects.map(([name, type]) => [
          name,
          t.field({ type, description: `L’un au moins y répond. ${describeColumn(of, name)}` }),
        ]),
      ),
    }),
  })
  return ref
}

/** The columns of a kind whose objects can be filtered. */
function objectColumns({ columns }: Kind) {
  return Object.entries(columns).flatMap(([name, { objects }]) =>
    objects?.table === undefined
      ? []
      : [[name, { typeName: objects.typeName, columns: columnsOfObjects(objects) }] as const],
  )
}

/**
 * The filter of a `where`.
 *
 * @throws MillesimeError `FILTER_INVALID` naming the condition that is null: whether it meant everything or
 *   nothing cannot be known
 */
export function readWhere(kind: Kind, where: WhereInput | null | undefined): Filter {
  return readConditions(new Set(objectColumns(kind).map(([name]) => name)), where)
}

function readConditions(
  objects: ReadonlySet<string>,
  where: WhereInput | null | undefined,
): Filter {
  const filters = Object.entries(where ?? {}).flatMap(([name, value]) => part(objects, name, value))
  return { op: 'and', filters }
}

function part(objects: ReadonlySet<string>, name: string, value: unknown): readonly Filter[] {
  if (value === undefined) return []
  if (value === null) throw nullCondition(name)
  // GraphQL has checked these against the input type.
  if (name === 'and' || name === 'or') {
    const filters = (value as readonly WhereInput[]).map((one) => readConditions(objects, one))
    return [{ op: name, filters }]
  }
  if (name === 'not') return [{ op: 'not', filter: readConditions(objects, value as WhereInput) }]
  if (objects.has(name)) {
    const filter = readConditions(new Set(), value as WhereInput)
    return [{ op: 'some', column: name, filter }]
  }
  return Object.entries(value).map(([op, operand]) => {
    if (operand == null || (Array.isArray(operand) && operand.includes(null))) {
      throw nullCondition(`${name}.${op}`)
    }
    return { op: op as Operator, column: name, value: operand as Scalar | readonly Scalar[] }
  })
}

/** The error of a condition that is null. */
export function nullCondition(path: string): MillesimeError {
  return new MillesimeError(
    'FILTER_INVALID',
    `La condition « ${path} » est nulle : l’enlever, ou demander « isNull: true ».`,
    { path },
  )
}

/** The conditions that a column takes. */
export function conditionOf(of: Columns, name: string): ConditionName {
  const type = of.columns[name]?.type
  if (type === 'liste') return 'ListFilter'
  switch (outputOf(of, name)) {
    case 'Decimal':
      return 'DecimalFilter'
    case 'Int':
      return 'IntFilter'
    case 'LocalDate':
      return 'DateFilter'
    case 'Boolean':
      return 'BooleanFilter'
    case 'String':
      return type === 'texte' ? 'TextFilter' : 'CodeFilter'
    case undefined:
      throw new Error(`the objects of ${name} have conditions of their own`)
  }
}
