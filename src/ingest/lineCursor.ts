const LINE_FEED = 0x0a

/** Bytes looked at in one go, unless one line is longer. */
const WINDOW_BYTES = 64 * 1024

/** Bytes held, at most. */
const MOST_BYTES = 8 * 1024 * 1024

/** Where the reading of a file is, always at the start of a line. */
export interface LineCursor {
  /** Brings bytes to look at: a window of them, and some whole lines, or all that remain. False when these lines are too long. */
  readonly fill: () => Promise<boolean>
  readonly isAtEnd: () => boolean
  /** What was brought and not passed. */
  readonly bytes: () => Buffer
  /** Whether these are the last. */
  readonly isWhole: () => boolean
  /** The lines that come, so many at most, each with its end; the last of a file may have none. */
  readonly peek: (count: number) => readonly Buffer[]
  /** Passes some whole lines. */
  readonly skip: (bytes: number, lines: number) => void
  /** Number of the line that comes. */
  readonly line: () => number
}

/** @param ahead whole lines that `fill` brings at least, where there are so many */
export function lineCursor(content: AsyncIterable<Uint8Array>, ahead: number): LineCursor {
  const pieces = content[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  let line = 1
  let ended = false
  const peek = (count: number): readonly Buffer[] => {
    const lines: Buffer[] = []
    let start = 0
    while (lines.length < count) {
      const end = held.indexOf(LINE_FEED, start)
      if (end === -1) break
      lines.push(held.subarray(start, end + 1))
      start = end + 1
    }
    if (ended && lines.length < count && start < held.length) lines.push(held.subarray(start))
    return lines
  }
  return {
    async fill() {
      while (!ended && (held.length < WINDOW_BYTES || peek(ahead).length < ahead)) {
        if (held.length > MOST_BYTES) return false
        const next = await pieces.next()
        if (next.done) ended = true
        else held = Buffer.concat([held, next.value])
      }
      return true
    },
    isAtEnd: () => ended && held.length === 0,
    bytes: () => held,
    isWhole: () => ended,
    peek,
    skip(bytes, lines) {
      line += lines
      held = held.subarray(bytes)
    },
    line: () => line,
  }
}

/** The whole lines that come next in both files, the same in both. */
export function commonLines(a: LineCursor, b: LineCursor): Buffer {
  const [left, right] = [a.bytes(), b.bytes()]
  const same = commonLength(left, right)
  const isRest = a.isWhole() && b.isWhole() && same === left.length && same === right.length
  // A search from below the first byte would start at the last.
  const end = isRest || same === 0 ? same : left.lastIndexOf(LINE_FEED, same - 1) + 1
  return left.subarray(0, end)
}

/** How many bytes are the same from the start. */
function commonLength(a: Buffer, b: Buffer): number {
  let same = 0
  let different = Math.min(a.length, b.length) + 1
  while (different - same > 1) {
    const middle = (same + different) >> 1
    if (a.compare(b, same, middle, same, middle) === 0) same = middle
    else different = middle
  }
  return same
}

/** How many lines these are; the last may have no end. */
export function countLines(lines: Buffer): number {
  let count = lines.length > 0 && lines.at(-1) !== LINE_FEED ? 1 : 0
  for (let at = lines.indexOf(LINE_FEED); at !== -1; at = lines.indexOf(LINE_FEED, at + 1))
    count += 1
  return count
}
