import { columnAt, type Kind } from './defineKind.ts'

/** The published name of one of a kind's columns; ours when it is derived or the kind is unknown. */
export function publishedName(
  kind: Kind | undefined,
  column: string | null | undefined,
): string | null {
  if (column == null || kind === undefined) return column ?? null
  const path = column.split('.')
  const names = path.map(
    (_, i) => columnAt(kind.columns, path.slice(0, i + 1).join('.'))?.published,
  )
  if (names.every((name) => name !== undefined)) return names.join('.')
  return kind.upcasts?.[column]?.facts.published ?? column
}
