import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Base } from '../bench.ts'
import { interleaveValues, type Measure, timed } from '../measure.ts'

const CHILD = join(import.meta.dirname, '../exportAll.ts')

export const exportCsv: Measure = {
  name: 'export',
  title: 'export as CSV',
  reference: '`COPY … TO STDOUT` of the same columns and order',
  better: 'low',
  must: 3,
  goal: 1.5,
  quick: true,
  async run({ size, filled }) {
    const base = await filled({ records: size.large, datasets: 1, versions: [2, 2] })
    const quarter = await filled({ records: size.large / 4, datasets: 1, versions: [2, 2] })
    const peaks: number[] = []
    const quarterPeaks: number[] = []
    const exportAll = async ({ url }: Base, kept: number[]) => {
      const { stdout } = await promisify(execFile)(process.execPath, [CHILD, url])
      // Written by exportAll.ts.
      const { ms, peakMb } = JSON.parse(stdout) as { readonly ms: number; readonly peakMb: number }
      kept.push(peakMb)
      return ms
    }
    const times = await interleaveValues(size.rounds, {
      ours: () => exportAll(base, peaks),
      copy: () => timed(() => copyOut(base)),
    })
    await interleaveValues(size.rounds, { quarter: () => exportAll(quarter, quarterPeaks) })
    return [
      {
        label: `${size.large} records`,
        unit: 'ms',
        measured: times.ours,
        reference: times.copy,
      },
      {
        label: `most memory, against an export of ${size.large / 4} records`,
        unit: 'MB',
        measured: peaks.slice(1),
        reference: quarterPeaks.slice(1),
        must: 1.3,
        goal: 1.1,
      },
    ]
  },
}

async function copyOut({ client }: Base): Promise<void> {
  const out = await client`copy (
    select "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire",
      "idBeneficiaire", "rnaBeneficiaire", objet, montant, nature, "conditionsVersement",
      "datesPeriodeVersement", "idRAE", "notificationUE", "pourcentageSubvention", "dispositifAide"
    from subvention_current order by id) to stdout with (format csv, header)`.readable()
  await pipeline(out, new Writable({ write: (_chunk, _encoding, done) => done() }))
}
