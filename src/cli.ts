import { Command } from 'commander'
import { declareCommand } from './cli/declareCommand.ts'
import { diffCommand } from './cli/diffCommand.ts'
import { exitCodeOf } from './cli/exitCodes.ts'
import { exportCommand } from './cli/exportCommand.ts'
import { frenchErrors, frenchHelp } from './cli/french.ts'
import { logCommand } from './cli/logCommand.ts'
import { publishCommand } from './cli/publishCommand.ts'
import { EXIT, tell } from './cli/session.ts'
import { showCommand } from './cli/showCommand.ts'
import { tokenCommand } from './cli/tokenCommand.ts'
import { validateCommand } from './cli/validateCommand.ts'
import { readConfig } from './config.ts'
import { MillesimeError } from './errors.ts'
import { publishReference } from './reference/index.ts'
import { serve } from './serve.ts'

// `bin/millesime`: what a program reads goes to stdout, what a person reads to stderr.

const program = new Command('millesime')
  .description('Millésime : l’historique des données locales ouvertes.')
  .addHelpText(
    'before',
    `Exemples :
  millesime publish subventions.csv --dataset 299900035/subventions
  millesime diff 299900035/subventions 1 2
  millesime export subventions --format ndjson
`,
  )
  .configureHelp(frenchHelp)
  .configureOutput(frenchErrors)
  .helpOption('-h, --help', 'cette aide')
  .helpCommand('help [commande]', 'aide d’une commande')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage)
  })

const serveCommand = new Command('serve')
  .description('Sert le journal réel par HTTP.')
  .action(async () => {
    const config = readConfig()
    await serve(config, {
      location: config.log,
      isDemonstration: false,
      prepare: ({ db }) => publishReference(db),
    })
  })
for (const command of [
  serveCommand,
  declareCommand(),
  publishCommand(),
  validateCommand(),
  diffCommand(),
  logCommand(),
  showCommand(),
  exportCommand(),
  tokenCommand(),
]) {
  program.addCommand(command)
  inheritSettings(command, program)
}

// The write that fails says so itself.
process.stdout.on('error', () => {})
try {
  await program.parseAsync()
} catch (error) {
  if (isBrokenPipe(error)) {
    process.exitCode = EXIT.done
  } else if (error instanceof MillesimeError) {
    tell(`${error.message} (${error.code})`)
    process.exitCode = exitCodeOf(error.code)
  } else {
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = EXIT.bug
  }
}

/** French and exit codes, down to the commands of a command: they were made before it had any. */
function inheritSettings(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) inheritSettings(child, command)
}

/** `millesime log | head`: whoever read has had enough. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
