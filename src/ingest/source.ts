import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Encoding } from '../events/index.ts'
import { createEncodingGuess } from './read/guessEncoding.ts'

/** A file to read: its bytes can be asked for several times and are never held whole. */
export interface Source {
  readonly name?: string
  /** The sheet to read, by its name, of a spreadsheet. */
  readonly sheet?: string
  readonly bytes: () => AsyncIterable<Uint8Array>
  /**
   * The same bytes, in pieces that are overwritten when the next one is asked for. What uses each at once spares
   * the memory of all those that would wait to be freed. Absent where they are new whatever one does.
   */
  readonly passing?: () => AsyncIterable<Uint8Array>
}

const PIECE_BYTES = 64 * 1024

/** A file of this machine. */
export function fileSource(path: string, sheet?: string): Source {
  return {
    name: basename(path),
    ...sheetNamed(sheet),
    bytes: () => createReadStream(path),
    passing: () => passingBytes(path),
  }
}

/** A file received by the API. */
export function blobSource(blob: Blob, name?: string, sheet?: string): Source {
  return { ...(name ? { name } : {}), ...sheetNamed(sheet), bytes: () => blob.stream() }
}

async function* passingBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES)
    for (;;) {
      const { bytesRead } = await file.read(piece)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

function sheetNamed(sheet: string | undefined): Pick<Source, 'sheet'> {
  return sheet === undefined ? {} : { sheet }
}

/** What must be known of bytes before they are rows. */
export interface Inspection {
  readonly encoding: Encoding
  /** The first bytes, enough for the header and some rows. */
  readonly head: Buffer
  /** Whether these are all the bytes. */
  readonly isWhole: boolean
}

const HEAD_BYTES = 128 * 1024

/** Reads bytes once to know them, whether or not they are overwritten as they pass. */
export async function inspect(content: AsyncIterable<Uint8Array>): Promise<Inspection> {
  const guess = createEncodingGuess()
  const head: Uint8Array[] = []
  let headSize = 0
  let size = 0
  for await (const bytes of content) {
    guess.add(bytes)
    size += bytes.length
    if (headSize < HEAD_BYTES) {
      head.push(Uint8Array.from(bytes))
      headSize += bytes.length
    }
  }
  return {
    encoding: guess.encoding(),
    head: Buffer.concat(head).subarray(0, HEAD_BYTES),
    isWhole: size <= HEAD_BYTES,
  }
}

/** Gives bytes to a hash as they pass. */
export async function* hashing(
  content: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of content) {
    hash.update(bytes)
    yield bytes
  }
}
