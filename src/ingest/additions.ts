/** Bytes of a key's hash. */
const KEY_BYTES = 16

/** Rows that no record in force can be, reduced to what is left to say of them: some bytes a row. */
export interface Additions {
  readonly add: (index: number, key: Buffer) => void
  readonly count: () => number
  /** In the order they came: the index of each row and its key. */
  readonly entries: () => Iterable<{ readonly index: number; readonly key: Buffer }>
  /** Groups of rows that have one key, by their indexes; rows alone with their key are in none. */
  readonly repeated: () => readonly { readonly key: Buffer; readonly indexes: readonly number[] }[]
}

/** No additions yet. Keys go to one growing buffer: a first load is all additions. */
export function createAdditions(): Additions {
  const indexes: number[] = []
  let keys = Buffer.alloc(KEY_BYTES * 1024)
  const keyAt = (at: number) => keys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES)
  // A key is a hash: its first six bytes, which a number holds, tell most keys apart.
  const startOf = (at: number) => keys.readUIntBE(at * KEY_BYTES, 6)
  return {
    add(index, key) {
      const at = indexes.length * KEY_BYTES
      if (at === keys.length) keys = Buffer.concat([keys, Buffer.alloc(keys.length)])
      key.copy(keys, at)
      indexes.push(index)
    },
    count: () => indexes.length,
    *entries() {
      for (const [at, index] of indexes.entries()) yield { index, key: keyAt(at) }
    },
    repeated() {
      const starts = Float64Array.from(indexes, (_, at) => startOf(at)).sort()
      const several = new Set(starts.filter((start, i) => start === starts[i + 1]))
      if (several.size === 0) return []
      const groups = new Map<string, { key: Buffer; indexes: number[] }>()
      for (const [at, index] of indexes.entries()) {
        if (!several.has(startOf(at))) continue
        const key = keyAt(at)
        const text = key.toString('latin1')
        const group = groups.get(text)
        if (group === undefined) groups.set(text, { key, indexes: [index] })
        else group.indexes.push(index)
      }
      return [...groups.values()].filter(({ indexes }) => indexes.length > 1)
    },
  }
}
