import { KINDS, type Kind, kindOfDataset } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import {
  datasetHashes,
  findIdempotent,
  type Hashes,
  publicationDate,
  publishVersion,
  type Reading,
  type Scope,
} from '../events/index.ts'
import {
  columnsEverHad,
  type DatasetNow,
  datasetNow,
  type VersionRow,
  versionAt,
  versionInForce,
} from '../history/index.ts'
import type { Comparison } from './compare.ts'
import { compareFile, isReadAs } from './compareFile.ts'
import { type FileReport, fileReport } from './fileReport.ts'
import { columnsFound } from './recognise.ts'
import { createReporter, type Reporter, type Total } from './report.ts'
import { NO_ROWS, type RowCounts } from './rowCounts.ts'
import type { Source } from './source.ts'
import { type Understanding, understand } from './understand.ts'

/** A file to publish, and how. */
export interface Deposit {
  readonly source: Source
  /** `{siren}/{slug}` of a declared dataset. */
  readonly dataset: string
  /** Opaque id of the token that asks. */
  readonly token: string
  readonly scope?: Scope
  readonly publishedAt?: Date
  readonly note?: string
  /** Reads every line again, even those that the version in force has. The result is the same. */
  readonly everyLine?: boolean
  /** Reads, checks and compares; writes nothing. */
  readonly dryRun?: boolean
  /** Number of the version that must be in force, 0 for none. */
  readonly expectedVersion?: number
  readonly idempotencyKey?: string
}

/** What a file would change. */
export interface Preview {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly unchanged: number
}

/** What became of a deposit. Each is expected; anything else is an error. */
export type Outcome =
  | {
      readonly outcome: 'published'
      readonly version: VersionRow
      readonly file: FileReport | undefined
    }
  | { readonly outcome: 'dry-run'; readonly preview: Preview; readonly file: FileReport }
  | { readonly outcome: 'unchanged'; readonly version: VersionRow }
  | { readonly outcome: 'refused'; readonly file: FileReport }
  | { readonly outcome: 'conflict'; readonly current: number }

/** A base that moved during the reading is compared again, so many times. */
const ATTEMPTS = 3

/**
 * Publishes a file as the next version of its dataset, or says why not. Reading, checking and comparing hold
 * no lock; the result is recorded only if the dataset is still what it was compared with.
 *
 * @throws MillesimeError `DATASET_UNKNOWN`, `PUBLICATION_DATE_INVALID`, `IDEMPOTENCY_CONFLICT`
 */
export async function publish(
  db: Db,
  deposit: Deposit,
  kinds: readonly Kind[] = KINDS,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const dataset = await datasetNow(db, deposit.dataset)
    try {
      return await publishOn(db, deposit, dataset, kindOfDataset(dataset, kinds))
    } catch (error) {
      const moved = error instanceof MillesimeError && error.code === 'STREAM_VERSION_CONFLICT'
      if (!moved) throw error
      if (deposit.expectedVersion !== undefined || attempt === ATTEMPTS) {
        return { outcome: 'conflict', current: (await datasetNow(db, deposit.dataset)).version }
      }
    }
  }
}

async function publishOn(
  db: Db,
  deposit: Deposit,
  dataset: DatasetNow,
  kind: Kind,
): Promise<Outcome> {
  const reporter = createReporter()
  const declared = dataset.declared ?? undefined
  const understanding = await understand(deposit.source, reporter, [kind], declared)
  try {
    return await publishUnderstood(db, deposit, { dataset, kind, reporter }, understanding)
  } finally {
    await understanding.close()
  }
}

interface Publication {
  readonly dataset: DatasetNow
  readonly kind: Kind
  readonly reporter: Reporter
}

async function publishUnderstood(
  db: Db,
  deposit: Deposit,
  { dataset, kind, reporter }: Publication,
  { sha256, understood }: Understanding,
): Promise<Outcome> {
  const reading = understood?.reading
  const hashes = await datasetHashes(db, dataset.id)
  const idempotency = idempotencyOf(deposit, sha256, hashes)
  const before = idempotency && (await findIdempotent(db, deposit.token, idempotency))
  if (before !== undefined) return await alreadyPublished(db, before)
  if (deposit.expectedVersion !== undefined && deposit.expectedVersion !== dataset.version) {
    return { outcome: 'conflict', current: dataset.version }
  }
  const inForce = await versionInForce(db, dataset.id)
  const scope = deposit.scope ?? 'complet'
  if (inForce && isSame(inForce, sha256, scope, reading)) {
    return { outcome: 'unchanged', version: inForce }
  }
  // A trial says it too, and nobody waits for a long reading to be told.
  if (deposit.publishedAt) publicationDate(deposit.publishedAt, inForce?.publishedAt, new Date())
  const reportOf = (counts: RowCounts, total?: Total) =>
    fileReport({ kind, reading }, reporter, counts, total)
  if (understood === undefined) return { outcome: 'refused', file: reportOf(NO_ROWS) }
  const { recognition } = understood
  const columns = columnsFound(recognition)
  const newColumns = await columnsNeverHad(db, dataset, columns)
  const isFirst = dataset.version === 0
  const base = { kind, datasetId: dataset.id, hashes, scope, newColumns, isFirst }
  const { comparison, counts, total } = await compareFile(db, base, {
    understood,
    bytes: deposit.source.bytes,
    ...(inForce && !deposit.everyLine ? { inForce } : {}),
    // The first event of a stream is the declaration.
    events: dataset.streamVersion - 1,
    reporter,
  })
  try {
    const file = reportOf(counts, total)
    if (reporter.isBlocked()) return { outcome: 'refused', file }
    if (deposit.dryRun) return { outcome: 'dry-run', preview: previewOf(comparison), file }
    const { source, token, publishedAt, note } = deposit
    const position = await publishVersion(db, {
      kind,
      datasetId: dataset.id,
      hashes,
      baseStreamVersion: dataset.streamVersion,
      token,
      scope,
      schema: recognition.schema,
      columns,
      rowsRead: file.counts.rowsRead,
      ...(publishedAt ? { publishedAt } : {}),
      changes: comparison.changes(),
      changeCount: comparison.added + comparison.removed + comparison.changed,
      original: source.bytes(),
      fileSha256: sha256,
      ...(source.name === undefined ? {} : { fileName: source.name }),
      ...(note === undefined ? {} : { note }),
      reading: understood.reading,
      report: file.report,
      examples: file.examples,
      ...(idempotency ? { idempotency } : {}),
    })
    return { outcome: 'published', version: await versionAt(db, position), file }
  } finally {
    comparison.close()
  }
}

function previewOf({ added, removed, changed, unchanged }: Comparison): Preview {
  return { added, removed, changed, unchanged }
}

/** Same bytes, scope, columns, schema and harmoniser as the version in force (HISTORY §3). */
function isSame(
  inForce: VersionRow,
  fileSha256: Buffer,
  scope: Scope,
  reading: Reading | undefined,
): boolean {
  return (
    inForce.fileSha256.equals(fileSha256) && inForce.scope === scope && isReadAs(inForce, reading)
  )
}

/** A request is its bytes and every option that decides what it writes. */
function idempotencyOf(deposit: Deposit, fileSha256: Buffer, { ofRequest }: Hashes) {
  const { idempotencyKey, dataset, scope = 'complet', publishedAt, note, dryRun, source } = deposit
  if (idempotencyKey === undefined || dryRun) return undefined
  const at = publishedAt?.toISOString() ?? null
  // Keys of requests that name no sheet are those of before there were any.
  const sheet = source.sheet === undefined ? [] : [source.sheet]
  const request = [fileSha256.toString('hex'), dataset, scope, at, note ?? null, ...sheet]
  return { key: idempotencyKey, requestHash: ofRequest(request) }
}

async function alreadyPublished(db: Db, position: number): Promise<Outcome> {
  return { outcome: 'published', version: await versionAt(db, position), file: undefined }
}

/** Columns that no earlier version of the dataset had; none for a first version. */
async function columnsNeverHad(
  db: Db,
  dataset: DatasetNow,
  columns: readonly string[],
): Promise<ReadonlySet<string>> {
  if (dataset.version === 0) return new Set()
  const had = await columnsEverHad(db, dataset.id)
  return new Set(columns.filter((name) => !had.has(name)))
}
