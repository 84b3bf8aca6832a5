// Every read: states, records as of a state, their lives, differences. Knows nothing of how facts are written.
export type { Db } from '../db/index.ts'
export {
  type Aggregates,
  aggregateRecords,
  type MeasureBounds,
  type MeasureSum,
} from './aggregate.ts'
export { type CollectiviteCode, collectivitesBy } from './collectivites.ts'
export {
  countDatasets,
  type DatasetNow,
  type DatasetRow,
  datasetByPath,
  datasetNow,
  datasetsById,
  datasetsBySiren,
  listDatasets,
  type PublisherRow,
  publishersBySiren,
} from './datasets.ts'
export {
  type ChangeKind,
  type ChangeRow,
  comparable,
  countChanges,
  type DiffQuery,
  type DiffSummary,
  diffSummary,
  listChanges,
  type TotalChange,
} from './diff.ts'
export { EVERYTHING, type Filter, type Operator } from './filters.ts'
export {
  cellsInForce,
  formerRecords,
  type KeyAndRank,
  recordsInForce,
  recordsOfKeys,
} from './inForce.ts'
export { linkedRecords } from './linkedRecords.ts'
export { type EventRow, listEvents } from './listEvents.ts'
export {
  type Anchor,
  countRecords,
  listRecords,
  listRecordsNow,
  type Order,
  type Page,
} from './listRecords.ts'
export { type NameSeen, namesSeen } from './namesSeen.ts'
export { type RecordRow, storedCells } from './recordRow.ts'
export { recordHistories, revisionsById } from './revisions.ts'
export {
  type AsOf,
  afterVersion,
  type Head,
  readHead,
  resolveState,
  type State,
  stateKey,
  stateOfHead,
  stateWithin,
  tickOf,
} from './state.ts'
export { sumRecords } from './totals.ts'
export {
  columnsEverHad,
  countVersions,
  type QuotedValue,
  reportExamples,
  type VersionRow,
  versionAt,
  versionInForce,
  versionsByNumber,
  versionsByTick,
  versionsOfDatasets,
} from './versions.ts'
export { copyRecords, isCopied, readRecords } from './wholeState.ts'
