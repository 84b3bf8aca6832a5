const LINE_FEED = 0x0a

/** The lines of a file in batches, each with its end, so that they put end to end are the file. */
export async function* fileLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Buffer[]> {
  let rest = Buffer.alloc(0)
  for await (const piece of bytes) {
    const all = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece])
    const lines: Buffer[] = []
    let start = 0
    for (let end = all.indexOf(LINE_FEED); end !== -1; end = all.indexOf(LINE_FEED, start)) {
      lines.push(all.subarray(start, end + 1))
      start = end + 1
    }
    rest = all.subarray(start)
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0) yield [rest]
}
