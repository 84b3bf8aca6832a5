import { Command, Option } from 'commander'
import { LOCAL } from '../access/index.ts'
import { kindOf, OFFICIAL_KINDS } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { declareDataset, packOriginals, type Scope } from '../events/index.ts'
import { datasetByPath, readHead, stateOfHead } from '../history/index.ts'
import { fileSource, type Outcome, publish, validateFile } from '../ingest/index.ts'
import {
  type ColumnOptions,
  declaredColumns,
  instant,
  mapOption,
  openableFile,
  pathParts,
  setOption,
  wholeNumber,
} from './arguments.ts'
import { checkColumns, checkNames } from './columnsOfDataset.ts'
import { outcomeJson, outcomeText } from './outcome.ts'
import { EXIT, print, printJson, tell, withLog } from './session.ts'

interface Options extends ColumnOptions {
  readonly dataset: string
  readonly kind?: string
  readonly sheet?: string
  readonly nom?: string
  readonly title?: string
  readonly scope: Scope
  readonly publishedAt?: Date
  readonly note?: string
  readonly key?: string
  readonly expectedVersion?: number
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** `millesime publish FILE --dataset SIREN/SLUG` */
export function publishCommand(): Command {
  return new Command('publish')
    .description(
      'Publie un fichier comme version suivante de son jeu ; déclare le jeu s’il est nouveau.',
    )
    .argument('<file>', 'le fichier', openableFile)
    .requiredOption('--dataset <siren/slug>', 'chemin du jeu')
    .option('--kind <kind>', 'modèle d’un jeu nouveau ; reconnu aux en-têtes par défaut')
    .option('--nom <nom>', 'nom du publieur d’un jeu nouveau')
    .option('--title <titre>', 'titre d’un jeu nouveau')
    .option('--sheet <nom>', 'feuille du tableur à lire ; reconnue par défaut')
    .addOption(mapOption())
    .addOption(setOption('que le fichier n’a pas'))
    .addOption(
      new Option('--scope <scope>', 'ce que le fichier couvre')
        .choices(['complet', 'increment'])
        .default('complet'),
    )
    .option(
      '--published-at <date>',
      'quand il a été mis en ligne (AAAA-MM-JJ ou RFC 3339)',
      instant,
    )
    .option('--note <texte>', 'ce qu’il faut en savoir')
    .option('--key <clé>', 'clé d’idempotence')
    .option(
      '--expected-version <n>',
      'version qui doit être en vigueur, 0 pour aucune',
      wholeNumber,
    )
    .option('--dry-run', 'lire, vérifier et comparer sans rien écrire')
    .option('--json', 'un objet JSON')
    .action(async (file: string, options: Options) => {
      await withLog(async (db) => {
        const outcome =
          (await declareIfNew(db, file, options)) ?? (await publish(db, deposit(file, options)))
        if (options.json) await printJson(outcomeJson(options.dataset, outcome))
        else await print(outcomeText(options.dataset, outcome))
        process.exitCode = exitCode(outcome)
        // Said already: nobody waits for it.
        if (outcome.outcome === 'published') await packOriginals(db)
      })
    })
}

function deposit(file: string, options: Options) {
  const { dataset, sheet, scope, publishedAt, note, key, expectedVersion, dryRun } = options
  return {
    source: fileSource(file, sheet),
    dataset,
    token: LOCAL.id,
    scope,
    ...(publishedAt ? { publishedAt } : {}),
    ...(note === undefined ? {} : { note }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    ...(dryRun ? { dryRun } : {}),
  }
}

/**
 * Declares a dataset that is new, of the kind given or else told by the file's headers. A file that would be
 * refused declares nothing: what becomes of it is given back.
 */
async function declareIfNew(db: Db, file: string, options: Options): Promise<Outcome | undefined> {
  const { dataset, dryRun } = options
  const columns = declaredColumns(options)
  const known = await datasetByPath(db, stateOfHead(await readHead(db)), dataset)
  if (known !== undefined) {
    await checkColumns(db, dataset, columns)
    return undefined
  }
  if (dryRun) {
    throw new MillesimeError(
      'DATASET_UNKNOWN',
      `Le jeu « ${dataset} » n’est pas déclaré : un essai n’écrit rien. Voir « millesime validate » ou « millesime declare ».`,
    )
  }
  // A dataset that is not there has no version.
  if (options.expectedVersion) return { outcome: 'conflict', current: 0 }
  const kinds = options.kind === undefined ? OFFICIAL_KINDS : [kindOf(options.kind)]
  checkNames(kinds, columns)
  const source = fileSource(file, options.sheet)
  const { file: report, isRefused } = await validateFile(source, kinds, columns)
  const { kind } = report
  if (isRefused || kind === undefined) return { outcome: 'refused', file: report }
  const { siren, slug } = pathParts(dataset)
  const title = options.title ?? kind.title
  const nom = options.nom ?? siren
  const declaration = { siren, slug, kind: kind.name, title, licence: 'lov2', nom, ...columns }
  await declareDataset(db, declaration, LOCAL.id)
  tell(`Jeu ${dataset} déclaré : modèle ${kind.name}, titre « ${title} », licence lov2.`)
  return undefined
}

function exitCode({ outcome }: Outcome): number {
  if (outcome === 'refused') return EXIT.refused
  return outcome === 'conflict' ? EXIT.conflict : EXIT.done
}
