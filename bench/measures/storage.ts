import { join } from 'node:path'
import { packOriginals } from '../../src/events/index.ts'
import type { Base } from '../bench.ts'
import { writeSubventions } from '../generate.ts'
import type { Measure } from '../measure.ts'
import { declare, publishFile } from '../publishing.ts'

const TABLES = {
  records: ['lecture.subvention_current', 'lecture.subvention_history'],
  originals: ['public.original'],
  'change sets and log': [
    'public.change_set',
    'public.event',
    'public.event_detail',
    'public.report_example',
    'lecture.version',
  ],
} as const

// Bytes, not times: one run says all.
export const storage: Measure = {
  name: 'storage',
  title: 'storage of versions at 1 % churn: records, originals and change sets',
  reference: 'one version',
  better: 'low',
  must: 3,
  goal: 2,
  quick: false,
  async run({ size, folder, empty }) {
    const { rows, versions } = size.stored
    const base = await empty('storage')
    const dataset = await declare(base, 'storage')
    const path = join(folder, 'stored.csv')
    await writeSubventions(path, rows)
    await publishFile(base, dataset, path)
    const before = await megabytes(base)
    await lookEvery(base, '1s')
    try {
      for (let version = 2; version <= versions; version += 1) {
        await writeSubventions(path, rows, 0.01, version - 1)
        await publishFile(base, dataset, path)
        // As the command does.
        await packOriginals(base.db)
      }
    } finally {
      await lookEvery(base, '1min')
    }
    const after = await megabytes(base)
    return Object.entries({ ...after, all: sum(after) }).map(([label, value]) => ({
      label: `${label}, ${versions} versions of ${rows} rows`,
      unit: 'MB',
      measured: [value],
      reference: [label === 'all' ? sum(before) : (before[label] ?? Number.NaN)],
      isPart: label !== 'all',
    }))
  },
}

/** How often PostgreSQL's own cleaner looks: versions come here in seconds, where publishers take weeks. */
async function lookEvery({ client }: Base, time: string): Promise<void> {
  await client.unsafe(`alter system set autovacuum_naptime = '${time}'`)
  await client`select pg_reload_conf()`
}

type Sizes = Readonly<Record<string, number>>

/** Of tables with their indexes, as they are: nothing is compacted for the measure. */
async function megabytes({ client }: Base): Promise<Sizes> {
  const sizes: [string, number][] = []
  for (const [label, tables] of Object.entries(TABLES)) {
    const [row] = await client<{ bytes: string }[]>`
      select sum(pg_total_relation_size(name::regclass)) as bytes
      from unnest(${[...tables]}::text[]) name`
    sizes.push([label, Number(row?.bytes) / 1e6])
  }
  return Object.fromEntries(sizes)
}

function sum(sizes: Sizes): number {
  return Object.values(sizes).reduce((total, size) => total + size, 0)
}
