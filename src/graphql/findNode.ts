import type { Kind } from '../datasets/index.ts'
import type { CollectiviteRow, DatasetRow, RecordRow, State, VersionRow } from '../history/index.ts'
import type { Context } from './context.ts'
import { readGlobalId } from './globalIds.ts'

export type AnyNode = RecordRow | DatasetRow | VersionRow | CollectiviteRow

/** GraphQL type of an object that has an id. */
export function nodeTypeName(node: AnyNode): string {
  if ('values' in node) return node.kind.typeName
  if ('slug' in node) return 'Dataset'
  return 'number' in node ? 'Version' : 'Collectivite'
}

/**
 * The object of a global id, as a state shows it; null when the state does not know it.
 *
 * @throws MillesimeError `ID_INVALID`
 */
export async function findNode(
  { loaders }: Context,
  kinds: readonly Kind[],
  state: State,
  id: string,
): Promise<AnyNode | null> {
  const { type, parts } = readGlobalId(id)
  return (await load()) ?? null

  async function load(): Promise<AnyNode | undefined> {
    const [first = '', second = ''] = parts
    if (type === 'Dataset') return await loaders.dataset.load({ state, key: Number(first) })
    if (type === 'Collectivite')
      return await loaders.collectiviteBySiren.load({ state, key: first })
    if (type === 'Version') {
      const key = { datasetId: Number(first), number: Number(second) }
      return await loaders.version.load({ state, key })
    }
    const kind = kinds.find(({ typeName }) => typeName === type)
    if (kind === undefined) return undefined
    const key = { datasetId: Number(first), id: BigInt(second) }
    return await loaders.revision(kind).load({ state, key })
  }
}
