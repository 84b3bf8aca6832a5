import { randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import { readOriginal } from '../../src/events/index.ts'
import { test } from '../database.ts'
import { givenDataset, publishText } from '../given.ts'

const HEADER = 'COLL_INSEE;ENFANT_PRENOM;NOMBRE_OCCURRENCES;ANNEE;Remarque\r\n'

describe('readOriginal', () => {
  test.for([
    ['of a few bytes', 0],
    ['of more than two chunks', 17 * 1024 * 1024 + 12_345],
    ['of exactly one chunk', 8 * 1024 * 1024],
  ] as const)('gives the exact bytes of a file %s', async ([, size], { db }) => {
    const { path, id } = await givenDataset(db, 'prenoms')
    const start = `${HEADER}99901;Zoé;3;2020;`
    const line = '\r\n99901;Lou;2;2020;'
    const bytes = Buffer.from(start + line)
    // Bytes that are not UTF-8, and that nothing compresses; a row of them is not endless.
    const noise = Buffer.from(randomBytes(Math.max(0, size - bytes.length)).map(printable))
    for (let at = 1_000_000; at + line.length < noise.length; at += 1_000_000) {
      noise.write(line, at, 'latin1')
    }
    const file = Buffer.concat([Buffer.from(start, 'latin1'), noise, Buffer.from(line)])
    const outcome = await publishText(db, path, file)
    expect(outcome.outcome).toBe('published')
    const pieces: Buffer[] = []
    for await (const piece of readOriginal(db, { datasetId: id, streamVersion: 2 })) {
      expect(piece.length).toBeLessThanOrEqual(8 * 1024 * 1024)
      pieces.push(piece)
    }
    expect(Buffer.concat(pieces).equals(file)).toBe(true)
  })

  test('gives nothing for an event that has no file', async ({ db }) => {
    const { id } = await givenDataset(db, 'prenoms')
    const pieces = []
    for await (const piece of readOriginal(db, { datasetId: id, streamVersion: 1 })) {
      pieces.push(piece)
    }
    expect(pieces).toEqual([])
  })
})

/** Neither a control character, nor what a CSV or HTML means something by. */
function printable(byte: number): number {
  return 0xc0 + (byte % 64)
}
