import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FormName, writeLarge } from './largeFiles.ts'
import { validated } from './measured.ts'

const MB = 1e6

/** The forms that may be of 200 MB, and those that are read by the same code, at a fifth of it. */
const FILES: readonly (readonly [megabytes: number, form: FormName])[] = [
  [200, 'csv'],
  [200, 'json'],
  [40, 'oldJson'],
  [40, 'xml'],
  [40, 'geojson'],
]

describe.skipIf(process.platform !== 'linux')('memory, beside that of a small file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-memory-'))
  const path = join(folder, 'fichier')
  let usual = 0

  beforeAll(async () => {
    writeLarge(path, 'csv', 1)
    usual = (await validated(path)).peak
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.for(FILES)(
    'grows by less than 150 MB for %i MB of %s',
    { timeout: 180_000 },
    async ([megabytes, form]) => {
      const records = writeLarge(path, form, megabytes * MB)
      const { isRefused, rowsRead, seconds, peak } = await validated(path)
      const growth = (peak - usual) / MB
      console.log(
        `${megabytes} MB of ${form}: ${growth.toFixed(0)} MB over ${(usual / MB).toFixed(0)}, ${seconds.toFixed(0)} s of processor`,
      )
      expect({ isRefused, rowsRead }).toEqual({ isRefused: false, rowsRead: records })
      expect(growth).toBeLessThan(150)
    },
  )
})
