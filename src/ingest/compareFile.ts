import type { Db } from '../db/index.ts'
import { HARMONISER, type Reading, type Report, readOriginal } from '../events/index.ts'
import type { VersionRow } from '../history/index.ts'
import { canonicalJson, type Json } from '../proof/index.ts'
import { checksAcrossRows } from './acrossRows.ts'
import type { Base } from './base.ts'
import { type Comparison, compare } from './compare.ts'
import { compareLines, type FileBefore, type LineTable } from './compareLines.ts'
import { readRows } from './readRows.ts'
import type { Reporter, Total } from './report.ts'
import type { RowCounts } from './rowCounts.ts'
import type { Understood } from './understood.ts'

/** A file whose form is understood, and the version of its dataset that it follows. */
export interface FileToCompare {
  readonly understood: Understood
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Absent before the first version, and when every line is to be read whatever the version in force had. */
  readonly inForce?: VersionRow
  /** Events of the dataset since its declaration. */
  readonly events: number
  readonly reporter: Reporter
}

export interface FileComparison {
  readonly comparison: Comparison
  readonly counts: RowCounts
  /** Where not all problems were told, how many there are. */
  readonly total?: Total
}

/** Compares a file with its dataset: only its changed lines where these say it all, else all of its rows. */
export async function compareFile(
  db: Db,
  base: Base,
  file: FileToCompare,
): Promise<FileComparison> {
  const { understood, reporter } = file
  const table = lineTable(file)
  const before = table && fileBefore(db, base, file)
  const found = before && (await compareLines(db, base, table, before, reporter))
  if (found !== undefined) return found
  const { rows, counts } = readRows(understood, reporter)
  const comparison = await compare(db, base, rows)
  return { comparison, counts: counts() }
}

/** The file as a table of lines, if it is a text whose rows owe nothing to each other. */
function lineTable({ understood, bytes }: FileToCompare): LineTable | undefined {
  const { body, reading, recognition } = understood
  if (!('layout' in body) || reading.format !== 'csv' || reading.container) return undefined
  const { encoding, wrapper } = reading
  const { delimiter, headerLine } = body.layout
  if (delimiter === undefined || wrapper !== undefined || headerLine !== 1) return undefined
  if (encoding === undefined || encoding.startsWith('utf-16')) return undefined
  const { kind } = recognition
  const { keys, fold, partedBy, columns } = kind
  if (keys.length > 1 || fold || partedBy !== undefined || checksAcrossRows(kind)) return undefined
  if (Object.values(columns).some(({ objects }) => objects)) return undefined
  return { understood, layout: { ...body.layout, delimiter }, encoding, bytes }
}

/** The file of the version in force, if its lines were read as those of this one and are all the records. */
function fileBefore(
  db: Db,
  { datasetId, scope, newColumns }: Base,
  { understood, inForce, events }: FileToCompare,
): FileBefore | undefined {
  if (inForce === undefined || scope !== 'complet' || inForce.scope !== 'complet') return undefined
  // Anything but versions may have changed records that no file tells.
  if (events !== inForce.number || newColumns.size > 0) return undefined
  if (!isReadAs(inForce, understood.reading)) return undefined
  // Written by us from the same type.
  const report = inForce.report as Report
  const { rows } = report
  if (rows?.read === undefined || rows.titles !== 0 || rows.refused !== 0) return undefined
  const { read: rowsRead, empty, merged, superseded } = rows
  return {
    original: () => readOriginal(db, { datasetId, streamVersion: events + 1 }),
    sha256: inForce.fileSha256,
    report,
    counts: { rowsRead, titles: 0, refused: 0, empty, merged, superseded },
    records: inForce.recordCount,
  }
}

/** Whether a version was read with the same columns, schema and harmoniser. */
export function isReadAs(version: VersionRow, reading: Reading | undefined): boolean {
  return (
    version.harmoniser === HARMONISER &&
    reading !== undefined &&
    // The version's was written by us from the same type.
    canonicalJson(version.reading as Json) === canonicalJson(reading)
  )
}
