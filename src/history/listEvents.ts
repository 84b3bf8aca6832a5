import type { Db } from '../db/index.ts'

/** One event of the log, without what people typed. */
export interface EventRow {
  readonly position: number
  readonly type: string
  readonly recordedAt: Date
  readonly datasetId: number
  readonly path: string
  /** Number of the version it published, if it did. */
  readonly version: number | null
  readonly leafHash: Buffer
}

/** Events after a position, oldest first; of one dataset when it is given. */
export async function listEvents(
  db: Db,
  {
    after,
    size,
    datasetId,
  }: { readonly after: number; readonly size: number; readonly datasetId?: number },
): Promise<readonly EventRow[]> {
  const rows = await db
    .selectFrom('public.event as event')
    .innerJoin('dataset', 'dataset.id', 'event.dataset_id')
    .leftJoin('version', 'version.position', 'event.position')
    .select([
      'event.position',
      'event.type',
      'event.recorded_at as recordedAt',
      'event.dataset_id as datasetId',
      'dataset.siren',
      'dataset.slug',
      'version.number as version',
      'event.leaf_hash as leafHash',
    ])
    .where('event.position', '>', after)
    .$if(datasetId !== undefined, (query) => query.where('event.dataset_id', '=', datasetId ?? 0))
    .orderBy('event.position')
    .limit(size)
    .execute()
  return rows.map(({ siren, slug, ...row }) => ({ ...row, path: `${siren}/${slug}` }))
}
