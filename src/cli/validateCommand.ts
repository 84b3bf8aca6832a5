import { Command, Option } from 'commander'
import { LOCAL } from '../access/index.ts'
import { kindOf, OFFICIAL_KINDS } from '../datasets/index.ts'
import { fileSource, publish, validateFile } from '../ingest/index.ts'
import {
  type ColumnOptions,
  declaredColumns,
  mapOption,
  openableFile,
  setOption,
} from './arguments.ts'
import { checkColumns, checkNames } from './columnsOfDataset.ts'
import { outcomeJson, outcomeText } from './outcome.ts'
import { fileJson } from './reportJson.ts'
import { reportLines } from './reportText.ts'
import { EXIT, print, printJson, withLog } from './session.ts'

interface Options extends ColumnOptions {
  readonly kind?: string
  readonly sheet?: string
  readonly dataset?: string
  readonly json?: boolean
}

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
    .option('--sheet <nom>', 'feuille du tableur à lire ; reconnue par défaut')
    .addOption(mapOption())
    .addOption(setOption('que le fichier n’a pas'))
    .option('--dataset <siren/slug>', 'jeu auquel le comparer')
    .option('--json', 'un objet JSON')
    .addHelpText('after', '\nCode de sortie : 0 publiable, 1 refusé, 2 mal demandé, 5 jeu inconnu.')
    .action(async (file: string, options: Options) => {
      const { kind, sheet, dataset, json } = options
      const source = fileSource(file, sheet)
      const columns = declaredColumns(options)
      if (dataset !== undefined) {
        const deposit = { source, dataset, token: LOCAL.id, dryRun: true }
        const outcome = await withLog(async (db) => {
          await checkColumns(db, dataset, columns)
          return await publish(db, deposit)
        })
        if (json) await printJson(outcomeJson(dataset, outcome))
        else await print(outcomeText(dataset, outcome))
        process.exitCode = outcome.outcome === 'refused' ? EXIT.refused : EXIT.done
        return
      }
      const kinds = kind === undefined ? OFFICIAL_KINDS : [kindOf(kind)]
      checkNames(kinds, columns)
      const { file: report, isRefused } = await validateFile(source, kinds, columns)
      if (json) await printJson({ outcome: isRefused ? 'refused' : 'dry-run', ...fileJson(report) })
      else
        await print(
          [isRefused ? 'Fichier refusé.' : 'Fichier publiable.', ...reportLines(report)].join('\n'),
        )
      process.exitCode = isRefused ? EXIT.refused : EXIT.done
    })
}
