import type { Encoding } from '../../events/index.ts'
import { BOM } from './decodeText.ts'

/** Tells the encoding of a file, whose bytes it is given once and in order. */
export interface EncodingGuess {
  readonly add: (bytes: Uint8Array) => void
  readonly encoding: () => Encoding
}

/** Bytes that tell UTF-16 from the rest. */
const START = 4096

/** Letters of French that are not ASCII, in the order of `é` `è` `ê` `ç` `â` `ô` `û` `ù` `ï` `ë` `î` `É` `ü` `Ç`. */
const CP850_LETTERS = bytesOf('82 8a 88 87 83 93 96 97 8b 89 8c 90 81 80')
/** The same and the other accented letters of French, œ and the apostrophe of word processors. */
const WINDOWS_LETTERS = bytesOf(
  'e0 e2 e4 e7 e8 e9 ea eb ee ef f4 f6 f9 fb fc ff c0 c2 c4 c7 c8 c9 ca cb ce cf d4 d6 d9 db dc 9c 92',
)

/**
 * Strictly valid UTF-8 is UTF-8, unless every other byte is zero: that is UTF-16. The rest is windows-1252, in
 * which every byte means something, or cp850, the code page of DOS that some software still writes, when the
 * bytes inside its words are French letters there and signs or nothing here.
 */
export function createEncodingGuess(): EncodingGuess {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let start: Buffer = Buffer.alloc(0)
  let valid = true
  let last: readonly [number, number] = [0, 0]
  const votes = { cp850: 0, windows: 0, neither: 0 }
  return {
    add(bytes) {
      if (start.length < START) start = Buffer.concat([start, bytes.subarray(0, START)])
      valid &&= decodes(utf8, bytes, true)
      if (!valid) vote(bytes)
      if (bytes.length > 0) last = [bytes.at(-2) ?? last[1], bytes.at(-1) ?? 0]
    },
    encoding() {
      const hasMark = start.subarray(0, BOM.length).equals(BOM)
      const utf16 = utf16Of(start)
      if (utf16 !== undefined) return utf16
      if (valid && decodes(utf8, new Uint8Array(), false)) return hasMark ? 'utf-8-bom' : 'utf-8'
      if (hasMark) return 'windows-1252-bom'
      const isCp850 = votes.cp850 > 0 && votes.neither === 0 && votes.windows * 10 <= votes.cp850
      return isCp850 ? 'cp850' : 'windows-1252'
    },
  }

  /**
   * Bytes between two ASCII letters: within a word nobody writes a dash, a quote or a control. UTF-8 never has one
   * such byte alone, so the pieces before the first that is not UTF-8 have nothing to say.
   */
  function vote(bytes: Uint8Array) {
    let [before, byte] = last
    for (const next of bytes) {
      if (byte >= 0x80 && isLetter(before) && isLetter(next)) {
        if (CP850_LETTERS.has(byte)) votes.cp850 += 1
        else if (WINDOWS_LETTERS.has(byte)) votes.windows += 1
        else if (byte < 0xa0) votes.neither += 1
      }
      before = byte
      byte = next
    }
  }
}

/** UTF-16 has a mark, or the zero bytes of its many Latin letters all on one side. */
function utf16Of(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = start
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const units = Math.floor(start.length / 2)
  const zeros = [0, 0]
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (units < 2) return undefined
  if (odd >= units * 0.7 && even <= units * 0.02) return 'utf-16le'
  return even >= units * 0.7 && odd <= units * 0.02 ? 'utf-16be' : undefined
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

function bytesOf(hexadecimal: string): ReadonlySet<number> {
  return new Set(hexadecimal.split(' ').map((byte) => Number.parseInt(byte, 16)))
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
