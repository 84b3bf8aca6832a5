import { createMessage, hashBytes, sha256 } from './digest.ts'

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

/** Hash of one leaf of a Merkle tree: SHA-256(0x00 ‖ bytes). @source RFC 6962 §2.1 */
export function leafHash(bytes: Buffer): Buffer {
  return sha256(LEAF, bytes)
}

/** Hash of two children: SHA-256(0x01 ‖ left ‖ right). @source RFC 6962 §2.1 */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sha256(NODE, left, right)
}

/** A Merkle tree that grows by its right end and keeps only what its root needs: O(log n) hashes. */
export interface MerkleTree {
  readonly append: (leaf: Buffer) => void
  /** Root over what was appended so far; SHA-256 of nothing when empty. */
  readonly root: () => Buffer
}

const message = createMessage()

/** An empty tree of RFC 6962. Leaves are given by their bytes and hashed here. */
export function merkleTree(): MerkleTree {
  // Roots of the complete subtrees so far, largest first, one for each bit of `size`. One character a byte.
  const roots: string[] = []
  let size = 0
  const above = (left: string, right: string) => message.bytes(NODE).hash(left).hash(right).sha256()
  return {
    append(leaf) {
      let node = message.bytes(LEAF).bytes(leaf).sha256()
      for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
        node = above(roots.pop() ?? node, node)
      }
      roots.push(node)
      size += 1
    },
    root() {
      const [last, ...rest] = roots.toReversed()
      if (last === undefined) return sha256()
      return hashBytes(rest.reduce((right, left) => above(left, right), last))
    },
  }
}
