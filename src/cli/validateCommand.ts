import { Command, Option } from 'commander'
import { LOCAL } from '../access/index.ts'
import { kindOf, OFFICIAL_KINDS } from '../datasets/index.ts'
import { fileSource, publish, validateFile } from '../ingest/index.ts'
import { openableFile } from './arguments.ts'
import { fileJson, outcomeJson, outcomeText, reportLines } from './outcome.ts'
import { EXIT, print, printJson, withLog } from './session.ts'

/** `millesime validate FILE` */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Lit et vérifie un fichier sans rien écrire ; avec --dataset, dit ce qu’il changerait.',
    )
    .argument('<file>', 'le fichier', openableFile)
    .addOption(
      new Option('--kind <kind>', 'modèle ; reconnu par défaut').choices(
        OFFICIAL_KINDS.map(({ name }) => name),
      ),
    )
    .option('--dataset <siren/slug>', 'jeu auquel le comparer')
    .option('--json', 'un objet JSON')
    .action(async (file: string, options: { kind?: string; dataset?: string; json?: boolean }) => {
      const { kind, dataset, json } = options
      if (dataset !== undefined) {
        const deposit = { source: fileSource(file), dataset, token: LOCAL.id, dryRun: true }
        const outcome = await withLog((db) => publish(db, deposit))
        if (json) await printJson(outcomeJson(dataset, outcome))
        else await print(outcomeText(dataset, outcome))
        process.exitCode = outcome.outcome === 'refused' ? EXIT.refused : EXIT.done
        return
      }
      const kinds = kind === undefined ? OFFICIAL_KINDS : [kindOf(kind)]
      const { file: report, isRefused } = await validateFile(fileSource(file), kinds)
      if (json) await printJson({ outcome: isRefused ? 'refused' : 'dry-run', ...fileJson(report) })
      else
        await print(
          [isRefused ? 'Fichier refusé.' : 'Fichier publiable.', ...reportLines(report)].join('\n'),
        )
      process.exitCode = isRefused ? EXIT.refused : EXIT.done
    })
}
