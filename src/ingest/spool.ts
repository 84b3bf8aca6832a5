import { readSync, writeSync } from 'node:fs'
import { openTemporaryFile } from './read/temporaryFile.ts'

/** Rows put aside on disk, so that memory does not grow with a file. Read back in order or by rank. */
export interface Spool<Row> {
  readonly append: (row: Row) => number
  readonly read: (index: number) => Row
  readonly size: () => number
  readonly close: () => void
}

const BUFFER_BYTES = 1024 * 1024

/**
 * An empty spool in a temporary folder of its own, removed by `close`. Its two buffers are used again and again:
 * what V8 sees outlive a collection, however small, makes it take memory for the young, up to 128 MB of it.
 */
export function createSpool<Row extends object>(): Spool<Row> {
  const { file, close } = openTemporaryFile()
  const offsets: number[] = [0]
  const written = Buffer.allocUnsafeSlow(BUFFER_BYTES)
  let buffered = 0
  let size = 0
  // Reading in order is one system call a megabyte, not one a row; reading elsewhere is one row.
  const window = Buffer.allocUnsafeSlow(BUFFER_BYTES)
  let from = 0
  let to = 0

  const flush = () => {
    writeAll(file, written.subarray(0, buffered), size - buffered)
    buffered = 0
  }
  const textAt = (start: number, end: number): string => {
    if (buffered > 0) flush()
    if (end - start > window.length) {
      const row = Buffer.alloc(end - start)
      readAll(file, row, start)
      return row.toString()
    }
    if (start < from || end > to) {
      const inOrder = from <= start && start <= to
      from = start
      to = inOrder ? Math.min(start + window.length, size) : end
      readAll(file, window.subarray(0, to - from), from)
    }
    return window.toString('utf8', start - from, end - from)
  }
  return {
    append(row) {
      const text = JSON.stringify(row)
      const length = Buffer.byteLength(text)
      if (buffered + length > written.length) flush()
      if (length > written.length) writeAll(file, Buffer.from(text), size)
      else buffered += written.write(text, buffered)
      size += length
      offsets.push(size)
      return offsets.length - 2
    },
    read(index) {
      const start = offsets[index]
      const end = offsets[index + 1]
      if (start === undefined || end === undefined) throw new RangeError(`no spooled row ${index}`)
      // Written by append just above.
      return JSON.parse(textAt(start, end)) as Row
    },
    size: () => offsets.length - 1,
    close,
  }
}

function writeAll(file: number, bytes: Uint8Array, position: number) {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(file, bytes, at, bytes.length - at, position + at)
  }
}

function readAll(file: number, bytes: Uint8Array, position: number) {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, bytes.length - at, position + at)
    if (read === 0) throw new RangeError('a spool ends before its rows')
    at += read
  }
}
