import DataLoader from 'dataloader'
import type { Kind, Link } from '../datasets/index.ts'
import {
  type CollectiviteCode,
  collectivitesBy,
  countVersions,
  type DatasetRow,
  type Db,
  datasetsById,
  datasetsBySiren,
  linkedRecords,
  type PublisherRow,
  publishersBySiren,
  type QuotedValue,
  type RecordRow,
  recordHistories,
  reportExamples,
  revisionsById,
  type State,
  stateKey,
  type VersionRow,
  versionsByNumber,
  versionsByTick,
  versionsOfDatasets,
} from '../history/index.ts'

/** One value asked for under a state. */
export interface Asked<Key> {
  readonly state: State
  readonly key: Key
}

type Loader<Key, Value> = DataLoader<Asked<Key>, Value, string>

/** Every relation, read for all the rows of a page at once: statements do not grow with rows. */
export interface Loaders {
  readonly dataset: Loader<number, DatasetRow | undefined>
  readonly datasetsOf: Loader<string, readonly DatasetRow[]>
  readonly publisher: Loader<string, PublisherRow | undefined>
  readonly collectivite: Readonly<Record<CollectiviteCode, Loader<string, RecordRow | undefined>>>
  readonly versionByTick: Loader<bigint, VersionRow | undefined>
  readonly version: Loader<{ datasetId: number; number: number }, VersionRow | undefined>
  readonly versionsOf: Loader<
    { datasetId: number; size: number; after?: number },
    readonly VersionRow[]
  >
  readonly versionCount: Loader<number, number>
  readonly examples: Loader<number, readonly QuotedValue[]>
  readonly revision: (
    kind: Kind,
  ) => Loader<{ datasetId: number; id: bigint }, RecordRow | undefined>
  readonly history: (
    kind: Kind,
  ) => Loader<{ datasetId: number; recordId: bigint }, readonly RecordRow[]>
  readonly linked: (kind: Kind, link: Link) => DataLoader<RecordRow, readonly RecordRow[], string>
}

/** The loaders of one request. */
export function createLoaders(db: Db): Loaders {
  const revisions = new Map<Kind, ReturnType<Loaders['revision']>>()
  const histories = new Map<Kind, ReturnType<Loaders['history']>>()
  const links = new Map<Link, ReturnType<Loaders['linked']>>()
  return {
    dataset: loader((state, ids) => datasetsById(db, state, ids)),
    datasetsOf: loader((state, sirens) => datasetsBySiren(db, state, sirens)),
    publisher: loader((state, sirens) => publishersBySiren(db, state, sirens)),
    collectivite: {
      siren: loader((state, codes) => collectivitesBy(db, state, 'siren', codes)),
      insee: loader((state, codes) => collectivitesBy(db, state, 'insee', codes)),
    },
    versionByTick: loader((state, ticks) => versionsByTick(db, state, ticks)),
    version: loader((state, ids) => versionsByNumber(db, state, ids)),
    versionsOf: loader(async (state, pages) => await versionPages(db, state, pages)),
    versionCount: loader((state, ids) => countVersions(db, state, ids)),
    examples: loader((_state, positions) => reportExamples(db, positions)),
    revision: (kind) =>
      ofOne(revisions, kind, () => loader((state, ids) => revisionsById(db, kind, state, ids))),
    history: (kind) =>
      ofOne(histories, kind, () => loader((state, ids) => recordHistories(db, kind, state, ids))),
    linked: (kind, link) =>
      ofOne(
        links,
        link,
        () =>
          new DataLoader(async (rows) => await linkedRecords(db, kind, link, rows), {
            cacheKeyFn: ({ state, datasetId, id }) => `${stateKey(state)} ${datasetId}/${id}`,
          }),
      ),
  }
}

/** A loader whose keys belong to a state: one batch for each state asked for. */
function loader<Key, Value>(
  load: (state: State, keys: readonly Key[]) => Promise<readonly Value[]>,
): Loader<Key, Value> {
  return new DataLoader(
    async (asked) => {
      const groups = Map.groupBy(asked, ({ state }) => stateKey(state))
      const values = new Map<Asked<Key>, Value>()
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const [first] = group
          if (first === undefined) return
          const found = await load(
            first.state,
            group.map(({ key }) => key),
          )
          for (const [i, value] of found.entries()) {
            const one = group[i]
            if (one !== undefined) values.set(one, value)
          }
        }),
      )
      return asked.map((one) => {
        // Every group answers for each of its keys; a value may itself be undefined.
        return values.get(one) as Value
      })
    },
    { cacheKeyFn: ({ state, key }) => `${stateKey(state)} ${keyText(key)}` },
  )
}

function keyText(key: unknown): string {
  return JSON.stringify(key, (_name, value) => (typeof value === 'bigint' ? String(value) : value))
}

/** Pages of the same size and start are read together. */
async function versionPages(
  db: Db,
  state: State,
  pages: readonly { datasetId: number; size: number; after?: number }[],
): Promise<readonly (readonly VersionRow[])[]> {
  const groups = [...Map.groupBy(pages, ({ size, after }) => `${size}/${after}`).values()]
  const read = await Promise.all(
    groups.map(async (group) => {
      const { size, after } = group[0] ?? { size: 0 }
      const ids = group.map(({ datasetId }) => datasetId)
      const rows = await versionsOfDatasets(db, state, ids, {
        size,
        ...(after === undefined ? {} : { after }),
      })
      return group.map((page, i) => [page, rows[i] ?? []] as const)
    }),
  )
  const found = new Map(read.flat())
  return pages.map((page) => found.get(page) ?? [])
}

function ofOne<Key, Value>(known: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = known.get(key) ?? create()
  known.set(key, value)
  return value
}
