import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { DeclaredLeaf, Leaf, PublishedLeaf } from './leaf.ts'
import type { Declaration, DeclaredColumns, Slot, VersionDetail } from './types.ts'

/**
 * Derives the read tables of datasets and versions from one event. The same at the append and at a replay,
 * so it reads nothing but the event and what was derived before it.
 */
export async function project(tx: Tx, slot: Slot, leaf: Leaf, detail: Buffer): Promise<void> {
  // Written by us, as RFC 8785 bytes of these shapes, and committed in the leaf.
  const parsed: unknown = JSON.parse(detail.toString())
  switch (leaf.type) {
    case 'DatasetDeclared':
      return await projectDeclared(tx, leaf, parsed as Declaration)
    case 'VersionPublished':
      return await projectPublished(tx, slot, leaf, parsed as VersionDetail)
  }
}

async function projectDeclared(tx: Tx, leaf: DeclaredLeaf, declared: Declaration): Promise<void> {
  const { siren, slug, kind, title, licence, contact, nom, insee, tableSchema } = declared
  const { mapping = {}, constants = {} } = declared
  const columns: DeclaredColumns = { mapping, constants }
  const declaresColumns = declared.mapping !== undefined || declared.constants !== undefined
  await tx
    .insertInto('dataset')
    .values({
      id: leaf.stream,
      siren,
      slug,
      kind,
      title,
      licence,
      contact: contact ?? null,
      table_schema: tableSchema ?? null,
      mapping: declaresColumns ? columns : null,
      position: leaf.position,
      stream_version: leaf.streamVersion,
      version: 0,
    })
    .execute()
  await tx
    .insertInto('publisher')
    .values({ siren, position: leaf.position, nom, insee: insee ?? null })
    .execute()
}

async function projectPublished(
  tx: Tx,
  slot: Slot,
  leaf: PublishedLeaf,
  detail: VersionDetail,
): Promise<void> {
  await tx
    .insertInto('version')
    .values({
      dataset_id: leaf.stream,
      number: leaf.number,
      position: slot.position,
      tick: slot.tick,
      recorded_at: slot.recordedAt,
      published_at: new Date(leaf.publishedAt),
      scope: leaf.scope,
      rows_read: leaf.counts.rowsRead,
      record_count: leaf.counts.records,
      added: leaf.counts.added,
      removed: leaf.counts.removed,
      changed: leaf.counts.changed,
      schema_version: leaf.schema.version,
      harmoniser: leaf.algorithms.harmoniser,
      columns: [...leaf.columns],
      file_sha256: Buffer.from(detail.fileSha256, 'hex'),
      reading: detail.reading,
      report: detail.report,
      note: detail.note ?? null,
    })
    .execute()
  const { kind } = await tx
    .updateTable('dataset')
    .set({ stream_version: leaf.streamVersion, version: leaf.number })
    .where('id', '=', leaf.stream)
    .returning('kind')
    .executeTakeFirstOrThrow()
  const { added, removed, changed } = leaf.counts
  if (added + removed + changed > 0) await moveKindHead(tx, kind, slot.tick)
}

/** The last tick that wrote rows of a kind: « now » is checked against it. */
async function moveKindHead(tx: Tx, kind: string, tick: bigint): Promise<void> {
  await sql`insert into kind_head (kind, tick) values (${kind}, ${tick})
    on conflict (kind) do update set tick = greatest(kind_head.tick, excluded.tick)`.execute(tx)
}
