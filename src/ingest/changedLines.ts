import { commonLines, countLines, type LineCursor, lineCursor } from './lineCursor.ts'

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
  readonly followed: readonly FileLine[]
}

/** Bytes of changed lines held, at most: beyond them a file is read whole. */
const MOST_BYTES = 8 * 1024 * 1024

/** Lines looked ahead on both sides for where two files agree again. */
const AHEAD = 8

/**
 * Compares two files line by line, in one pass and little memory: stretches that are the same bytes are passed
 * over as they are. Undefined when too much differs, or when the first line does, or a line is no row by itself.
 *
 * @param areRows whether some whole lines, put end to end, are each a row
 * @param follow lines of the file before to find again in the file after
 */
export async function changedLines(
  before: AsyncIterable<Uint8Array>,
  after: AsyncIterable<Uint8Array>,
  areRows: (lines: Buffer) => boolean,
  follow: ReadonlySet<number>,
): Promise<ChangedLines | undefined> {
  const old = lineCursor(before, AHEAD + 1)
  const fresh = lineCursor(after, AHEAD + 1)
  const aside = { old: new Map<string, number[]>(), fresh: new Map<string, number[]>() }
  const followed: FileLine[] = []
  const waited = [...follow].toSorted((a, b) => a - b)
  let held = 0
  const setAside = (side: 'old' | 'fresh', text: string, line: number) => {
    const others = aside[side === 'old' ? 'fresh' : 'old']
    const waiting = others.get(text)
    const other = waiting?.shift()
    if (waiting?.length === 0) others.delete(text)
    if (other !== undefined) {
      held -= text.length
      const [oldLine, freshLine] = side === 'old' ? [line, other] : [other, line]
      if (follow.has(oldLine)) followed.push({ line: freshLine, text })
      return
    }
    held += text.length
    const lines = aside[side].get(text)
    if (lines === undefined) aside[side].set(text, [line])
    else lines.push(line)
  }
  /** Passes lines that are the same on both sides. */
  const skip = (lines: Buffer) => {
    const [from, offset] = [old.line(), fresh.line() - old.line()]
    const count = countLines(lines)
    old.skip(lines.length, count)
    fresh.skip(lines.length, count)
    while (waited[0] !== undefined && waited[0] < old.line()) {
      const line = waited.shift() ?? 0
      // Those before were set aside.
      if (line >= from) followed.push({ line: line + offset, text: lineAt(lines, line - from) })
    }
  }
  for (;;) {
    if (!((await old.fill()) && (await fresh.fill()))) return undefined
    if (old.isAtEnd() && fresh.isAtEnd()) break
    const same = commonLines(old, fresh)
    if (same.length > 0) {
      if (!areRows(same)) return undefined
      skip(same)
      continue
    }
    if (old.line() === 1) return undefined
    const apart = untilSame(old, fresh)
    for (const [side, cursor, count] of [
      ['old', old, apart[0]],
      ['fresh', fresh, apart[1]],
    ] as const) {
      for (const line of cursor.peek(count)) {
        if (!areRows(line)) return undefined
        setAside(side, line.toString('latin1'), cursor.line())
        cursor.skip(line.length, 1)
      }
    }
    if (held > MOST_BYTES) return undefined
  }
  return { gone: linesOf(aside.old), fresh: linesOf(aside.fresh), followed }
}

/** Lines to set aside on each side before the two agree again; one of each when they do not soon. */
function untilSame(old: LineCursor, fresh: LineCursor): readonly [number, number] {
  const [left, right] = [old.peek(AHEAD + 1), fresh.peek(AHEAD + 1)]
  for (let sum = 1; sum <= AHEAD; sum += 1) {
    for (let i = 0; i <= sum; i += 1) {
      const [a, b] = [left[i], right[sum - i]]
      if (a !== undefined && b !== undefined && a.equals(b)) return [i, sum - i]
    }
  }
  return [1, 1]
}

function lineAt(lines: Buffer, index: number): string {
  return lines.toString('latin1').split(/(?<=\n)/)[index] ?? ''
}

function linesOf(aside: ReadonlyMap<string, readonly number[]>): readonly FileLine[] {
  return [...aside]
    .flatMap(([text, lines]) => lines.map((line) => ({ line, text })))
    .toSorted((a, b) => a.line - b.line)
}
