import { Command, Option } from 'commander'
import { type Kind, kindOf } from '../datasets/index.ts'
import { MillesimeError } from '../errors.ts'
import { readHead, resolveState, stateOfHead } from '../history/index.ts'
import { type ExportFormat, exportRecords } from '../http/index.ts'
import { wholeNumber } from './arguments.ts'
import { print, withLog } from './session.ts'
import { findTarget } from './target.ts'

/** A kind that can be exported whole. */
function kindOfAll(name: string): Kind {
  const kind = kindOf(name)
  if (kind.storage !== 'json') return kind
  throw new MillesimeError(
    'KIND_UNKNOWN',
    'Les jeux libres ont chacun leurs colonnes : donner le chemin d’un jeu.',
  )
}

/** `millesime export KIND|SIREN/SLUG[@N]` */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Les enregistrements harmonisés d’un modèle, d’un jeu ou d’une version, sur la sortie standard.',
    )
    .argument('<kind|siren/slug[@n]>', 'modèle, ou chemin d’un jeu ou d’une version')
    .addOption(new Option('--format <format>', 'format').choices(['csv', 'ndjson']).default('csv'))
    .option('--position <n>', 'à cette position du journal', wholeNumber)
    .action(
      async (text: string, { format, position }: { format: ExportFormat; position?: number }) => {
        await withLog(async (db) => {
          const head = await readHead(db)
          const { kind, state } = text.includes('/')
            ? await findTarget(db, text)
            : { kind: kindOfAll(text), state: stateOfHead(head) }
          const asked =
            position === undefined
              ? state
              : await resolveState(db, head, {
                  position,
                  ...(state.rows.of === 'dataset' ? { datasetId: state.rows.datasetId } : {}),
                })
          for await (const piece of exportRecords(db, kind, asked, format)) {
            await print(piece)
          }
        })
      },
    )
}
