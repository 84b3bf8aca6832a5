import { join } from 'node:path'
import { KINDS } from '../../src/datasets/index.ts'
import { rebuild } from '../../src/events/index.ts'
import type { Base } from '../bench.ts'
import { writeSubventions } from '../generate.ts'
import { interleaveValues, type Measure, timed } from '../measure.ts'
import { declare, publishFile } from '../publishing.ts'

// The same log each time: one dataset, one version.
export const rebuildAll: Measure = {
  name: 'rebuild',
  title: 'rebuild of the records from the log',
  reference: 'first load of the file',
  better: 'low',
  must: 2,
  goal: 1.2,
  quick: false,
  async run({ size, folder, empty }) {
    const path = join(folder, 'rebuilt.csv')
    await writeSubventions(path, size.rows)
    const loaded: Base[] = []
    const times = await interleaveValues(size.rounds, {
      load: async () => {
        // Each load is the first of its database.
        const base = await empty(`rebuilt_${loaded.length}`)
        loaded.push(base)
        const dataset = await declare(base, 'rebuilt')
        return await timed(() => publishFile(base, dataset, path))
      },
      rebuild: async () => {
        const base = loaded.at(-1)
        if (base === undefined) throw new Error('nothing is loaded')
        return await timed(() => rebuild(base.db, KINDS))
      },
    })
    return [
      {
        label: `${size.rows} rows`,
        unit: 'ms',
        measured: times.rebuild,
        reference: times.load,
      },
    ]
  },
}
