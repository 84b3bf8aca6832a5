import { decodeText } from '../../../src/ingest/read/decodeText.ts'
import { type RawRow, readCsv, type UnclosedQuote } from '../../../src/ingest/read/readCsv.ts'

/** Bytes cut at these places. */
export async function* cutAt(
  bytes: Uint8Array,
  places: readonly number[],
): AsyncGenerator<Uint8Array> {
  const ends = [...places.toSorted((a, b) => a - b), bytes.length]
  let from = 0
  for (const end of ends) {
    yield bytes.subarray(from, end)
    from = Math.max(from, end)
  }
}

/** The whole text of some bytes, cut at these places. */
export async function textOf(
  bytes: Uint8Array,
  encoding: string,
  places: readonly number[] = [],
): Promise<string> {
  return (await Array.fromAsync(decodeText(cutAt(bytes, places), encoding))).join('')
}

/** The rows of some bytes of UTF-8, cut at these places. */
export async function rowsOf(
  bytes: Uint8Array,
  delimiter: string,
  places: readonly number[] = [],
): Promise<readonly (RawRow | UnclosedQuote)[]> {
  const text = decodeText(cutAt(bytes, places), 'utf-8')
  return (await Array.fromAsync(readCsv(text, delimiter))).flat()
}
