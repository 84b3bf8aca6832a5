import { sql } from 'kysely'
import { deriveCells, type Kind, tablesOf } from '../datasets/index.ts'
import { bigintArray, revisionId, type Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { Hashes } from './hashes.ts'
import type { StoredChange } from './types.ts'

/**
 * Applies some changes of an event to its kind's tables: the revisions they end move to history, those
 * they open are written to current. The same at the append and at a replay.
 *
 * @param first place of the first of them in the change set
 */
export async function applyChanges(
  tx: Tx,
  target: { readonly kind: Kind; readonly datasetId: number; readonly hashes: Hashes },
  tick: bigint,
  first: number,
  changes: readonly StoredChange[],
): Promise<void> {
  const ended = changes.filter(({ op }) => op !== 'added').map(({ recordId }) => recordId)
  if (ended.length > 0) await endRevisions(tx, target.kind, target.datasetId, tick, ended)

  const opened = changes.flatMap((change, i) =>
    change.op === 'removed' ? [] : [revisionRow(target, tick, first + i, change)],
  )
  if (opened.length > 0) await openRevisions(tx, target.kind, opened)
}

/** `with ended as (delete from current … returning *) insert into history select …, tick` */
async function endRevisions(
  tx: Tx,
  kind: Kind,
  datasetId: number,
  tick: bigint,
  recordIds: readonly bigint[],
): Promise<void> {
  const { current, history } = tablesOf(kind)
  const columns = sql.join(current.columns.map(({ name }) => sql.ref(name)))
  const { numAffectedRows } = await sql`
    with ended as (
      delete from ${sql.table(current.name)}
      where dataset_id = ${datasetId} and record_id = any(${bigintArray(recordIds)})
      returning *
    )
    insert into ${sql.table(history.name)} (${columns}, to_tick)
    select ${columns}, ${tick} from ended`.execute(tx)
  if (numAffectedRows !== BigInt(recordIds.length)) {
    throw new MillesimeError(
      'LOG_CORRUPT',
      `Un changement porte sur un enregistrement qui n’est pas en vigueur (jeu n° ${datasetId}).`,
      { expected: recordIds.length, ended: Number(numAffectedRows) },
    )
  }
}

/** One statement for all rows: their JSON takes the types of the table. */
async function openRevisions(tx: Tx, kind: Kind, rows: readonly object[]): Promise<void> {
  const { current } = tablesOf(kind)
  const columns = sql.join(current.columns.map(({ name }) => sql.ref(name)))
  await sql`
    insert into ${sql.table(current.name)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(current.name)}, ${rows}::json)
  `.execute(tx)
}

function revisionRow(
  { kind, datasetId, hashes }: { kind: Kind; datasetId: number; hashes: Hashes },
  tick: bigint,
  n: number,
  { recordId, keyHash, rank, cells, problems }: StoredChange,
): object {
  return {
    ...cells,
    ...deriveCells(kind, cells),
    id: String(revisionId(tick, n)),
    dataset_id: datasetId,
    record_id: String(recordId),
    key_hash: `\\x${keyHash.toString('hex')}`,
    rank,
    content_hash: `\\x${hashes.ofCells(cells).toString('hex')}`,
    from_tick: String(tick),
    problems: problems ?? null,
  }
}
