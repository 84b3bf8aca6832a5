/**
 * Text of a byte stream, in pieces, without a byte order mark and with every line end written `\n`, so
 * that a file with mixed ones has the rows its author saw.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const piece of bytes) {
    const text = held + decoder.decode(piece, { stream: true })
    // A carriage return may be the first half of a line end.
    held = text.endsWith('\r') ? '\r' : ''
    yield withLineFeeds(held === '' ? text : text.slice(0, -1))
  }
  const rest = held + decoder.decode()
  if (rest !== '') yield withLineFeeds(rest)
}

/** Text with every line end written `\n`. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text
}
