import { type Kind, kindOf } from '../src/datasets/index.ts'
import { type Head, readHead, resolveState, type State, stateOfHead } from '../src/history/index.ts'
import type { Base } from './bench.ts'

export const KIND: Kind = kindOf('subventions')

/** The state of a share of the history. */
export async function stateAt({ db }: Base, share: number): Promise<State> {
  const head = await readHead(db)
  return await resolveState(db, head, { position: Math.floor(head.position * share) })
}

/** The state in force, as a request resolves it. */
export async function stateNow({ db }: Base): Promise<State> {
  return stateOfHead(await readHead(db))
}

/** The state after a version of a dataset. */
export async function stateAfter(
  { db }: Base,
  head: Head,
  datasetId: number,
  version: number,
): Promise<State> {
  return await resolveState(db, head, { datasetId, version })
}
