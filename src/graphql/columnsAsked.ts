import {
  type FieldNode,
  type GraphQLResolveInfo,
  isObjectType,
  Kind as Node,
  type SelectionNode,
} from 'graphql'
import type { Kind } from '../datasets/index.ts'

/** The columns that a field of a record reads of its row; undefined when it may read any. */
type Reads = (kind: Kind) => readonly string[] | undefined

/** What a field of a record says of itself. One that says nothing may read any column. */
export function reading(reads: Reads): { readonly reads: Reads } {
  return { reads }
}

const known = new WeakMap<FieldNode, readonly string[] | undefined>()

/**
 * The columns that a list of records must read to answer what is asked of it; undefined for all. Directives and the
 * types of fragments are not looked at: it may be more than is needed, never less.
 */
export function columnsAsked(kind: Kind, info: GraphQLResolveInfo): readonly string[] | undefined {
  const [field, ...others] = info.fieldNodes
  // Asked in several places, which depend on variables.
  if (field === undefined || others.length > 0 || kind.storage === 'json') return undefined
  // Documents are parsed once: so are their fields looked at, and the same list is the same object.
  if (!known.has(field)) known.set(field, readColumns(kind, info, field))
  return known.get(field)
}

function readColumns(
  kind: Kind,
  { schema, fragments }: GraphQLResolveInfo,
  list: FieldNode,
): readonly string[] | undefined {
  const type = schema.getType(kind.typeName)
  if (!isObjectType(type)) return undefined
  const nodes = within(list).flatMap((field) =>
    field.name.value === 'edges' ? within(field).filter(isNode) : isNode(field) ? field : [],
  )
  const columns = new Set<string>()
  for (const { name } of nodes.flatMap(within)) {
    if (name.value === '__typename') continue
    // Written by `reading`.
    const reads = type.getFields()[name.value]?.extensions['reads'] as Reads | undefined
    const read = reads?.(kind)
    if (read === undefined) return undefined
    for (const column of read) columns.add(column)
  }
  return [...columns].sort()

  function within({ selectionSet }: FieldNode): readonly FieldNode[] {
    return selectionSet?.selections.flatMap(fieldsOf) ?? []
  }

  function fieldsOf(selection: SelectionNode): readonly FieldNode[] {
    if (selection.kind === Node.FIELD) return [selection]
    const fragment =
      selection.kind === Node.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
    return fragment?.selectionSet.selections.flatMap(fieldsOf) ?? []
  }
}

function isNode({ name }: FieldNode): boolean {
  return name.value === 'node' || name.value === 'nodes'
}
