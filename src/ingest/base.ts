import type { CellProblem, Cells, Key, Kind } from '../datasets/index.ts'
import type { Hashes, Scope } from '../events/index.ts'

/** What a file is compared with. */
export interface Base {
  readonly kind: Kind
  readonly datasetId: number
  readonly hashes: Hashes
  readonly scope: Scope
  /** Columns that the dataset has for the first time: they take no part in matching. */
  readonly newColumns: ReadonlySet<string>
  /** No record of the dataset can come back: it never had any. */
  readonly isFirst: boolean
}

/** A row of a file as it waits to be compared. */
export interface WaitingRow {
  readonly cells: Cells
  readonly problems: readonly CellProblem[]
}

/** A hash as a text, one character a byte, so that it can be a key of a map. */
export function asText(hash: Buffer): string {
  return hash.toString('latin1')
}

/** The hash of such a text. */
export function asHash(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** The hashes of candidate keys, as texts. */
export function keyTexts(
  { hashes }: Pick<Base, 'hashes'>,
  keys: readonly (Key | undefined)[],
): readonly (string | undefined)[] {
  return keys.map((key) => key && asText(hashes.ofKey(key)))
}
