import { fileLines } from './read/fileLines.ts'

/** A line of a file, by its number from 1; its text has one character a byte, its end included. */
export interface FileLine {
  readonly line: number
  readonly text: string
}

/** What differs between the lines of two files, as multisets: where they stand does not count. */
export interface ChangedLines {
  /** Lines of the file before, and lines of the file after, that the other has not as often. */
  readonly gone: readonly FileLine[]
  readonly fresh: readonly FileLine[]
  /** Lines of the file after that are the followed ones of the file before. */
  readonly followed: ReadonlySet<number>
}

/** Bytes of changed lines held, at most: beyond them a file is read whole. */
const MOST_BYTES = 8 * 1024 * 1024

/** Lines looked ahead on both sides for where two files agree again. */
const AHEAD = 8

/**
 * Compares two files line by line, in one pass and little memory. Undefined when too much differs, or when the first
 * line does, or a line is no row by itself.
 *
 * @param follow lines of the file before to find again in the file after
 */
export async function changedLines(
  before: AsyncIterable<Uint8Array>,
  after: AsyncIterable<Uint8Array>,
  isRow: (line: Buffer) => boolean,
  follow: ReadonlySet<number>,
): Promise<ChangedLines | undefined> {
  const old = cursorOf(before)
  const fresh = cursorOf(after)
  const aside = { old: new Map<string, number[]>(), fresh: new Map<string, number[]>() }
  const followed = new Set<number>()
  let held = 0
  const pair = (oldLine: number, freshLine: number) => {
    if (follow.has(oldLine)) followed.add(freshLine)
  }
  const setAside = (side: 'old' | 'fresh', text: string, line: number) => {
    const others = aside[side === 'old' ? 'fresh' : 'old']
    const waiting = others.get(text)
    const other = waiting?.shift()
    if (waiting?.length === 0) others.delete(text)
    if (other !== undefined) {
      held -= text.length
      if (side === 'old') pair(line, other)
      else pair(other, line)
      return
    }
    held += text.length
    const lines = aside[side].get(text)
    if (lines === undefined) aside[side].set(text, [line])
    else lines.push(line)
  }
  for (;;) {
    await old.fill()
    await fresh.fill()
    const [a, b] = [old.peek(0), fresh.peek(0)]
    if (a === undefined && b === undefined) break
    const same = a !== undefined && b !== undefined && a.equals(b)
    if (same) {
      if (!isRow(a)) return undefined
      pair(old.line(), fresh.line())
      old.skip()
      fresh.skip()
      continue
    }
    if (old.line() === 1) return undefined
    const apart = untilSame(old, fresh)
    for (const [side, cursor, count] of [
      ['old', old, apart[0]],
      ['fresh', fresh, apart[1]],
    ] as const) {
      for (let i = 0; i < count; i += 1) {
        const line = cursor.peek(0)
        if (line === undefined) break
        if (!isRow(line)) return undefined
        setAside(side, line.toString('latin1'), cursor.line())
        cursor.skip()
      }
    }
    if (held > MOST_BYTES) return undefined
  }
  return { gone: linesOf(aside.old), fresh: linesOf(aside.fresh), followed }
}

/** Lines to set aside on each side before the two agree again; one of each when they do not soon. */
function untilSame(old: Cursor, fresh: Cursor): readonly [number, number] {
  for (let sum = 1; sum <= AHEAD; sum += 1) {
    for (let i = 0; i <= sum; i += 1) {
      const [a, b] = [old.peek(i), fresh.peek(sum - i)]
      if (a !== undefined && b !== undefined && a.equals(b)) return [i, sum - i]
    }
  }
  return [1, 1]
}

function linesOf(aside: ReadonlyMap<string, readonly number[]>): readonly FileLine[] {
  return [...aside]
    .flatMap(([text, lines]) => lines.map((line) => ({ line, text })))
    .toSorted((a, b) => a.line - b.line)
}

/** Where the reading of a file is; `fill` brings the lines that may be peeked at. */
interface Cursor {
  readonly fill: () => Promise<void>
  readonly peek: (ahead: number) => Buffer | undefined
  readonly skip: () => void
  /** Number of the line that comes. */
  readonly line: () => number
}

function cursorOf(bytes: AsyncIterable<Uint8Array>): Cursor {
  const batches = fileLines(bytes)[Symbol.asyncIterator]()
  let lines: readonly Buffer[] = []
  let at = 0
  let line = 1
  let ended = false
  const NOTHING = Promise.resolve()
  const more = async () => {
    while (!ended && lines.length - at <= AHEAD) {
      const next = await batches.next()
      if (next.done) ended = true
      else {
        lines = [...lines.slice(at), ...next.value]
        at = 0
      }
    }
  }
  return {
    fill: () => (ended || lines.length - at > AHEAD ? NOTHING : more()),
    peek: (ahead) => lines[at + ahead],
    skip() {
      at += 1
      line += 1
    },
    line: () => line,
  }
}
