import { loadRounds } from '../listQuery.ts'
import type { Measure } from '../measure.ts'

export const cpu: Measure = {
  name: 'cpu',
  title: 'list query, server CPU per request',
  reference: 'node:http, one prepared statement, JSON.stringify',
  better: 'low',
  must: 4.5,
  goal: 2.5,
  quick: true,
  async run(bench) {
    const base = await bench.filled(bench.size.data)
    const { millesime, bare } = await loadRounds(bench, base, ['millesime', 'bare'])
    return [
      {
        label: 'the 20 largest of a beneficiary',
        unit: 'ms of CPU',
        measured: millesime.map(({ cpuMsPerRequest }) => cpuMsPerRequest),
        reference: bare.map(({ cpuMsPerRequest }) => cpuMsPerRequest),
      },
    ]
  },
}
