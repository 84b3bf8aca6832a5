import { Command, Option } from 'commander'
import { LOCAL } from '../access/index.ts'
import { kindOf, libre, OFFICIAL_KINDS, type TableSchema } from '../datasets/index.ts'
import { declareDataset } from '../events/index.ts'
import {
  type ColumnOptions,
  declaredColumns,
  mapOption,
  pathParts,
  setOption,
  tableSchemaFile,
} from './arguments.ts'
import { print, withLog } from './session.ts'

/** `millesime declare SIREN/SLUG` */
export function declareCommand(): Command {
  return new Command('declare')
    .description('Déclare un jeu de données.')
    .argument('<siren/slug>', 'chemin du jeu')
    .addOption(
      new Option('--kind <kind>', 'modèle')
        .choices([...OFFICIAL_KINDS, libre].map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .requiredOption('--nom <nom>', 'nom du publieur')
    .option('--insee <code>', 'code INSEE du publieur, pour une commune')
    .option('--title <titre>', 'titre ; celui du modèle par défaut')
    .option('--licence <code>', 'licence', 'lov2')
    .option('--contact <adresse>', 'à qui écrire au sujet du jeu')
    .addOption(mapOption())
    .addOption(setOption('que ses fichiers n’ont pas'))
    .option('--table-schema <fichier>', 'Table Schema (JSON) d’un jeu libre', tableSchemaFile)
    .action(
      async (
        path: string,
        options: Readonly<Record<'kind' | 'nom' | 'licence', string>> & {
          readonly insee?: string
          readonly title?: string
          readonly contact?: string
          readonly tableSchema?: TableSchema
        } & ColumnOptions,
      ) => {
        const { title, map: _map, set: _set, ...rest } = options
        const declared = {
          title: title ?? kindOf(options.kind).title,
          ...rest,
          ...declaredColumns(options),
        }
        const { position } = await withLog((db) =>
          declareDataset(db, { ...pathParts(path), ...declared }, LOCAL.id),
        )
        await print(`Jeu ${path} déclaré (position ${position}).`)
      },
    )
}
