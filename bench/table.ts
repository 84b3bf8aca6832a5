import { styleText } from 'node:util'
import type { Measure, Spread } from './measure.ts'
import type { Row } from './results.ts'

/** What a terminal shows of a measure. */
export function printMeasure(measure: Measure, rows: readonly Row[]): void {
  console.log(`\n${styleText('bold', measure.title)}  (against: ${measure.reference})`)
  for (const { series, measured, reference, ratio, must, goal, verdict } of rows) {
    const against = reference ? ` against ${spreadText(reference)}` : ''
    const bounds = must === undefined ? '' : ` · must ${must}, goal ${goal} · ${verdict}`
    console.log(`  ${series.label}`)
    console.log(
      `    ${spreadText(measured)} ${series.unit}${against}${reference ? ` · × ${spreadText(ratio)}` : ''}${bounds}`,
    )
    if (series.note !== undefined) console.log(`    ${series.note}`)
  }
}

/** `12.3 (11.9–14.0)` */
export function spreadText({ median, min, max }: Spread): string {
  return min === max
    ? numberText(median)
    : `${numberText(median)} (${numberText(min)}–${numberText(max)})`
}

export function numberText(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return String(Number(value.toPrecision(3)))
}
