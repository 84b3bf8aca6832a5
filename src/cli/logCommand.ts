import { Command } from 'commander'
import { listEvents } from '../history/index.ts'
import { print, printJson, withLog } from './session.ts'
import { findTarget } from './target.ts'

/** `millesime log [SIREN/SLUG]` */
export function logCommand(): Command {
  return new Command('log')
    .description('Les événements du journal, du plus ancien au plus récent.')
    .argument('[siren/slug]', 'd’un seul jeu')
    .option('--json', 'un objet JSON par ligne')
    .action(async (path: string | undefined, { json }: { json?: boolean }) => {
      await withLog(async (db) => {
        const target = path === undefined ? undefined : await findTarget(db, path)
        const only = target ? { datasetId: target.dataset.id } : {}
        let after = 0
        for (;;) {
          const events = await listEvents(db, { after, size: 500, ...only })
          for (const event of events) {
            const { position, type, recordedAt, path, version, leafHash } = event
            const hash = leafHash.toString('hex')
            const at = recordedAt.toISOString()
            if (json)
              await printJson({
                position,
                type,
                recordedAt: at,
                dataset: path,
                version,
                leafHash: hash,
              })
            else
              await print(
                `${position}\t${at}\t${type}\t${path}${version === null ? '' : `@${version}`}`,
              )
          }
          const last = events.at(-1)
          if (last === undefined) return
          after = last.position
        }
      })
    })
}
