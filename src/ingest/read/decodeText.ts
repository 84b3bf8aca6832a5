import iconv from 'iconv-lite'
import type { Encoding } from '../../events/index.ts'

/** Decodes bytes a piece at a time; no piece is the end. */
type Decode = (piece?: Uint8Array) => string

/** Bytes of the mark that a file said to be of UTF-8 begins with. */
export const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * Text of a byte stream, in pieces, without a byte order mark and with every line end written `\n`, so
 * that a file with mixed ones has the rows its author saw.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decode = decoderOf(encoding)
  let held = ''
  for await (const piece of bytes) {
    const text = held + decode(piece)
    // A carriage return may be the first half of a line end.
    held = text.endsWith('\r') ? '\r' : ''
    yield withLineFeeds(held === '' ? text : text.slice(0, -1))
  }
  const rest = held + decode()
  if (rest !== '') yield withLineFeeds(rest)
}

/** Text with every line end written `\n`. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text
}

function decoderOf(encoding: Encoding): Decode {
  switch (encoding) {
    case 'cp850': {
      const decoder = iconv.getDecoder(encoding)
      return (piece) => (piece ? decoder.write(Buffer.from(piece)) : decoder.end()) ?? ''
    }
    case 'windows-1252-bom':
      return withoutMark(standard('windows-1252'))
    case 'utf-8-bom':
      return standard('utf-8')
    default:
      return standard(encoding)
  }
}

/** Those that the platform knows drop the mark of their own encoding. */
function standard(label: string): Decode {
  const decoder = new TextDecoder(label)
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode())
}

function withoutMark(decode: Decode): Decode {
  let left = BOM.length
  return (piece) => {
    if (piece === undefined) return decode()
    const rest = piece.subarray(left)
    left -= piece.length - rest.length
    return decode(rest)
  }
}
