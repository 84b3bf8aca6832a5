import { type Cell, indexedColumns, type Kind } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Filter, Operator } from '../history/index.ts'
import type { Builder } from './builder.ts'
import { describeColumn, outputOf } from './types/recordTypes.ts'

const ORDERED = ['eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'isNull'] as const

/** The conditions of each scalar, shared by all kinds. */
const CONDITIONS = {
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
  BooleanFilter: {
    scalar: 'Boolean',
    description: 'Conditions sur un oui ou non.',
    operators: ['eq', 'ne', 'isNull'],
  },
} as const satisfies Readonly<
  Record<string, { scalar: string; description: string; operators: readonly Operator[] }>
>

type ConditionName = keyof typeof CONDITIONS

const MEANING: Readonly<Record<Operator, string>> = {
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
            const list = operator === 'in' || operator === 'notIn'
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
    BooleanFilter: type('BooleanFilter'),
  }
}

export type ConditionTypes = ReturnType<typeof conditionTypes>

/** The `where` of a kind: a condition for each indexed column. */
export function whereInput(builder: Builder, conditions: ConditionTypes, kind: Kind) {
  const ref = builder.inputRef<WhereInput>(`${kind.typeName}Where`)
  return ref.implement({
    description:
      'Conditions réunies par « et ». {} n’en est aucune ; une condition nulle est une erreur.',
    fields: (t) => ({
      and: t.field({ type: [ref], description: 'Toutes ; aucune condition pour une liste vide.' }),
      or: t.field({ type: [ref], description: 'L’une au moins ; rien pour une liste vide.' }),
      not: t.field({ type: ref, description: 'Le contraire, lignes sans valeur comprises.' }),
      ...Object.fromEntries(
        indexedColumns(kind).map((name) => [
          name,
          t.field({
            type: conditions[conditionOf(kind, name)],
            description: describeColumn(kind, name),
          }),
        ]),
      ),
    }),
  })
}

/**
 * The filter of a `where`.
 *
 * @throws MillesimeError `FILTER_INVALID` naming the condition that is null: whether it meant everything or
 *   nothing cannot be known
 */
export function readWhere(where: WhereInput | null | undefined): Filter {
  if (where == null) return { op: 'and', filters: [] }
  return { op: 'and', filters: Object.entries(where).flatMap(([name, value]) => part(name, value)) }
}

function part(name: string, value: unknown): readonly Filter[] {
  if (value === undefined) return []
  if (value === null) throw nullCondition(name)
  if (name === 'and' || name === 'or') {
    // GraphQL has checked these against the input type.
    return [{ op: name, filters: (value as readonly WhereInput[]).map(readWhere) }]
  }
  if (name === 'not') return [{ op: 'not', filter: readWhere(value as WhereInput) }]
  return Object.entries(value).map(([op, operand]) => {
    if (operand == null || (Array.isArray(operand) && operand.includes(null))) {
      throw nullCondition(`${name}.${op}`)
    }
    return { op: op as Operator, column: name, value: operand as Cell | readonly Cell[] }
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

function conditionOf(kind: Kind, name: string): ConditionName {
  switch (outputOf(kind, name)) {
    case 'Decimal':
      return 'DecimalFilter'
    case 'Int':
      return 'IntFilter'
    case 'LocalDate':
      return 'DateFilter'
    case 'Boolean':
      return 'BooleanFilter'
    case 'String':
      return kind.columns[name]?.type === 'texte' ? 'TextFilter' : 'CodeFilter'
  }
}
