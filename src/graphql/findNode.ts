import { type Kind, kindOfDataset } from '../datasets/index.ts'
import type { DatasetRow, RecordRow, State, VersionRow } from '../history/index.ts'
import type { Context } from './context.ts'
import { readGlobalId } from './globalIds.ts'

export type AnyNode = RecordRow | DatasetRow | VersionRow

/** GraphQL type of an object that has an id. */
export function nodeTypeName(node: AnyNode): string {
  if ('values' in node) return node.kind.typeName
  return 'slug' in node ? 'Dataset' : 'Version'
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
    if (type === 'Version') {
      const key = { datasetId: Number(first), number: Number(second) }
      return await loaders.version.load({ state, key })
    }
    const declared = kinds.find(({ typeName }) => typeName === type)
    if (declared === undefined) return undefined
    // The columns of a libre dataset are its own.
    const dataset = await loaders.dataset.load({ state, key: Number(first) })
    if (dataset?.kind !== declared.name) return undefined
    const kind = kindOfDataset(dataset, kinds)
    const key = { datasetId: Number(first), id: BigInt(second) }
    return await loaders.revision(kind).load({ state, key })
  }
}
