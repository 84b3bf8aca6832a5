import { type RawBuilder, sql } from 'kysely'
import { bigintArray, type Db } from '../db/index.ts'
import { inDataset, tickSql } from './arms.ts'
import { readHead, type State, stateOfHead } from './state.ts'

/** One version of a dataset, as a state shows it. */
export interface VersionRow {
  readonly state: State
  readonly datasetId: number
  readonly number: number
  readonly position: number
  readonly tick: bigint
  readonly recordedAt: Date
  readonly publishedAt: Date
  readonly scope: string
  readonly rowsRead: number
  /** Records in force after it, whatever its scope. */
  readonly recordCount: number
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly note: string | null
  readonly fileSha256: Buffer
  /** Version of the harmonised form that its cells have. */
  readonly harmoniser: number
  /** Stored columns that its file had. */
  readonly columns: readonly string[]
  /** As `events` wrote them; `graphql` knows their shape. */
  readonly reading: unknown
  readonly report: unknown
}

export interface VersionNumber {
  readonly datasetId: number
  readonly number: number
}

/** Versions by dataset and number; undefined where the state does not know one. */
export async function versionsByNumber(
  db: Db,
  state: State,
  ids: readonly VersionNumber[],
): Promise<readonly (VersionRow | undefined)[]> {
  const datasets = ids.map(({ datasetId }) => datasetId)
  const numbers = ids.map(({ number }) => number)
  const rows = await select(db, state)
    .where(
      sql<boolean>`(dataset_id, number) in (select * from unnest(${datasets}::int[], ${numbers}::int[]))`,
    )
    .execute()
  const found = new Map(rows.map((row) => [`${row.datasetId}/${row.number}`, { ...row, state }]))
  return ids.map(({ datasetId, number }) => found.get(`${datasetId}/${number}`))
}

/** The versions whose events have these ticks: what opened or ended a revision. */
export async function versionsByTick(
  db: Db,
  state: State,
  ticks: readonly bigint[],
): Promise<readonly (VersionRow | undefined)[]> {
  const rows = await select(db, state)
    .where('tick', '=', sql<bigint>`any(${bigintArray(ticks)})`)
    .execute()
  const found = new Map(rows.map((row) => [row.tick, { ...row, state }]))
  return ticks.map((tick) => found.get(tick))
}

/** The version of a position, as the head shows it. */
export async function versionAt(db: Db, position: number): Promise<VersionRow> {
  const state = stateOfHead(await readHead(db))
  const row = await select(db, state).where('position', '=', position).executeTakeFirstOrThrow()
  return { ...row, state }
}

/** The version in force of a dataset now; undefined before the first. */
export async function versionInForce(db: Db, datasetId: number): Promise<VersionRow | undefined> {
  const state = stateOfHead(await readHead(db))
  const row = await select(db, state)
    .where('dataset_id', '=', datasetId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, state }
}

/** The columns that some version of a dataset had. */
export async function columnsEverHad(db: Db, datasetId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('version')
    .select(sql<string>`unnest(columns)`.as('name'))
    .distinct()
    .where('dataset_id', '=', datasetId)
    .execute()
  return new Set(rows.map(({ name }) => name))
}

export interface VersionPage {
  readonly size: number
  /** Newest first; `after` a number goes towards older ones. */
  readonly after?: number
}

/** Versions of each of these datasets that a state shows, newest first, `size + 1` at most. */
export async function versionsOfDatasets(
  db: Db,
  state: State,
  datasetIds: readonly number[],
  { size, after }: VersionPage,
): Promise<readonly (readonly VersionRow[])[]> {
  const rows = await select(db, state)
    .where('dataset_id', '=', sql<number>`any(${datasetIds}::int[])`)
    .$if(after !== undefined, (query) => query.where('number', '<', after ?? 0))
    .where((eb) =>
      eb(
        'number',
        '>',
        // Numbers are gapless: the page's last one is known beforehand.
        sql<number>`coalesce(${after ?? null}::int,
          (select max(shown.number) + 1
           from (select dataset_id as of, number, tick from version) shown
           where shown.of = version.dataset_id and shown.tick <= ${tickSql(state)})) - ${size} - 2`,
      ),
    )
    .orderBy('dataset_id')
    .orderBy('number', 'desc')
    .execute()
  const groups = Map.groupBy(rows, ({ datasetId }) => datasetId)
  return datasetIds.map((id) => (groups.get(id) ?? []).map((row) => ({ ...row, state })))
}

/** How many versions of each dataset a state shows. */
export async function countVersions(
  db: Db,
  state: State,
  datasetIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('version')
    .select(['dataset_id', (eb) => eb.fn.countAll<bigint>().as('total')])
    .where('dataset_id', '=', sql<number>`any(${datasetIds}::int[])`)
    .where(shown(state))
    .groupBy('dataset_id')
    .execute()
  const found = new Map(rows.map(({ dataset_id, total }) => [dataset_id, Number(total)]))
  return datasetIds.map((id) => found.get(id) ?? 0)
}

/** A value that a version's report quotes. */
export interface QuotedValue {
  readonly code: string
  readonly column: string | null
  readonly line: number
  readonly value: string | null
  readonly repaired: string | null
}

/** The values quoted by the reports of these versions. */
export async function reportExamples(
  db: Db,
  positions: readonly number[],
): Promise<readonly (readonly QuotedValue[])[]> {
  const rows = await db
    .selectFrom('public.report_example as example')
    .innerJoin('public.event as event', (join) =>
      join
        .onRef('event.dataset_id', '=', 'example.dataset_id')
        .onRef('event.stream_version', '=', 'example.stream_version'),
    )
    .select([
      'event.position',
      'example.code',
      'example.column_name as column',
      'example.line',
      'example.value',
      'example.repaired',
    ])
    .where('event.position', '=', sql<number>`any(${positions}::int[])`)
    .orderBy('event.position')
    .orderBy('example.ordinal')
    .execute()
  const groups = Map.groupBy(rows, ({ position }) => position)
  return positions.map((position) => groups.get(position) ?? [])
}

function select(db: Db, state: State) {
  return db
    .selectFrom('version')
    .select([
      'dataset_id as datasetId',
      'number',
      'position',
      'tick',
      'recorded_at as recordedAt',
      'published_at as publishedAt',
      'scope',
      'rows_read as rowsRead',
      'record_count as recordCount',
      'added',
      'removed',
      'changed',
      'note',
      'file_sha256 as fileSha256',
      'harmoniser',
      'columns',
      'reading',
      'report',
    ])
    .where(shown(state))
}

/** Whether a state shows a version: each dataset has its own tick in what was online at an instant. */
function shown(state: State): RawBuilder<boolean> {
  return sql`(${inDataset(state)} and tick <= ${tickSql(state)})`
}
