import type { Measure } from '../measure.ts'
import { benchPublish } from '../publish.ts'

export const publish: Measure = {
  name: 'publish',
  title: 'publish a version with 1 % of its rows changed, then the same bytes',
  reference: '`COPY` of the file into a bare table of texts',
  better: 'low',
  must: 4,
  goal: 2,
  quick: true,
  run: ({ size: { rows, rounds } }) => benchPublish({ rows, rounds }),
}
