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
    { scope: 'file' },
  ],
})

/** The siren and the kind of what these tests publish. */
export const SIREN = '299900035'
