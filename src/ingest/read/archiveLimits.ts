import type { ProblemCode } from '../../datasets/index.ts'

/** Why a file is not read at all. */
export interface Refusal {
  readonly refused: ProblemCode
  readonly value?: string
}

/** A refusal, thrown through the streams that find it. */
export class ArchiveRefused extends Error {
  readonly refusal: Refusal

  constructor(refused: ProblemCode, value?: string, options?: ErrorOptions) {
    super(refused, options)
    this.name = 'ArchiveRefused'
    this.refusal = value === undefined ? { refused } : { refused, value }
  }
}

/** Bytes that the content of an archive has at most. */
export const LARGEST_CONTENT = 2 * 1024 ** 3

/** Entries that an archive has at most. */
export const MOST_ENTRIES = 10_000

/** How many times its size an archive is inflated at most, once it is past FREE_BYTES: text never is, zeros are. */
const HIGHEST_RATIO = 1000
const FREE_BYTES = 64 * 1024 ** 2

/** @throws ArchiveRefused `archive_excessive` when so many compressed bytes should not give so many. */
export function checkInflation(compressed: number, inflated: number): void {
  const isBomb = inflated > FREE_BYTES && inflated > compressed * HIGHEST_RATIO
  if (isBomb || inflated > LARGEST_CONTENT) throw new ArchiveRefused('archive_excessive')
}
