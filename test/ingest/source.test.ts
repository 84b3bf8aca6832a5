import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fileSource, inspect } from '../../src/ingest/source.ts'

describe('fileSource', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-source-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const bytes = randomBytes(300_000)
  const path = join(folder, 'octets')
  writeFileSync(path, bytes)
  const { bytes: fresh, passing = fresh } = fileSource(path)

  test('gives every byte, each piece in the place of the one before', async () => {
    const copies: Buffer[] = []
    const places = new Set<ArrayBufferLike>()
    for await (const piece of passing()) {
      copies.push(Buffer.from(piece))
      places.add(piece.buffer)
    }
    expect(Buffer.concat(copies).equals(bytes)).toBe(true)
    expect(places.size).toBe(1)
  })

  test('is inspected with a start that what follows does not overwrite', async () => {
    const { head, isWhole } = await inspect(passing())
    expect(isWhole).toBe(false)
    expect(head.equals(bytes.subarray(0, head.length))).toBe(true)
    expect(head.length).toBe(128 * 1024)
  })
})
