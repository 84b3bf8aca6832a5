import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Base } from '../bench.ts'
import { writeSubventions } from '../generate.ts'
import { type Measure, type Series, timed } from '../measure.ts'
import { declare, publishFile } from '../publishing.ts'

// Long: once, each side in a database of its own. Small publications go on all along.
export const firstLoad: Measure = {
  name: 'first-load',
  title: 'first load of a large file',
  reference: '`COPY` of the same records into the same table with its indexes',
  better: 'low',
  must: 1.5,
  goal: 0.7,
  quick: false,
  async run({ size, folder, empty }): Promise<readonly Series[]> {
    const path = join(folder, 'large.csv')
    await writeSubventions(path, size.large)
    const base = await empty('first_load')
    const dataset = await declare(base, 'large')
    let isLoading = true
    const waits = publishSmall(base, folder, () => isLoading)
    const load = await timed(() => publishFile(base, dataset, path)).finally(() => {
      isLoading = false
    })
    const copied = await copyRecords(base, await empty('copied'), join(folder, 'records.bin'))
    return [
      { label: `${size.large} rows`, unit: 'ms', measured: [load], reference: [copied] },
      {
        label: 'longest wait of a publication of 10 rows meanwhile',
        unit: 'ms',
        measured: [Math.max(...(await waits))],
        reference: [],
        must: 500,
        goal: 150,
      },
    ]
  },
}

/** Publishes ten rows to a dataset of its own, ten times a second, and gives what each took. */
async function publishSmall(
  base: Base,
  folder: string,
  goesOn: () => boolean,
): Promise<readonly number[]> {
  const path = join(folder, 'small.csv')
  const waits: number[] = []
  const dataset = await declare(base, 'small')
  for (let version = 1; goesOn(); version += 1) {
    await writeSubventions(path, 10, 1, version)
    waits.push(await timed(() => publishFile(base, dataset, path)))
    await sleep(100)
  }
  return waits
}

async function copyRecords(from: Base, to: Base, path: string): Promise<number> {
  const out = await from.client`
    copy (select * from subvention_current order by id) to stdout with (format binary)`.readable()
  await pipeline(out, createWriteStream(path))
  return await timed(async () => {
    const into = await to.client`
      copy subvention_current from stdin with (format binary)`.writable()
    await pipeline(createReadStream(path), into)
  })
}
