/** Runs works, so many at a time at most: the others wait for their turn, in the order they came. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

/** A gate that nothing has passed yet. */
export function createGate(places: number): Gate {
  const waiting: (() => void)[] = []
  let free = places
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place goes to the next one without being free in between.
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
