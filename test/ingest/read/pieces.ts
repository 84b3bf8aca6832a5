import { expect } from 'vitest'
import type { Encoding } from '../../../src/events/index.ts'
import { decodeText } from '../../../src/ingest/read/decodeText.ts'
import { type CsvRow, type Fits, readCsv } from '../../../src/ingest/read/readCsv.ts'
import type { readJson } from '../../../src/ingest/read/readJson.ts'
import type { BrokenDocument, TreeRecord } from '../../../src/ingest/read/tree.ts'

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
  encoding: Encoding,
  places: readonly number[] = [],
): Promise<string> {
  return (await Array.fromAsync(decodeText(cutAt(bytes, places), encoding))).join('')
}

/** The rows of some bytes of UTF-8, cut at these places. */
export async function rowsOf(
  bytes: Uint8Array,
  delimiter: string,
  places: readonly number[] = [],
  fits?: Fits,
): Promise<readonly CsvRow[]> {
  const text = decodeText(cutAt(bytes, places), 'utf-8')
  return (await Array.fromAsync(readCsv(text, delimiter, fits))).flat()
}

export type Found = readonly (TreeRecord | BrokenDocument)[]

/** Reads documents whose records stand under these names. */
export function documents(reader: typeof readJson, elements: ReadonlySet<string>) {
  async function read(text: string | Buffer, places: readonly number[] = []): Promise<Found> {
    const pieces = decodeText(cutAt(Buffer.from(text), places), 'utf-8')
    return (await Array.fromAsync(reader(pieces, elements))).flat()
  }

  /** What is read, which must be the same wherever the text is cut in two, or in pieces of one byte. */
  async function readAnyhow(text: string): Promise<Found> {
    const whole = await read(text)
    const places = [...Buffer.from(text).keys()]
    for (const place of places) expect(await read(text, [place])).toEqual(whole)
    expect(await read(text, places)).toEqual(whole)
    return whole
  }

  return { read, readAnyhow }
}
