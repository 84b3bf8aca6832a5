import { Command } from 'commander'
import { type VersionRow, versionAt, versionsOfDatasets } from '../history/index.ts'
import { print, printJson, withLog } from './session.ts'
import { findTarget } from './target.ts'

/** `millesime show SIREN/SLUG[@N]` */
export function showCommand(): Command {
  return new Command('show')
    .description('Un jeu et ses versions, ou une version et ce qui en a été compris.')
    .argument('<siren/slug[@n]>', 'chemin du jeu, ou d’une version')
    .option('--json', 'un objet JSON')
    .action(async (text: string, { json }: { json?: boolean }) => {
      await withLog(async (db) => {
        const { dataset, state, version } = await findTarget(db, text)
        const { siren, slug, kind, title, licence } = dataset
        const described = { dataset: `${siren}/${slug}`, kind, title, licence }
        if (version !== undefined && version > 0) {
          const row = await versionAt(db, state.position)
          const { reading, report } = row
          if (json) await printJson({ ...described, ...versionJson(row), reading, report })
          else await print(versionText(row))
          return
        }
        const size = 1_000_000
        const [versions = []] = await versionsOfDatasets(db, state, [dataset.id], { size })
        if (json) await printJson({ ...described, versions: versions.map(versionJson) })
        else
          await print(
            [
              `${siren}/${slug} : ${title} (${kind}, ${licence})`,
              ...versions.map(versionText),
            ].join('\n'),
          )
      })
    })
}

function versionJson(row: VersionRow): object {
  const { number, position, recordedAt, publishedAt, scope, rowsRead, recordCount } = row
  const { added, removed, changed, note } = row
  return {
    number,
    position,
    recordedAt,
    publishedAt,
    scope,
    rowsRead,
    records: recordCount,
    added,
    removed,
    changed,
    note,
    sha256: row.fileSha256.toString('hex'),
  }
}

function versionText(row: VersionRow): string {
  const { number, position, publishedAt, recordCount, added, removed, changed, note } = row
  const counts = `${recordCount} enregistrements (+${added} −${removed} ~${changed})`
  return `${number}\t${publishedAt.toISOString()}\t${counts}\tposition ${position}${note ? `\t${note}` : ''}`
}
