import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Machine, machine } from './machine.ts'
import { type Measure, ratiosOf, type Series, type Spread, spreadOf } from './measure.ts'

const FOLDER = join(import.meta.dirname, 'results')

/** One complete run of a measure. */
export interface Run {
  readonly date: string
  readonly size: string
  readonly machine: Machine
  readonly series: readonly Series[]
}

/** The last run of a measure, and the one before. */
export function readRuns(name: string): readonly Run[] {
  const path = join(FOLDER, `${name}.json`)
  if (!existsSync(path)) return []
  // Written below.
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly runs: readonly Run[] }).runs
}

export function writeRun({ name }: Measure, size: string, series: readonly Series[]): void {
  const run = { date: new Date().toISOString(), size, machine: machine(), series }
  write(name, { name, runs: [run, ...readRuns(name)].slice(0, 2) })
}

/** A series as a table shows it. */
export interface Row {
  readonly series: Series
  readonly measured: Spread
  readonly reference: Spread | undefined
  /** To the reference; the value itself without one. */
  readonly ratio: Spread
  readonly must: number | undefined
  readonly goal: number | undefined
  readonly verdict: 'goal' | 'must' | 'missed' | 'none'
}

export function rowOf(measure: Measure, series: Series): Row {
  const [must, goal] = series.isPart
    ? []
    : [series.must ?? measure.must, series.goal ?? measure.goal]
  const ratio = spreadOf(ratiosOf(series))
  const reaches = (bound: number | undefined) =>
    bound !== undefined && !isWorse(measure, ratio.median, bound)
  return {
    series,
    measured: spreadOf(series.measured),
    reference: series.reference.length > 0 ? spreadOf(series.reference) : undefined,
    ratio,
    must,
    goal,
    verdict:
      must === undefined ? 'none' : reaches(goal) ? 'goal' : reaches(must) ? 'must' : 'missed',
  }
}

export function isWorse({ better }: Measure, ratio: number, than: number): boolean {
  return better === 'high' ? ratio < than : ratio > than
}

/** Ratios that quick runs are held to: `measure / series` → ratio. */
export interface QuickRatios {
  readonly date: string
  readonly machine: Machine
  readonly ratios: Readonly<Record<string, number>>
}

export function readQuick(): QuickRatios | undefined {
  const path = join(FOLDER, 'quick.json')
  // Written below.
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as QuickRatios) : undefined
}

export function writeQuick(ratios: Readonly<Record<string, number>>): void {
  write('quick', { date: new Date().toISOString(), machine: machine(), ratios })
}

function write(name: string, value: object): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(value, rounded, 1)}\n`)
}

/** More digits than a clock has would only make differences between runs. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value
}
