import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import {
  type ChangeRow,
  type DiffQuery,
  diffSummary,
  EVERYTHING,
  listChanges,
  readHead,
} from '../../src/history/index.ts'
import { exportRecords } from '../../src/http/index.ts'
import type { Base } from '../bench.ts'
import { interleave, type Measure } from '../measure.ts'
import { KIND, stateAfter } from '../states.ts'

const DAFF = join(import.meta.dirname, '../references/node_modules/daff/bin/daff.js')
const LIMIT_MS = 10 * 60_000

// daff keeps both files in memory and takes minutes: it is run less often at full size.
export const diffLarge: Measure = {
  name: 'diff-large',
  title: 'every change between two large versions kept here',
  reference: 'daff on the same two files',
  better: 'low',
  must: 0.1,
  goal: 0.01,
  quick: false,
  async run({ size, folder, filled }) {
    const base = await filled({ records: size.large, datasets: 1, versions: [2, 2] })
    const head = await readHead(base.db)
    const [from, to] = [await stateAfter(base, head, 1, 1), await stateAfter(base, head, 1, 2)]
    const files = [join(folder, 'before.csv'), join(folder, 'after.csv')] as const
    for (const [i, state] of [from, to].entries()) {
      const lines = Readable.from(exportRecords(base.db, KIND, state, 'csv'))
      await pipeline(lines, createWriteStream(files[i] ?? ''))
    }
    const query = { kind: KIND, from, to, filter: EVERYTHING }
    const rounds = size.large > 500_000 ? 1 : size.rounds
    const times = await interleave(rounds, {
      ours: () => allChanges(base, query),
      daff: () => daff(files, join(folder, 'diff.csv')),
    })
    await Promise.all(files.map((file) => rm(file)))
    return [
      {
        label: `two versions of ${size.large} records, 1 % apart`,
        unit: 'ms',
        measured: times.ours,
        reference: times.daff,
        note: `Both list every change; daff is a process of its own, stopped after ${LIMIT_MS / 60_000} min, and run ${rounds + 1} times.`,
      },
    ]
  },
}

/** What daff gives: each change, with both of its sides. */
async function allChanges({ db }: Base, query: DiffQuery): Promise<void> {
  await diffSummary(db, query)
  let last: ChangeRow | undefined
  do {
    const side: ChangeRow['after'] = last?.after ?? last?.before
    const page = { size: 1_000, ...(side ? { after: side } : {}) }
    const rows = await listChanges(db, query, page)
    last = rows.length > page.size ? rows[page.size - 1] : undefined
  } while (last !== undefined)
}

async function daff(files: readonly string[], output: string): Promise<void> {
  const args = ['--max-old-space-size=12000', DAFF, 'diff', '--output', output, ...files]
  await promisify(execFile)(process.execPath, args, { timeout: LIMIT_MS, killSignal: 'SIGKILL' })
}
