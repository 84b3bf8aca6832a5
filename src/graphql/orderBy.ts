import type { InputRef } from '@pothos/core'
import { type Kind, sortableColumns } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Order } from '../history/index.ts'
import type { Builder } from './builder.ts'
import { describeColumn } from './types/columnFields.ts'
import type { Refs } from './types/refs.ts'

/** An order as GraphQL gives it. */
export interface OrderInput {
  readonly field: string
  readonly direction: Order['direction']
}

/** The orders of a kind: its indexed columns, `dateConvention` as `DATE_CONVENTION`. */
export function orderInput(builder: Builder, refs: Refs, kind: Kind): InputRef<OrderInput> {
  const field = builder.enumType(`${kind.typeName}OrderField`, {
    description: 'Colonnes qui se trient.',
    values: Object.fromEntries(
      sortableColumns(kind).map((name) => [
        constantCase(name),
        { value: name, description: describeColumn(kind, name) },
      ]),
    ),
  })
  return builder.inputType(`${kind.typeName}Order`, {
    description: 'Un tri. Les lignes sans valeur viennent en dernier.',
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'La colonne.' }),
      direction: t.field({
        type: refs.direction,
        required: true,
        defaultValue: 'asc',
        description: 'Le sens.',
      }),
    }),
  })
}

/**
 * The order asked for; undefined for the order of publication.
 *
 * @throws MillesimeError `PAGE_INVALID` for more than one column
 */
export function readOrder(orderBy: readonly OrderInput[] | null | undefined): Order | undefined {
  const [order, ...others] = orderBy ?? []
  if (others.length > 0) {
    throw new MillesimeError('PAGE_INVALID', 'Une liste se trie par une seule colonne à la fois.')
  }
  return order && { column: order.field, direction: order.direction }
}

/** `dateConvention` → `DATE_CONVENTION` */
export function constantCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}
