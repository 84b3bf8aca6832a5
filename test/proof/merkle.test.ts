import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { leafHash, merkleTree, nodeHash } from '../../src/proof/index.ts'
import { sharedFolder, testShared } from '../shared.ts'

const vectors = join(sharedFolder ?? '', 'vectors/merkle')

/** The tree that the vectors of transparency-dev/merkle are about; RFC 6962 reference leaves. */
const REFERENCE = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => Buffer.from(leaf, 'hex'))

interface InclusionVector {
  readonly leafIdx: number
  readonly treeSize: number
  readonly root: string
  readonly leafHash: string
  readonly proof: readonly string[] | null
}

interface ConsistencyVector {
  readonly size1: number
  readonly size2: number
  readonly root1: string
  readonly root2: string
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

/** MTH of RFC 6962 §2.1, word for word. */
function definition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return sha256(Buffer.from([0x00]), only)
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.from([0x01]), definition(leaves.slice(0, k)), definition(leaves.slice(k)))
}

/** Root that an audit path leads to (RFC 9162 §2.1.3.2), or undefined where the path does not fit. */
function rootOf(leaf: Buffer, index: number, size: number, path: readonly Buffer[]) {
  let [fn, sn, node] = [index, size - 1, leaf]
  if (fn > sn) return undefined
  for (const sibling of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      node = nodeHash(sibling, node)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else {
      node = nodeHash(node, sibling)
    }
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return sn === 0 ? node : undefined
}

function read<V>(pattern: string): readonly (V & { readonly name: string })[] {
  if (sharedFolder === undefined) return []
  return globSync(pattern, { cwd: vectors }).map((name) => ({
    name,
    ...JSON.parse(readFileSync(join(vectors, name), 'utf8')),
  }))
}

function treeOf(leaves: readonly Buffer[]): Buffer {
  const tree = merkleTree()
  for (const leaf of leaves) tree.append(leaf)
  return tree.root()
}

describe('merkleTree', () => {
  test('has at every size from 0 to 70 the root that RFC 6962 defines', () => {
    const leaves = Array.from({ length: 70 }, (_, i) => Buffer.from(`leaf ${i}`))
    const tree = merkleTree()
    expect(tree.root()).toEqual(definition([]))
    for (const [i, leaf] of leaves.entries()) {
      tree.append(leaf)
      expect(tree.root(), `size ${i + 1}`).toEqual(definition(leaves.slice(0, i + 1)))
    }
  })

  test('has the published root of the empty tree', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    expect(merkleTree().root().toString('hex')).toBe(empty)
  })

  test('tells a leaf from a node of the same bytes', () => {
    const [a, b] = [Buffer.from('a'), Buffer.from('b')]
    const forged = Buffer.concat([leafHash(a), leafHash(b)])
    expect(treeOf([a, b])).not.toEqual(treeOf([forged]))
  })

  testShared('has the roots of the published tree of eight leaves, at every size', async () => {
    const roots = new Map<number, Set<string>>()
    for (const each of read<ConsistencyVector>('consistency/*/happy-path.json')) {
      roots.set(each.size1, (roots.get(each.size1) ?? new Set()).add(each.root1))
      roots.set(each.size2, (roots.get(each.size2) ?? new Set()).add(each.root2))
    }
    expect(roots.size).toBeGreaterThanOrEqual(4)
    for (const [size, published] of roots) {
      expect([treeOf(REFERENCE.slice(0, size)).toString('base64')], `size ${size}`).toEqual([
        ...published,
      ])
    }
  })
})

describe('leafHash and nodeHash', () => {
  testShared('lead from a published leaf by its audit path to the published root', async () => {
    const happy = read<InclusionVector>('inclusion/*/happy-path.json')
    expect(happy.length).toBeGreaterThanOrEqual(4)
    for (const { name, leafIdx, treeSize, root, proof, ...vector } of happy) {
      const leaf = leafHash(REFERENCE[leafIdx] ?? Buffer.alloc(0))
      expect(leaf.toString('base64'), name).toBe(vector.leafHash)
      const path = (proof ?? []).map((hash) => Buffer.from(hash, 'base64'))
      expect(rootOf(leaf, leafIdx, treeSize, path)?.toString('base64'), name).toBe(root)
    }
  })
})
