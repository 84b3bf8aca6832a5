import { test as base } from 'vitest'
import { MILLESIME, type Place, type Server, withPlace } from './processes.ts'

/** `test` with a folder of its own for a file, where nothing runs yet. */
export const alone = base.extend<{ $file: { place: Place } }>({
  place: [async ({}, use) => withPlace(use), { scope: 'file' }],
})

/** `test` with a folder for a file and `millesime serve` running on it, which commands join. */
export const test = alone.extend<{ $file: { server: Server } }>({
  server: [
    async ({ place }, use) => use(await place.serve([MILLESIME, 'serve'])),
    { scope: 'file', auto: true },
  ],
})

/** What a command printed, which must be JSON; what it told is the test's to read. */
export function json(stdout: string): unknown {
  return JSON.parse(stdout)
}

/** The same, one object a line. */
export function jsonLines(stdout: string): readonly unknown[] {
  return linesOf(stdout).map((line) => JSON.parse(line))
}

/** Lines of a text that ends with a line feed. */
export function linesOf(stdout: string): readonly string[] {
  return stdout.replace(/\n$/, '').split('\n')
}
