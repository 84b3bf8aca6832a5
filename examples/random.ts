/** A source of numbers in [0, 1): the same ones for the same seed, on every machine. */
export type Random = () => number

/** The mulberry32 generator: 32 bits of state, good enough to make invented data look uneven. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** One of the items. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const [item] = items.slice(between(random, 0, items.length - 1))
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** `count` of the items, each once, in their own order; the first ones are drawn a little more often. */
export function sample<T>(random: Random, items: readonly T[], count: number): readonly T[] {
  if (count > items.length) throw new Error(`cannot draw ${count} of ${items.length}`)
  const drawn = new Set(
    items
      .map((item, i) => ({ item, luck: random() + (0.5 * i) / items.length }))
      .sort((a, b) => a.luck - b.luck)
      .slice(0, count)
      .map(({ item }) => item),
  )
  return items.filter((item) => drawn.has(item))
}
