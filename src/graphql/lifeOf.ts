import { publicName, sameCell } from '../datasets/index.ts'
import type { RecordRow } from '../history/index.ts'
import type { FieldChange, RevisionNode } from './types/refs.ts'

/** The steps of a record's life, from its revisions, oldest first. */
export function lifeOf(revisions: readonly RecordRow[]): readonly RevisionNode[] {
  return revisions.flatMap((row, i): readonly RevisionNode[] => {
    const earlier = revisions[i - 1]
    const next = revisions[i + 1]
    // Two revisions that touch are one life that changed; a gap is an absence.
    const follows = earlier !== undefined && earlier.toTick === row.fromTick
    const begins = {
      kind: follows ? ('changed' as const) : ('added' as const),
      tick: row.fromTick,
      record: row,
      fields: fieldChanges(follows ? earlier : undefined, row),
      of: row,
    }
    if (row.toTick === null || next?.fromTick === row.toTick) return [begins]
    const ends = {
      kind: 'removed' as const,
      tick: row.toTick,
      record: undefined,
      fields: fieldChanges(row, undefined),
      of: row,
    }
    return [begins, ends]
  })
}

/** The stored cells that differ between two values of a record; all of them when there is only one. */
export function fieldChanges(
  before: RecordRow | undefined,
  after: RecordRow | undefined,
): readonly FieldChange[] {
  const kind = (after ?? before)?.kind
  if (kind === undefined) return []
  return Object.entries(kind.columns).flatMap(([field, { published }]) => {
    const [a, b] = [before?.values[field] ?? null, after?.values[field] ?? null]
    if (sameCell(a, b)) return []
    return [{ field: publicName(kind, field), column: published, before: a, after: b }]
  })
}
