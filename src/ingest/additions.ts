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
  const compare = (a: number, b: number) =>
    keys.compare(keys, b * KEY_BYTES, (b + 1) * KEY_BYTES, a * KEY_BYTES, (a + 1) * KEY_BYTES)
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
      const order = Uint32Array.from(indexes.keys()).sort((a, b) => compare(a, b) || a - b)
      const groups: { key: Buffer; indexes: number[] }[] = []
      let last: number | undefined
      let group: number[] | undefined
      for (const at of order) {
        const index = indexes[at] ?? 0
        if (last === undefined || compare(last, at) !== 0) {
          group = undefined
        } else if (group === undefined) {
          group = [indexes[last] ?? 0, index]
          groups.push({ key: keyAt(at), indexes: group })
        } else {
          group.push(index)
        }
        last = at
      }
      return groups
    },
  }
}
