import { ratiosOf, spreadOf } from './measure.ts'
import type { Run } from './results.ts'
import { numberText } from './table.ts'

/** Ratios of a query by numbers of versions, as a chart that GitHub and GitLab draw. */
export function slopeChart(run: Run | undefined): string {
  if (run === undefined) return 'Not run yet.'
  const points = run.series.flatMap((series) => {
    const [, which, count] = /^(now|as of the middle), after (\d+)$/.exec(series.label) ?? []
    return which === undefined ? [] : [{ which, count, ratio: spreadOf(ratiosOf(series)).median }]
  })
  const counts = [...new Set(points.map(({ count }) => count))]
  const line = (which: string) =>
    [1, ...points.filter((point) => point.which === which).map(({ ratio }) => ratio)]
      .map(numberText)
      .join(', ')
  const top = Math.ceil(Math.max(2, ...points.map(({ ratio }) => ratio)))
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Time of the same query, after 1 version = 1"',
    `  x-axis "versions" [${[1, ...counts].join(', ')}]`,
    `  y-axis "ratio" 0 --> ${top}`,
    `  line [${line('now')}]`,
    `  line [${line('as of the middle')}]`,
    '```',
    '',
    `First line: now (${line('now')}). Second: as of the middle of the history (${line('as of the middle')}).`,
  ].join('\n')
}
