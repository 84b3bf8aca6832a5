import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openBench, SIZES } from './bench.ts'
import type { Measure } from './measure.ts'
import { MEASURES } from './measures/index.ts'
import { isReportFresh, writeReport } from './report.ts'
import { isWorse, type Row, readQuick, rowOf, writeQuick, writeRun } from './results.ts'
import { printMeasure } from './table.ts'

// `npm run bench`: measures, not tests. Each against its reference, in the same run.

const USAGE = `npm run bench                      everything, at full size
npm run bench -- NAME…             some measures: ${MEASURES.map(({ name }) => name).join(', ')}
npm run bench -- quick             in three minutes; fails when a ratio is past the checked-in one
npm run bench -- quick --update    checks its ratios in
npm run bench -- report            writes docs/performance.md again from bench/results; --check fails if it is stale
  --size full|quick|tiny           results are written at full size only`

/** How much worse than the checked-in ratio a quick run may be: its samples are short, machines are shared. */
const TOLERANCE = 1.75
/** Longest that one measure may take. */
const LIMIT_MS = { full: 45 * 60_000, quick: 90_000, tiny: 90_000 } as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string' },
    update: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
})
const isQuick = positionals.includes('quick')
const size = Object.values(SIZES).find(
  ({ name }) => name === (values.size ?? (isQuick ? 'quick' : 'full')),
)
const names = positionals.filter((name) => name !== 'quick')
const unknown = names.filter((name) => !MEASURES.some((measure) => measure.name === name))

if (positionals[0] === 'report') {
  if (!values.check) writeReport()
  else if (!isReportFresh()) {
    console.error('docs/performance.md is stale: npm run bench -- report')
    process.exit(1)
  }
} else if (size === undefined || unknown.length > 0) {
  console.error(USAGE)
  process.exit(2)
} else {
  const asked = MEASURES.filter(({ name, quick }) =>
    names.length > 0 ? names.includes(name) : !isQuick || quick,
  )
  // Ended, not waited for: a measure that passed its limit may be at work still.
  process.exit((await runAll(asked)) ? 0 : 1)
}

async function runAll(asked: readonly Measure[]): Promise<boolean> {
  if (size === undefined) return false
  const opening = openBench(size)
  const interrupt = () => {
    // What was at work loses its database, and would end us before that one, which survives us.
    process.on('uncaughtException', () => {}).on('unhandledRejection', () => {})
    void opening.then((bench) => bench.close()).finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const bench = await opening
  const rows = new Map<Measure, readonly Row[]>()
  let isDone = true
  try {
    for (const measure of asked) {
      try {
        const series = await Promise.race([measure.run(bench), tooLong(LIMIT_MS[size.name])])
        rows.set(
          measure,
          series.map((one) => rowOf(measure, one)),
        )
        printMeasure(measure, rows.get(measure) ?? [])
        if (size.name === 'full') writeRun(measure, size.name, series)
      } catch (error) {
        isDone = false
        console.error(`\n${measure.name} failed:`, error)
      }
    }
  } finally {
    await bench.close()
  }
  if (size.name === 'full') writeReport()
  return isQuick ? compareQuick(rows) && isDone : isDone
}

async function tooLong(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false })
  throw new Error(`it took more than ${ms / 1_000} s`)
}

/** Holds the ratios of a quick run to those checked in, or checks them in. */
function compareQuick(rows: ReadonlyMap<Measure, readonly Row[]>): boolean {
  const ratios = new Map<string, { measure: Measure; ratio: number }>(
    [...rows].flatMap(([measure, all]) =>
      all.map(
        ({ series, ratio }) =>
          [`${measure.name} / ${series.label}`, { measure, ratio: ratio.median }] as const,
      ),
    ),
  )
  if (values.update) {
    writeQuick(Object.fromEntries([...ratios].map(([name, { ratio }]) => [name, ratio])))
    return true
  }
  if (readQuick() === undefined) console.error('No ratios are checked in: quick --update')
  let isKept = true
  for (const [name, before] of Object.entries(readQuick()?.ratios ?? {})) {
    const now = ratios.get(name)
    if (now === undefined) continue
    const bound = now.measure.better === 'high' ? before / TOLERANCE : before * TOLERANCE
    if (!isWorse(now.measure, now.ratio, bound)) continue
    isKept = false
    console.error(
      `\n${name}: × ${now.ratio.toFixed(2)}, past × ${bound.toFixed(2)} (× ${before} checked in)`,
    )
  }
  return isKept
}
