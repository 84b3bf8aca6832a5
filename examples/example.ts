import type { TableSchema } from '../src/datasets/index.ts'
import type { Body } from './bodies.ts'
import type { History } from './history.ts'

/** One dataset of the demonstration: what is said of it, and the bytes of each of its files. */
export interface Example {
  readonly publisher: Pick<Body, 'siren' | 'nom' | 'insee'>
  readonly kind: History['datasets'][number]['kind']
  /** Short name; that of the kind unless told. */
  readonly slug?: string
  readonly title: string
  /** Beginning of the names of its files. */
  readonly prefix: string
  /** End of the names of its files; `csv` unless told. */
  readonly extension?: 'csv' | 'json' | 'xml'
  /** What a dataset of its own form says of its columns. */
  readonly tableSchema?: TableSchema
  /** Oldest first, as many as `files`. */
  readonly told: readonly Told[]
  readonly files: readonly Buffer[]
}

/** A version: its day and hour, a note, and its scope unless the file is complete. */
export type Told = readonly [publishedAt: string, note: string, scope?: 'increment']
