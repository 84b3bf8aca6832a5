import { sql } from 'kysely'
import type { TableSchema } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import type { State } from './state.ts'

/** A dataset, as a state shows it. */
export interface DatasetRow {
  readonly state: State
  readonly id: number
  readonly siren: string
  readonly slug: string
  readonly kind: string
  readonly title: string
  readonly licence: string
  readonly contact: string | null
  /** Columns of a dataset of kind `libre`. */
  readonly tableSchema: TableSchema | null
  readonly position: number
}

/** A publisher, as the last declaration that a state knows names it. */
export interface PublisherRow {
  readonly state: State
  readonly siren: string
  readonly nom: string
  readonly insee: string | null
}

/** By published name: the column of each header that does not tell it, the value of each that files leave empty. */
interface DeclaredColumns {
  readonly mapping: Readonly<Record<string, string>>
  readonly constants: Readonly<Record<string, string>>
}

export interface DatasetFilter {
  readonly kind?: string
  readonly siren?: string
}

/** What is about to be published to: the dataset as it is now, with its stream's last event. */
export interface DatasetNow {
  readonly id: number
  readonly kind: string
  readonly tableSchema: TableSchema | null
  /** What it declares of the columns of its files: header → column, and column → value. */
  readonly declared: DeclaredColumns | null
  readonly streamVersion: number
  /** Number of the version in force, 0 before the first. */
  readonly version: number
}

/** Datasets by id; undefined where the state does not know one. */
export async function datasetsById(
  db: Db,
  state: State,
  ids: readonly number[],
): Promise<readonly (DatasetRow | undefined)[]> {
  const rows = await select(db, state).where('id', '=', sql<number>`any(${ids}::int[])`).execute()
  const found = new Map(rows.map((row) => [row.id, { ...row, state }]))
  return ids.map((id) => found.get(id))
}

/** The dataset of a path `{siren}/{slug}`; undefined when the state does not know it. */
export async function datasetByPath(
  db: Db,
  state: State,
  path: string,
): Promise<DatasetRow | undefined> {
  const at = readPath(path)
  if (at === undefined) return undefined
  const row = await select(db, state)
    .where('siren', '=', at.siren)
    .where('slug', '=', at.slug)
    .executeTakeFirst()
  return row && { ...row, state }
}

/** Datasets that a state knows, in the order of their declaration, `size + 1` at most. */
export async function listDatasets(
  db: Db,
  state: State,
  { kind, siren }: DatasetFilter,
  { size, after }: { readonly size: number; readonly after?: number },
): Promise<readonly DatasetRow[]> {
  const rows = await select(db, state)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(siren !== undefined, (query) => query.where('siren', '=', siren ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? 0))
    .orderBy('id')
    .limit(size + 1)
    .execute()
  return rows.map((row) => ({ ...row, state }))
}

/** How many datasets a state knows. */
export async function countDatasets(
  db: Db,
  state: State,
  { kind, siren }: DatasetFilter,
): Promise<number> {
  const { total } = await db
    .selectFrom('dataset')
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .where('position', '<=', state.position)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(siren !== undefined, (query) => query.where('siren', '=', siren ?? ''))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** The datasets that each of these bodies publishes, in the order of their declaration. */
export async function datasetsBySiren(
  db: Db,
  state: State,
  sirens: readonly string[],
): Promise<readonly (readonly DatasetRow[])[]> {
  const rows = await select(db, state)
    .where('siren', '=', sql<string>`any(${sirens}::text[])`)
    .orderBy('id')
    .execute()
  const groups = Map.groupBy(rows, ({ siren }) => siren)
  return sirens.map((siren) => (groups.get(siren) ?? []).map((row) => ({ ...row, state })))
}

/**
 * A dataset about to be published to.
 *
 * @throws MillesimeError `DATASET_UNKNOWN`
 */
export async function datasetNow(db: Db, path: string): Promise<DatasetNow> {
  const { siren, slug } = readPath(path) ?? { siren: '', slug: '' }
  const row = await db
    .selectFrom('dataset')
    .select([
      'id',
      'kind',
      sql<TableSchema | null>`table_schema`.as('tableSchema'),
      sql<DeclaredColumns | null>`mapping`.as('declared'),
      'stream_version as streamVersion',
      'version',
    ])
    .where('siren', '=', siren)
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (row === undefined) {
    throw new MillesimeError('DATASET_UNKNOWN', `Le jeu « ${path} » n’est pas déclaré.`, { path })
  }
  return row
}

/** Publishers by SIREN; undefined where the state does not know one. */
export async function publishersBySiren(
  db: Db,
  state: State,
  sirens: readonly string[],
): Promise<readonly (PublisherRow | undefined)[]> {
  const rows = await db
    .selectFrom('publisher')
    .distinctOn('siren')
    .select(['siren', 'nom', 'insee'])
    .where('siren', '=', sql<string>`any(${sirens}::text[])`)
    .where('position', '<=', state.position)
    .orderBy('siren')
    .orderBy('position', 'desc')
    .execute()
  const found = new Map(rows.map((row) => [row.siren, { ...row, state }]))
  return sirens.map((siren) => found.get(siren))
}

/** The publisher and short name of a path; undefined for what can be no path. */
function readPath(path: string): { readonly siren: string; readonly slug: string } | undefined {
  const [, siren, slug] = /^(\d{9})\/([a-z0-9-]+)$/.exec(path) ?? []
  return siren === undefined || slug === undefined ? undefined : { siren, slug }
}

function select(db: Db, state: State) {
  return db
    .selectFrom('dataset')
    .select([
      'id',
      'siren',
      'slug',
      'kind',
      'title',
      'licence',
      'contact',
      'position',
      // Projected from a declaration, which was checked.
      sql<TableSchema | null>`table_schema`.as('tableSchema'),
    ])
    .where('position', '<=', state.position)
}
