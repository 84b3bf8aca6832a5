import { Command } from 'commander'
import {
  comparable,
  type Db,
  type DiffQuery,
  diffSummary,
  EVERYTHING,
  listChanges,
  storedCells,
} from '../history/index.ts'
import { changeText, summaryText } from './changeText.ts'
import { print, withLog } from './session.ts'
import { findTarget } from './target.ts'

/** `millesime diff SIREN/SLUG A B` */
export function diffCommand(): Command {
  return new Command('diff')
    .description('Ce qui change d’une version d’un jeu à une autre (0 : le jeu vide).')
    .argument('<siren/slug>', 'chemin du jeu')
    .argument('<a>', 'version de départ')
    .argument('<b>', 'version d’arrivée')
    .option('--json', 'un objet JSON')
    .action(async (path: string, a: string, b: string, { json }: { json?: boolean }) => {
      await withLog(async (db) => {
        const from = await findTarget(db, `${path}@${a}`)
        const to = await findTarget(db, `${path}@${b}`)
        const query = comparable({
          kind: from.kind,
          from: from.state,
          to: to.state,
          filter: EVERYTHING,
        })
        const { totals, ...counts } = await diffSummary(db, query)
        if (json) await print(`${JSON.stringify({ ...counts, totals }).slice(0, -1)},"changes":[`)
        else await print(summaryText(counts))
        let separator = ''
        for await (const change of allChanges(db, query)) {
          const before = change.before && storedCells(query.kind, change.before.values)
          const after = change.after && storedCells(query.kind, change.after.values)
          if (json)
            await print(`${separator}${JSON.stringify({ kind: change.kind, before, after })}`)
          else await print(changeText(change.kind, before, after))
          separator = ','
        }
        if (json) await print(']}')
      })
    })
}

async function* allChanges(db: Db, query: DiffQuery) {
  const size = 500
  let after: { datasetId: number; recordId: bigint } | undefined
  for (;;) {
    const page = await listChanges(db, query, { size, ...(after ? { after } : {}) })
    yield* page.slice(0, size)
    const last = page[size - 1]
    const row = last?.after ?? last?.before
    if (page.length <= size || row === undefined) return
    after = { datasetId: row.datasetId, recordId: row.recordId }
  }
}
