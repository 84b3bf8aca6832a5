// Connections, the embedded PostgreSQL, migrations and the tables' types. Knows no kind of dataset.
export { bigintArray } from './arrays.ts'
export { copyOut } from './copyOut.ts'
export { type Cluster, openCluster } from './embedded/openCluster.ts'
export type { DB } from './generated.ts'
export { migrate } from './migrate.ts'
export { type Db, type DbOptions, openDb, type Tx } from './openDb.ts'
export { openStore, type Store, type StoreLocation } from './openStore.ts'
export { ORDINAL_BITS, revisionId } from './revisionId.ts'
