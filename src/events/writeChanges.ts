import { setImmediate as nextTurn } from 'node:timers/promises'
import { revisionId, type Tx } from '../db/index.ts'
import { canonicalMembers, changeCommitment, merkleTree } from '../proof/index.ts'
import { applyChanges, type Target } from './applyChanges.ts'
import { CHUNK_CHANGES, lineWith, writeChangeChunk } from './changeSet.ts'
import type { DraftChange, HashedChange, Stream } from './types.ts'
import { writeTotal } from './writeTotal.ts'

/** Number of changes of each sort. */
export type Counts = Readonly<Record<'added' | 'removed' | 'changed', number>>

/** Changes prepared in one turn: the database and others in this process are heard between two. */
const TURN = 25

/**
 * Writes the changes of an event at its tick: the chunks of its change set, the rows of its kind and what they add
 * up to. A chunk is prepared while the one before is written.
 *
 * @param personal columns whose cells are committed apart
 * @returns how many there are, and the RFC 6962 root over their commitments
 */
export async function writeChanges(
  tx: Tx,
  target: Target,
  stream: Stream,
  { changes, personal }: { changes: AsyncIterable<DraftChange>; personal: readonly string[] },
  { tick, seed }: { readonly tick: bigint; readonly seed: Buffer },
): Promise<{ readonly counts: Counts; readonly root: Buffer }> {
  const tree = merkleTree()
  const counts = { added: 0, removed: 0, changed: 0 }
  let n = 0
  let chunk = 0
  let held: HashedChange[] = []
  let lines: string[] = []
  let writing: Promise<void> = Promise.resolve()
  const write = async (at: number, first: number, some: HashedChange[], text: string[]) => {
    const chunk = writeChangeChunk(tx, stream, at, text)
    const rows = applyChanges(tx, target, tick, first, some)
    // Both end before anything else is asked of the transaction.
    for (const one of await Promise.allSettled([rows, chunk])) {
      if (one.status === 'rejected') throw one.reason
    }
  }
  const flush = async () => {
    await writing
    writing = write(chunk, n - held.length, held, lines)
    // Heard at the next chunk or at the end.
    writing.catch(() => {})
    chunk += 1
    held = []
    lines = []
  }
  try {
    for await (const draft of changes) {
      const change = { ...draft, recordId: draft.recordId ?? revisionId(tick, n) }
      const members = canonicalMembers(change.cells)
      tree.append(changeCommitment(seed, n, change, personal, members))
      lines.push(lineWith(change, members))
      held.push({ ...change, contentHash: target.hashes.ofMembers(members) })
      counts[change.op] += 1
      n += 1
      if (held.length === CHUNK_CHANGES) await flush()
      else if (n % TURN === 0) await nextTurn()
    }
    if (held.length > 0) await flush()
  } finally {
    // Nothing is written once the transaction is undone.
    await writing.catch(() => {})
  }
  await writing
  if (n > 0) await writeTotal(tx, target, tick)
  return { counts, root: tree.root() }
}
