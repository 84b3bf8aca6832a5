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
  /** Columns of headers that their names do not tell: header → published name of the column. */
  readonly mapping?: Readonly<Record<string, string>>
  /** Values of columns that its files leave empty: published name of the column → value. */
  readonly constants?: Readonly<Record<string, string>>
}

/** What a dataset declares of the columns of its files, as it is stored. */
export type DeclaredColumns = {
  readonly mapping: Readonly<Record<string, string>>
  readonly constants: Readonly<Record<string, string>>
}

/** `complet`: what is not in the file is removed. `increment`: nothing is removed. */
export type Scope = 'complet' | 'increment'

/** How the columns of a file were understood. */
export type ReadColumn = {
  /** Header as published. */
  readonly source: string
  /** Our name of the column; null when the kind has none such: it stays in the original only. */
  readonly target: string | null
  readonly rule: 'declaree' | 'exact' | 'casse' | 'alias' | 'decoupee' | 'ignoree'
}

/** How the bytes of a file write its characters; `windows-1252-bom` is behind a mark of UTF-8 that lies. */
export type Encoding =
  | 'utf-8'
  | 'utf-8-bom'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | 'windows-1252-bom'
  | 'cp850'

/** A column that the declaration fills where the file says nothing. */
export type ReadConstant = {
  /** Our name of the column. */
  readonly column: string
  readonly value: string
}

/** How a file was understood. */
export type Reading = {
  readonly format: 'csv' | 'json' | 'xml' | 'xlsx' | 'xls' | 'ods'
  /** Of a text. */
  readonly encoding?: Encoding
  /** The archive that the file is. */
  readonly container?: 'gzip' | 'zip'
  /** Of a spreadsheet: the sheet that is read. */
  readonly sheet?: string
  /** Of a table. */
  readonly delimiter?: string
  /** Of a table whose whole lines stand in the only column of another: the delimiter of that one. */
  readonly wrapper?: string
  readonly schema: string
  readonly schemaVersion: string
  readonly columns: readonly ReadColumn[]
  /** Absent when the dataset declares none. */
  readonly constants?: readonly ReadConstant[]
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
  /** Null when a whole row was repaired. */
  readonly column: string | null
  readonly count: number
  readonly lines: readonly number[]
}

/**
 * What became of the rows of a file, its header left out: read = those that make records + all the others. The
 * optional ones are absent from versions published before titles were told from rows.
 */
export type RowReport = {
  readonly read?: number
  /** Lines above the header, and headers again. */
  readonly titles?: number
  readonly refused?: number
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

/** What one event carries beside it. */
export interface Stream {
  readonly datasetId: number
  readonly streamVersion: number
}

/** A change as it is stored: with the problems of the row, which nothing commits. */
export interface StoredChange extends Omit<Change, 'cells'> {
  readonly cells: Cells
  readonly problems?: readonly CellProblem[]
}

/** A change and the hash of its content, for who has made it already. */
export interface HashedChange extends StoredChange {
  readonly contentHash?: Buffer
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
