import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../src/db/index.ts'
import { test } from './database.ts'

const folder = join(import.meta.dirname, '../../shared')

/** Folder of real files and references, beside the project; undefined where it is absent. */
export const sharedFolder: string | undefined = existsSync(folder) ? folder : undefined

/** A test that reads real files in place: skipped, and loudly, where they are absent. */
export function testShared(
  name: string,
  fn: (context: { readonly db: Db }) => Promise<void>,
): void {
  if (sharedFolder !== undefined) {
    test(name, async ({ db }) => await fn({ db }))
    return
  }
  const skipped = `SKIPPED, ../shared is not here: ${name}`
  console.warn(skipped)
  test.skip(skipped, () => {})
}
