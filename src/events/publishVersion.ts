import { randomBytes } from 'node:crypto'
import { KEY_ALGORITHM, type Kind, type SchemaVersion } from '../datasets/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { analyzeTables } from './analyzeTables.ts'
import { appendEvent, lockDataset, reserveTick, takeReservedSlot, takeSlot } from './append.ts'
import type { Hashes } from './hashes.ts'
import { findIdempotent, type IdempotentRequest, rememberIdempotent } from './idempotency.ts'
import { canonicalBytes, envelope, fileCommitmentHex, HARMONISER } from './leaf.ts'
import { writeOriginal } from './originals.ts'
import { publicationDate } from './publicationDate.ts'
import type {
  DraftChange,
  Reading,
  Report,
  ReportExample,
  Scope,
  Stream,
  VersionDetail,
} from './types.ts'
import { writeChanges } from './writeChanges.ts'

/** A version that was read, checked and compared, ready for the log. */
export interface VersionDraft {
  readonly kind: Kind
  readonly datasetId: number
  readonly hashes: Hashes
  /** Stream version that the changes were compared with. */
  readonly baseStreamVersion: number
  readonly token: string
  readonly scope: Scope
  readonly schema: SchemaVersion
  /** Columns of the kind that the file had, in its order. */
  readonly columns: readonly string[]
  readonly rowsRead: number
  /** When the publisher put it online; now unless told. */
  readonly publishedAt?: Date
  readonly changes: AsyncIterable<DraftChange>
  /** How many there are. */
  readonly changeCount: number
  readonly original: AsyncIterable<Uint8Array>
  readonly fileSha256: Buffer
  readonly fileName?: string
  readonly note?: string
  readonly reading: Reading
  readonly report: Report
  readonly examples: readonly ReportExample[]
  readonly idempotency?: IdempotentRequest
}

/** Changes that are written while the head is held: the others wait some tenths of a second. */
const FEW = 1_000

/** Changes that wait for the load which is ahead of the log rather than hold the head, and that the planner is told of. */
const MANY = 50_000

/**
 * Records a version: original, change set, records, event and read tables in one transaction.
 *
 * The order matters: what belongs to the dataset alone is written under its own lock, and the head of the
 * log, which everybody shares, is taken after that. Many changes are written at a tick reserved ahead (HISTORY §2):
 * others publish meanwhile, and the head is taken at the end.
 *
 * @returns the position of the event: this one's, or that of the same request recorded before
 * @throws MillesimeError `STREAM_VERSION_CONFLICT` when the dataset moved since the comparison,
 *   `PUBLICATION_DATE_INVALID`, `IDEMPOTENCY_CONFLICT`, `FILE_CHANGED`
 */
export async function publishVersion(db: Db, draft: VersionDraft): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    await lockDataset(tx, draft.datasetId)
    const before = draft.idempotency && (await findIdempotent(tx, draft.token, draft.idempotency))
    if (before !== undefined) return before
    const base = await baseOf(tx, draft)
    const stream = { datasetId: draft.datasetId, streamVersion: draft.baseStreamVersion + 1 }
    await writeOriginal(tx, stream, draft.original, draft.fileSha256)
    await writeExamples(tx, stream, draft.examples)

    const { changes, changeCount } = draft
    const reserved = changeCount > FEW ? await reserveTick(tx, changeCount > MANY) : undefined
    const taken = reserved === undefined ? await takeSlot(tx) : undefined
    const seed = randomBytes(32)
    const personal = personalColumns(draft.kind)
    const place = { tick: taken?.tick ?? reserved ?? 0n, seed }
    const { counts, root } = await writeChanges(tx, draft, stream, { changes, personal }, place)
    const isNew = base.number === 0
    if (changeCount > (isNew ? FEW : MANY)) await analyzeTables(tx, [draft.kind])
    const slot = taken ?? (await takeReservedSlot(tx, place.tick))
    const detail = canonicalBytes(versionDetail(draft))
    const leaf = {
      ...envelope(slot, stream, draft.token, seed, detail),
      type: 'VersionPublished' as const,
      number: base.number + 1,
      publishedAt: publicationDate(
        draft.publishedAt,
        base.publishedAt,
        slot.recordedAt,
      ).toISOString(),
      scope: draft.scope,
      schema: {
        name: draft.schema.name,
        version: draft.schema.version,
        sha256: draft.schema.sha256,
      },
      algorithms: { harmoniser: HARMONISER, key: KEY_ALGORITHM },
      personal,
      columns: draft.columns,
      file: fileCommitmentHex(seed, draft.fileSha256),
      changes: root.toString('hex'),
      counts: {
        rowsRead: draft.rowsRead,
        records: base.records + counts.added - counts.removed,
        ...counts,
      },
    }
    await appendEvent(tx, slot, leaf, detail, seed)
    if (draft.idempotency) await rememberIdempotent(tx, draft.token, draft.idempotency, slot)
    return slot.position
  })
}

/** Columns of a kind whose cells are committed apart, in the kind's order. */
function personalColumns(kind: Kind): readonly string[] {
  return Object.entries(kind.columns).flatMap(([name, { personal }]) =>
    personal === 'possible' ? [name] : [],
  )
}

/** What the change set adds to: the version in force. */
async function baseOf(
  tx: Tx,
  draft: VersionDraft,
): Promise<{ number: number; records: number; publishedAt: Date | undefined }> {
  const row = await tx
    .selectFrom('dataset')
    .leftJoin('version', (join) =>
      join
        .onRef('version.dataset_id', '=', 'dataset.id')
        .onRef('version.number', '=', 'dataset.version'),
    )
    .select([
      'dataset.stream_version',
      'dataset.version as number',
      'version.record_count as records',
      'version.published_at as publishedAt',
    ])
    .where('dataset.id', '=', draft.datasetId)
    .executeTakeFirstOrThrow()
  if (row.stream_version !== draft.baseStreamVersion) {
    throw new MillesimeError('STREAM_VERSION_CONFLICT', undefined, { version: row.number })
  }
  return {
    number: row.number,
    records: row.records ?? 0,
    publishedAt: row.publishedAt ?? undefined,
  }
}

async function writeExamples(
  tx: Tx,
  stream: Stream,
  examples: readonly ReportExample[],
): Promise<void> {
  if (examples.length === 0) return
  const rows = examples.map(({ code, column, line, value, repaired }, ordinal) => ({
    dataset_id: stream.datasetId,
    stream_version: stream.streamVersion,
    ordinal,
    code,
    column_name: column,
    line,
    value,
    repaired,
  }))
  await tx.insertInto('public.report_example').values(rows).execute()
}

function versionDetail(draft: VersionDraft): VersionDetail {
  const { fileName, note, fileSha256, reading, report } = draft
  return {
    ...(fileName === undefined ? {} : { fileName }),
    ...(note === undefined ? {} : { note }),
    fileSha256: fileSha256.toString('hex'),
    reading,
    report,
  }
}
