import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SavedQuery } from '../src/http/index.ts'

const FOLDER = join(import.meta.dirname, 'queries')

/** The queries of the demonstration, named after their files, in the order of their numbers. */
export function savedQueries(): readonly SavedQuery[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted()
    .map((name) => ({
      name: name.slice(0, -'.graphql'.length),
      query: readFileSync(join(FOLDER, name), 'utf8'),
    }))
}
