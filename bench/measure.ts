import type { Bench } from './bench.ts'

/** One thing measured several times, each time just after or before its reference. */
export interface Series {
  readonly label: string
  readonly unit: string
  readonly measured: readonly number[]
  /** As many as `measured`, of the same rounds; none where there is nothing to compare with. */
  readonly reference: readonly number[]
  /** In place of those of the measure. */
  readonly must?: number
  readonly goal?: number
  readonly note?: string
  /** A part of another series, which alone has targets. */
  readonly isPart?: boolean
}

/** A row of the targets, as data. `must` and `goal` are ratios to the reference, or values without one. */
export interface Measure {
  readonly name: string
  readonly title: string
  readonly reference: string
  /** Whether a high ratio is good (requests per second) or a low one (time). */
  readonly better: 'high' | 'low'
  readonly must?: number
  readonly goal?: number
  /** Whether `npm run bench -- quick` runs it. */
  readonly quick: boolean
  readonly run: (bench: Bench) => Promise<readonly Series[]>
}

/** A median with its bounds. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  const half = sorted.length / 2
  const median = sorted.length % 2 === 1 ? at(Math.floor(half)) : (at(half - 1) + at(half)) / 2
  return { median, min: at(0), max: at(sorted.length - 1) }
}

/** Each round has its own ratio: what slows the machine for a while slows both sides of it. */
export function ratiosOf({ measured, reference }: Series): readonly number[] {
  if (reference.length === 0) return measured
  return measured.map((value, round) => value / (reference[round] ?? Number.NaN))
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export type Work = () => Promise<unknown>

/**
 * Times several works side by side: each round runs all of them, starting from another one each time.
 * A first round is not counted.
 *
 * @param slices how often each runs in a round, in turn with the others: short works see the same machine
 */
export async function interleave<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, Work>>,
  slices = 1,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const values = await interleaveValues(
    rounds * slices,
    // The same names: Object.entries forgets them.
    Object.fromEntries(
      Object.entries<Work>(works).map(([name, work]) => [name, () => timed(work)]),
    ) as Record<Name, () => Promise<number>>,
  )
  const sums = Object.entries<readonly number[]>(values).map(([name, times]) => [
    name,
    Array.from({ length: rounds }, (_, round) =>
      times.slice(round * slices, (round + 1) * slices).reduce((sum, time) => sum + time, 0),
    ),
  ])
  // The same names again.
  return Object.fromEntries(sums) as Record<Name, readonly number[]>
}

/** The same, of works that measure themselves. */
export async function interleaveValues<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const all = Object.entries<() => Promise<number>>(works)
  const values: Record<string, number[]> = Object.fromEntries(all.map(([name]) => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    const first = (round + 1) % all.length
    for (const [name, work] of [...all.slice(first), ...all.slice(0, first)]) {
      const value = await work()
      if (round >= 0) values[name]?.push(value)
    }
  }
  // One list for each name given.
  return values as Record<Name, readonly number[]>
}
