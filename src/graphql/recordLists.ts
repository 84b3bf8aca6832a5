import type { ArgBuilder, InputRef, ObjectRef } from '@pothos/core'
import type { Kind } from '../datasets/index.ts'
import {
  type AsOf,
  aggregateRecords,
  countRecords,
  type Filter,
  listRecords,
  listRecordsNow,
  type RecordRow,
  type State,
  stateOfHead,
} from '../history/index.ts'
import type { Builder, Types } from './builder.ts'
import type { Context } from './context.ts'
import { writeCursor } from './cursors.ts'
import { type OrderInput, orderInput, readOrder } from './orderBy.ts'
import { type PageInput, pageArguments, readPage } from './pageArguments.ts'
import { aggregateFields } from './types/aggregateTypes.ts'
import { type Connection, connectionType } from './types/connection.ts'
import { connectionOf, type Refs, recordOf } from './types/refs.ts'
import { type ConditionTypes, readWhere, type WhereInput, whereInput } from './where.ts'

/** The types of a kind's lists. */
export interface RecordListTypes {
  readonly kind: Kind
  readonly where: InputRef<WhereInput>
  readonly order: InputRef<OrderInput>
  readonly connection: ObjectRef<Types, Connection<RecordRow>>
}

/** The types of the lists of every kind whose columns are its own. */
export function recordListTypes(
  builder: Builder,
  refs: Refs,
  kinds: readonly Kind[],
  conditions: ConditionTypes,
): readonly RecordListTypes[] {
  const aggregates = aggregateFields(builder)
  return kinds
    .filter(({ storage }) => storage !== 'json')
    .map((kind) => ({
      kind,
      where: whereInput(builder, conditions, kind),
      order: orderInput(builder, refs, kind),
      connection: connectionType<RecordRow>(
        builder,
        refs,
        kind.typeName,
        recordOf(refs.records, kind),
        aggregates(kind),
      ),
    }))
}

/** The arguments of a list of records, but for its state. */
export function recordArguments(t: ArgBuilder<Types>, { where, order }: RecordListTypes) {
  return {
    where: t({ type: where, description: 'Conditions.' }),
    orderBy: t({
      type: [order],
      description: 'Tri, une seule colonne ; l’ordre de publication par défaut.',
    }),
    ...pageArguments(t),
  }
}

interface RecordArguments extends PageInput {
  readonly where?: WhereInput | null | undefined
  readonly orderBy?: readonly OrderInput[] | null | undefined
}

/**
 * A page of the records of a kind.
 *
 * @param name what the cursors of this list say of themselves, with its order
 * @param stateFor the state of the page, given that of its cursor
 * @param within a condition beside those asked
 * @param atHead whether it is of the head and the only root of its request: then both are read at once
 * @param columns the values that its rows have
 */
export async function recordPage(
  context: Context,
  kind: Kind,
  name: string,
  args: RecordArguments,
  stateFor: (pin: AsOf | undefined) => Promise<State>,
  {
    within = [],
    atHead = false,
    columns,
  }: {
    readonly within?: readonly Filter[]
    readonly atHead?: boolean
    readonly columns: readonly string[] | undefined
  },
): Promise<Connection<RecordRow>> {
  const order = readOrder(args.orderBy)
  const filter: Filter = { op: 'and', filters: [...within, readWhere(kind, args.where)] }
  return await pageOf(context, kind, { name, args, order, filter, atHead, columns }, stateFor)
}

/** A page of records whose order and filter are understood. */
export async function pageOf(
  context: Context,
  kind: Kind,
  asked: {
    readonly name: string
    readonly args: PageInput
    readonly order: ReturnType<typeof readOrder>
    readonly filter: Filter
    readonly atHead?: boolean
    readonly columns?: readonly string[] | undefined
  },
  stateFor: (pin: AsOf | undefined) => Promise<State>,
): Promise<Connection<RecordRow>> {
  const { db } = context
  const { order, filter, columns } = asked
  const list = `${asked.name} ${order?.column ?? ''} ${order?.direction ?? ''}`
  const { size, towards, cursor } = readPage(list, asked.args)
  const page = { filter, size, towards, columns, ...(order ? { order } : {}) }
  const { state, rows, hasMore } = await read()
  return connectionOf(rows, {
    state,
    towards,
    hasMore,
    resumed: cursor !== undefined,
    cursorOf: (row) =>
      writeCursor({ list, pin: state.pin, ids: [String(row.datasetId), String(row.id)] }),
    total: () => countRecords(db, kind, state, filter),
    aggregates: () => aggregateRecords(db, kind, state, filter),
  })

  async function read() {
    if (asked.atHead === true && cursor === undefined) {
      const now = await context.readHeadWith(() => listRecordsNow(db, kind, page))
      if (now !== undefined) return { state: stateOfHead(now.head), ...now.page }
    }
    const state = await stateFor(cursor?.pin)
    const [datasetId, id] = cursor?.ids ?? []
    const from = datasetId && id ? { datasetId: Number(datasetId), id: BigInt(id) } : undefined
    return {
      state,
      ...(await listRecords(db, kind, state, { ...page, ...(from ? { from } : {}) })),
    }
  }
}
