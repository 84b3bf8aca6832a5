// What happened, appended once, and what derives from it. The only writer of the log and of the records.
export { declareDataset } from './declareDataset.ts'
export { datasetHashes, type Hashes, hashesWith } from './hashes.ts'
export { findIdempotent } from './idempotency.ts'
export { HARMONISER, type Leaf, type PublishedLeaf } from './leaf.ts'
export { readOriginal } from './originals.ts'
export { packOriginals } from './packOriginals.ts'
export { publicationDate } from './publicationDate.ts'
export { publishVersion, type VersionDraft } from './publishVersion.ts'
export { rebuild } from './rebuild.ts'
export type {
  Declaration,
  DeclaredColumns,
  DraftChange,
  Encoding,
  ProblemGroup,
  ReadColumn,
  ReadConstant,
  Reading,
  RepairGroup,
  Report,
  ReportExample,
  RowReport,
  Scope,
} from './types.ts'
