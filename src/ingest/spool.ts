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

/** An empty spool in a temporary folder of its own, removed by `close`. */
export function createSpool<Row extends object>(): Spool<Row> {
  const { file, close } = openTemporaryFile()
  const offsets: number[] = [0]
  let buffer: Buffer[] = []
  let buffered = 0
  let size = 0
  // Reading in order is one system call a megabyte, not one a row; reading elsewhere is one row.
  let window = { from: 0, bytes: Buffer.alloc(0) }

  const flush = () => {
    if (buffered === 0) return
    const bytes = Buffer.concat(buffer)
    writeSync(file, bytes, 0, bytes.length, size - buffered)
    buffer = []
    buffered = 0
  }
  const slice = (from: number, to: number): Buffer => {
    flush()
    if (from < window.from || to > window.from + window.bytes.length) {
      const end = window.from + window.bytes.length
      const inOrder = window.from <= from && from <= end
      const ahead = inOrder ? Math.min(BUFFER_BYTES, size - from) : 0
      const bytes = Buffer.alloc(Math.max(to - from, ahead))
      readSync(file, bytes, 0, bytes.length, from)
      window = { from, bytes }
    }
    return window.bytes.subarray(from - window.from, to - window.from)
  }
  return {
    append(row) {
      const bytes = Buffer.from(JSON.stringify(row))
      buffer.push(bytes)
      buffered += bytes.length
      size += bytes.length
      offsets.push(size)
      if (buffered >= BUFFER_BYTES) flush()
      return offsets.length - 2
    },
    read(index) {
      const from = offsets[index]
      const to = offsets[index + 1]
      if (from === undefined || to === undefined) throw new RangeError(`no spooled row ${index}`)
      // Written by append just above.
      return JSON.parse(slice(from, to).toString()) as Row
    },
    size: () => offsets.length - 1,
    close,
  }
}
