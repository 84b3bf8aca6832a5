import type {
  CellProblem,
  Cells,
  ProblemCode,
  RepairCode,
  Severity,
  TableSchema,
} from '../datasets/index.ts'
import type { Change } from '../proof/index.ts'

// What is written as JSON is a `type`: TypeScript sees an alias, not an interface, as JSON.

/** Place and time that the log gives to an event. `recordedAt` is strictly increasing, to the millisecond. */
export interface Slot {
  readonly position: number
  readonly tick: bigint
  readonly recordedAt: Date
}

/** What a publisher says of a dataset; personal (`contact`) or typed by a person, so never in the leaf. */
export type Declaration = {
  /** SIREN of the publisher. */
  readonly siren: string
  readonly slug: string
  readonly kind: string
  readonly title: string
  readonly licence: string
  readonly contact?: string
  /** Name of the publisher. */
  readonly nom: string
  /** INSEE code of the publisher, when it is a commune. */
  readonly insee?: string
  /** Columns of a dataset of kind `libre`. */
  readonly tableSchema?: TableSchema
}

/** `complet`: what is not in the file is removed. `increment`: nothing is removed. */
export type Scope = 'complet' | 'increment'

/** How the columns of a file were understood. */
export type ReadColumn = {
  /** Header as published. */
  readonly source: string
  /** Our name of the column; null when the kind has none such: it stays in the original only. */
  readonly target: string | null
  readonly rule: 'exact' | 'casse' | 'alias' | 'decoupee' | 'ignoree'
}

/** How a file was understood. */
export type Reading = {
  readonly format: 'csv' | 'json' | 'xml'
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252'
  /** Of a table. */
  readonly delimiter?: string
  readonly schema: string
  readonly schemaVersion: string
  readonly columns: readonly ReadColumn[]
}

/** Problems of one code in one column. `lines` holds the first ones only. */
export type ProblemGroup = {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly column: string | null
  readonly count: number
  readonly lines: readonly number[]
}

/** Repairs of one rule in one column. `lines` holds the first ones only. */
export type RepairGroup = {
  readonly rule: RepairCode
  readonly column: string
  readonly count: number
  readonly lines: readonly number[]
}

/** What became of the rows of a file: read = those that make records, merged ones counted, + the others. */
export type RowReport = {
  readonly empty: number
  readonly merged: number
  readonly superseded: number
}

/** What was wrong and what was repaired. Values are apart, in examples, so that they can be erased. */
export type Report = {
  readonly problems: readonly ProblemGroup[]
  readonly repairs: readonly RepairGroup[]
  /** Absent from versions published before rows were folded. */
  readonly rows?: RowReport
}

/** A value quoted by a report. */
export interface ReportExample {
  readonly code: ProblemCode | RepairCode
  readonly column: string | null
  readonly line: number
  readonly value: string | null
  /** What a repair made of it; null for a problem. */
  readonly repaired: string | null
}

/** A change as it is stored: with the problems of the row, which nothing commits. */
export interface StoredChange extends Omit<Change, 'cells'> {
  readonly cells: Cells
  readonly problems?: readonly CellProblem[]
}

/** A change before the log gives it a place: an added record that never was has no id yet. */
export interface DraftChange extends Omit<StoredChange, 'recordId'> {
  readonly recordId?: bigint
}

/** Detail of a `VersionPublished`: what people typed, and what was understood of the file. */
export type VersionDetail = {
  readonly fileName?: string
  readonly note?: string
  readonly fileSha256: string
  readonly reading: Reading
  readonly report: Report
}
