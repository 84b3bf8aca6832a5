import { crc32, deflateRawSync } from 'node:zlib'

/** A file to put in a zip; what is said of it may be false. */
export interface ZipFile {
  readonly name: string
  readonly content?: string | Uint8Array
  /** Flags of the entry; 1 says that it is encrypted. */
  readonly flags?: number
  /** The deflated content, when it is not to be made from it. */
  readonly deflated?: Uint8Array
  readonly said?: { readonly size?: number; readonly crc?: number; readonly method?: number }
  /** Names an entry again, without its bytes: they are those of the entry before it. */
  readonly overlaps?: boolean
}

/** A zip (APPNOTE 6.3.10 §4.3), written by the test and not by what reads it. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  let last = 0
  for (const { name, content = '', deflated, flags = 0, said = {}, overlaps } of files) {
    const plain = Buffer.from(content)
    const bytes = deflated ?? deflateRawSync(plain)
    const crc = said.crc ?? crc32(plain)
    const size = said.size ?? plain.length
    const method = said.method ?? 8
    const label = Buffer.from(name)
    const common = [
      uint16(20),
      // Names are UTF-8.
      uint16(flags | 0x800),
      uint16(method),
      uint32(0),
      uint32(crc),
      uint32(bytes.length),
      uint32(size),
      uint16(label.length),
      uint16(0),
    ]
    if (!overlaps) {
      last = at
      const body = Buffer.concat([uint32(0x04034b50), ...common, label, bytes])
      bodies.push(body)
      at += body.length
    }
    const rest = [uint16(0), uint16(0), uint16(0), uint32(0), uint32(last), label]
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(20), ...common, ...rest]))
  }
  const entries = Buffer.concat(directory)
  const count = uint16(files.length)
  const end = [
    uint32(0x06054b50),
    uint32(0),
    count,
    count,
    uint32(entries.length),
    uint32(at),
    uint16(0),
  ]
  return Buffer.concat([...bodies, entries, ...end])
}

/** A deflated run of zeros, of any length without making them: one full block, repeated. */
export function deflatedZeros(blocks: number): {
  readonly deflated: Buffer
  readonly size: number
} {
  const block = Buffer.alloc(64 * 1024 * 1024)
  // Ends on a byte and refers to nothing before it: the same bytes again are the same zeros again.
  const flushed = deflateRawSync(block, { finishFlush: 3 })
  const last = deflateRawSync(Buffer.alloc(0))
  const all = Array.from({ length: blocks }, () => flushed)
  return { deflated: Buffer.concat([...all, last]), size: blocks * block.length }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}
