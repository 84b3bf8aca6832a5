import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import {
  deriveCells,
  foldedCells,
  JSON_CELLS,
  JSON_FOLDED,
  type Kind,
  objectRows,
  objectTablesOf,
  type Table,
  tablesOf,
} from '../datasets/index.ts'
import { bigintArray, revisionId, type Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Hashes } from './hashes.ts'
import type { HashedChange, StoredChange } from './types.ts'

/**
 * Applies some changes of an event to its kind's tables: the revisions they end move to history, those
 * they open are written to current. The same at the append and at a replay.
 *
 * @param first place of the first of them in the change set
 */
export async function applyChanges(
  tx: Tx,
  target: Target,
  tick: bigint,
  first: number,
  changes: readonly HashedChange[],
): Promise<void> {
  const { kind, datasetId } = target
  const tables = [tablesOf(kind), ...objectTablesOf(kind)]
  const ended = changes.filter(({ op }) => op !== 'added').map(({ recordId }) => recordId)
  if (ended.length > 0) {
    for (const [i, { current, history }] of tables.entries()) {
      const count = await endRows(tx, current, history, datasetId, tick, ended)
      // Every record has one revision in force, and any number of objects.
      if (i === 0 && count !== ended.length) throw notInForce(datasetId, ended.length, count)
    }
  }
  const opened = changes.flatMap((change, i) =>
    change.op === 'removed' ? [] : [{ change, id: revisionId(tick, first + i) }],
  )
  await openRows(tx, tablesOf(kind).current, opened, ({ change, id }) => [
    revisionRow(target, tick, id, change),
  ])
  for (const { column, current } of objectTablesOf(kind)) {
    await openRows(tx, current, opened, ({ change, id }) =>
      objectRowsOf(target, tick, id, change, column),
    )
  }
}

/** `with ended as (delete from current … returning *) insert into history select …, tick` */
async function endRows(
  tx: Tx,
  current: Table,
  history: Table,
  datasetId: number,
  tick: bigint,
  recordIds: readonly bigint[],
): Promise<number> {
  const columns = sql.join(current.columns.map(({ name }) => sql.ref(name)))
  const { numAffectedRows } = await sql`
    with ended as (
      delete from ${sql.table(current.name)}
      where dataset_id = ${datasetId} and record_id = any(${bigintArray(recordIds)})
      returning *
    )
    insert into ${sql.table(history.name)} (${columns}, to_tick)
    select ${columns}, ${tick} from ended`.execute(tx)
  return Number(numAffectedRows)
}

function notInForce(datasetId: number, expected: number, ended: number): MillesimeError {
  return new MillesimeError(
    'LOG_CORRUPT',
    `Un changement porte sur un enregistrement qui n’est pas en vigueur (jeu n° ${datasetId}).`,
    { expected, ended },
  )
}

/** A revision to open. */
interface Opened {
  readonly change: HashedChange
  readonly id: bigint
}

/** Revisions of one statement: writing them as JSON takes some milliseconds, in which nobody else is heard. */
const STATEMENT_REVISIONS = 500

/**
 * The JSON of rows takes the types of the table. It is written while the statement before is executed, so that the
 * database does not wait for it.
 */
async function openRows(
  tx: Tx,
  { name, columns }: Table,
  opened: readonly Opened[],
  rowsOf: (one: Opened) => readonly object[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)))
  const sent: Promise<unknown>[] = []
  for (let from = 0; from < opened.length; from += STATEMENT_REVISIONS) {
    const rows = opened.slice(from, from + STATEMENT_REVISIONS).flatMap(rowsOf)
    if (rows.length === 0) continue
    // Written here, not by the driver, which does it when the statement before has ended.
    const json = JSON.stringify(rows)
    const statement = sql`
      insert into ${sql.table(name)} (${names})
      select ${names} from json_populate_recordset(null::${sql.table(name)}, ${json}::text::json)
    `.execute(tx)
    // Heard below, with all of them.
    statement.catch(() => {})
    sent.push(statement)
    await nextTurn()
  }
  await Promise.all(sent)
}

/** A dataset, as its changes are applied. */
export interface Target {
  readonly kind: Kind
  readonly datasetId: number
  readonly hashes: Hashes
}

function revisionRow(
  { kind, datasetId, hashes }: Target,
  tick: bigint,
  id: bigint,
  { recordId, keyHash, rank, cells, problems, contentHash = hashes.ofCells(cells) }: HashedChange,
): object {
  const values =
    kind.storage === 'json'
      ? { [JSON_CELLS]: cells, [JSON_FOLDED]: foldedCells(kind, cells) }
      : { ...cells, ...deriveCells(kind, cells) }
  return {
    ...values,
    id: String(id),
    dataset_id: datasetId,
    record_id: String(recordId),
    key_hash: `\\x${keyHash.toString('hex')}`,
    rank,
    content_hash: `\\x${contentHash.toString('hex')}`,
    from_tick: String(tick),
    problems: problems ?? null,
  }
}

function objectRowsOf(
  { kind, datasetId }: Target,
  tick: bigint,
  id: bigint,
  { recordId, cells }: StoredChange,
  column: string,
): readonly object[] {
  const ids = {
    dataset_id: datasetId,
    id: String(id),
    record_id: String(recordId),
    from_tick: String(tick),
  }
  return objectRows(kind, cells)
    .filter((objects) => objects.column === column)
    .flatMap(({ rows }) => rows.map((row, n) => ({ ...row, ...ids, n })))
}
