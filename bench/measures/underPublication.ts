import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeSubventions } from '../generate.ts'
import { bodies, loadOnce } from '../listQuery.ts'
import { interleaveValues, type Measure, type Series } from '../measure.ts'
import { declare, publishFile } from '../publishing.ts'
import { startServer } from '../server.ts'

export const underPublication: Measure = {
  name: 'under-publication',
  title: 'list query while files are published without a pause, HTTP requests per second',
  reference: 'the same query while nothing is published',
  better: 'high',
  quick: false,
  async run({ size, folder, filled }): Promise<readonly Series[]> {
    const base = await filled(size.data)
    const path = join(folder, 'meanwhile.csv')
    const dataset = await declare(base, 'meanwhile')
    const sent = await bodies(base, 'millesime')
    const server = await startServer('millesime', base.url)
    let version = 0
    const publishNext = async () => {
      version += 1
      await writeSubventions(path, size.rows / 10, 0.1, version)
      await publishFile(base, dataset, path)
    }
    try {
      await publishNext()
      const rates = await interleaveValues(size.rounds, {
        alone: async () => (await loadOnce(server, 'millesime', sent, size.seconds)).perSecond,
        beside: async () => {
          const loaded = loadOnce(server, 'millesime', sent, size.seconds)
          let isLoaded = false
          void loaded.finally(() => {
            isLoaded = true
          })
          while (!isLoaded) await Promise.all([publishNext(), sleep(10)])
          return (await loaded).perSecond
        },
      })
      return [
        {
          label: `${size.rows / 10} rows a file, a tenth of them changed`,
          unit: 'requests/s',
          measured: rates.beside,
          reference: rates.alone,
        },
      ]
    } finally {
      await server.stop()
    }
  },
}
