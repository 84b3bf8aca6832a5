import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'

/** A file to read: its bytes can be asked for several times and are never held whole. */
export interface Source {
  readonly name?: string
  readonly bytes: () => AsyncIterable<Uint8Array>
}

/** A file of this machine. */
export function fileSource(path: string): Source {
  return { name: basename(path), bytes: () => createReadStream(path) }
}

/** A file received by the API. */
export function blobSource(blob: Blob, name?: string): Source {
  return { ...(name ? { name } : {}), bytes: () => blob.stream() }
}

export interface Inspection {
  readonly sha256: Buffer
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252'
  /** The first bytes, enough for the header and some rows. */
  readonly head: Buffer
}

const HEAD_BYTES = 64 * 1024
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Reads a file once for what must be known before its rows: its hash and its encoding. Strictly valid
 * UTF-8 is UTF-8; anything else is windows-1252, in which every byte means something.
 */
export async function inspect(source: Source): Promise<Inspection> {
  // The file may be large: this is the one hash that must be streamed.
  const sha256 = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const head: Uint8Array[] = []
  let headSize = 0
  let valid = true
  for await (const bytes of source.bytes()) {
    sha256.update(bytes)
    if (headSize < HEAD_BYTES) {
      head.push(bytes)
      headSize += bytes.length
    }
    valid &&= decodes(utf8, bytes, true)
  }
  valid &&= decodes(utf8, new Uint8Array(), false)
  const start = Buffer.concat(head).subarray(0, HEAD_BYTES)
  const bom = start.subarray(0, BOM.length).equals(BOM)
  const encoding = valid ? (bom ? 'utf-8-bom' : 'utf-8') : 'windows-1252'
  return { sha256: sha256.digest(), encoding, head: start }
}

function decodes(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  stream: boolean,
): boolean {
  try {
    decoder.decode(bytes, { stream })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
