import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishExamples } from '../examples/publish.ts'
import { savedQueries } from '../examples/queries.ts'
import { exitCodeOf } from './cli/exitCodes.ts'
import { readConfig } from './config.ts'
import { MillesimeError } from './errors.ts'
import { serve } from './serve.ts'

// `npm start`: the demonstration, an invented history in a log of its own.

const MARK = 'DEMONSTRATION'

/** The examples enter a folder that was made for them, and no other. */
function claimFolder(home: string): void {
  const mark = join(home, MARK)
  if (existsSync(mark)) return
  if (existsSync(join(home, 'pg'))) {
    throw new MillesimeError(
      'CONFIG_INVALID',
      `Le dossier ${home} contient un vrai journal : la démonstration n’y entre pas. Choisir un autre MILLESIME_DATA, ou « bin/millesime serve ».`,
    )
  }
  try {
    mkdirSync(home, { recursive: true })
    writeFileSync(mark, 'Journal de démonstration : tout y est inventé.\n')
  } catch (cause) {
    throw new MillesimeError(
      'CONFIG_INVALID',
      `Le dossier ${home} ne peut pas être créé ou écrit par ce compte : choisir un autre MILLESIME_DATA.`,
      { home },
      { cause },
    )
  }
}

try {
  const config = readConfig()
  claimFolder(config.demonstration.home)
  await serve(config, {
    location: config.demonstration,
    isDemonstration: true,
    queries: savedQueries(),
    prepare: ({ db }) => publishExamples(db),
  })
} catch (error) {
  if (!(error instanceof MillesimeError)) throw error
  process.stderr.write(`${error.message} (${error.code})\n`)
  process.exitCode = exitCodeOf(error.code)
}
