import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty file of its own, open for reading and writing, and gone once closed. */
export function openTemporaryFile(): { readonly file: number; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-'))
  const file = openSync(join(folder, 'bytes'), 'wx+', 0o600)
  // It may name people: once opened, it needs no name, and a killed process leaves nothing behind.
  if (process.platform !== 'win32') rmSync(folder, { recursive: true })
  return {
    file,
    close() {
      closeSync(file)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
