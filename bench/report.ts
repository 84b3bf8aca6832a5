import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Measure } from './measure.ts'
import { MEASURES } from './measures/index.ts'
import { isWorse, type Row, type Run, readRuns, rowOf } from './results.ts'
import { slopeChart } from './slopeChart.ts'
import { numberText, spreadText } from './table.ts'

const TEMPLATE = join(import.meta.dirname, 'performance.template.md')
const DOCUMENT = join(import.meta.dirname, '../docs/performance.md')

/** Writes docs/performance.md from the last results: its prose is that of the template. */
export function writeReport(): void {
  writeFileSync(DOCUMENT, reportText())
}

/** Whether docs/performance.md is what the results and the template make. */
export function isReportFresh(): boolean {
  return readFileSync(DOCUMENT, 'utf8') === reportText()
}

function reportText(): string {
  const parts: Readonly<Record<string, string>> = {
    missed: missed(),
    targets: targets(),
    slope: slopeChart(readRuns('slope')[0]),
    series: MEASURES.map(seriesOf).join('\n'),
    machine: machineText(),
  }
  const text = readFileSync(TEMPLATE, 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`the template asks ${name}`)
    return part
  })
  return `<!-- Written by \`npm run bench -- report\` from bench/performance.template.md: edit that. -->\n\n${text}`
}

/** The worst series of a measure for each pair of targets that it has. */
function worstRows(measure: Measure, run: Run | undefined): readonly Row[] {
  const rows = (run?.series ?? []).map((series) => rowOf(measure, series))
  const groups = Map.groupBy(rows, ({ must, goal }) => `${must} ${goal}`)
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined || first.must === undefined) return []
    return others.reduce(
      (worst, row) => (isWorse(measure, row.ratio.median, worst.ratio.median) ? row : worst),
      first,
    )
  })
}

function missed(): string {
  const rows = MEASURES.flatMap((measure) =>
    worstRows(measure, readRuns(measure.name)[0])
      .filter(({ verdict }) => verdict === 'missed')
      .map(
        (row) =>
          `- **${measure.title}**: ${valueText(row)} where ${bound(measure, row.must)} is wanted (${row.series.label}).`,
      ),
  )
  const absent = MEASURES.filter(({ name }) => readRuns(name).length === 0)
  if (absent.length > 0) rows.push(`- Not run yet: ${absent.map(({ title }) => title).join('; ')}.`)
  return rows.length > 0 ? rows.join('\n') : 'Nothing: every measure reaches it.'
}

function targets(): string {
  const lines = MEASURES.flatMap((measure) => {
    const [last, before] = readRuns(measure.name)
    const rows = worstRows(measure, last)
    const earlier = worstRows(measure, before)
    if (last === undefined) {
      return [`| ${measure.title} | ${measure.reference} | not run | | | | |`]
    }
    return rows.map((row) => {
      const previous = earlier.find(({ must, goal }) => must === row.must && goal === row.goal)
      return `| ${[
        rows.length > 1 ? `${measure.title}: ${row.series.label}` : measure.title,
        row.reference === undefined ? '–' : measure.reference,
        valueText(row),
        previous === undefined ? '–' : valueText(previous),
        bound(measure, row.must),
        bound(measure, row.goal),
        { goal: 'goal', must: 'must', missed: '**missed**', none: '' }[row.verdict],
      ].join(' | ')} |`
    })
  })
  return [
    '| measure (its worst case) | against | last run | run before | must | goal | reached |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function seriesOf(measure: Measure): string {
  const [last, before] = readRuns(measure.name)
  if (last === undefined) return ''
  const lines = last.series.map((series) => {
    const row = rowOf(measure, series)
    const earlier = before?.series.find(({ label }) => label === series.label)
    return `| ${[
      series.label,
      `${spreadText(row.measured)} ${series.unit}`,
      row.reference === undefined ? '–' : spreadText(row.reference),
      valueText(row),
      earlier === undefined ? '–' : valueText(rowOf(measure, earlier)),
    ].join(' | ')} |`
  })
  return [
    `### ${measure.title}`,
    '',
    `Against: ${measure.reference}. \`npm run bench -- ${measure.name}\`, ${last.date.slice(0, 10)}.`,
    '',
    '| series | measured | reference | ratio | ratio of the run before |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    ...last.series.flatMap(({ note }) => (note === undefined ? [] : ['', note])),
    '',
  ].join('\n')
}

/** A ratio with its spread, or a value where there is nothing to compare with. */
function valueText({ ratio, reference, series }: Row): string {
  return reference === undefined ? `${spreadText(ratio)} ${series.unit}` : `${spreadText(ratio)} ×`
}

function bound({ better }: Measure, value: number | undefined): string {
  if (value === undefined) return '–'
  return `${better === 'high' ? '≥' : '≤'} ${numberText(value)}`
}

function machineText(): string {
  const runs = MEASURES.flatMap(({ name }) => readRuns(name).slice(0, 1))
  const [latest] = runs.toSorted((a, b) => b.date.localeCompare(a.date))
  if (latest === undefined) return 'Nothing was run yet.'
  const { cpu, cores, memoryGb, load, versions } = latest.machine
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${cpu}, ${cores} cores, ${memoryGb} GB, load ${load} before the run; ${listed.join(', ')}.`
}
