import { Command } from 'commander'
import { type Cells, publicCells, publicName } from '../datasets/index.ts'
import {
  comparable,
  type Db,
  type DiffQuery,
  diffSummary,
  EVERYTHING,
  listChanges,
  type RecordRow,
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
        const { totals: sums, ...counts } = await diffSummary(db, query)
        const totals = sums.map((sum) => ({ ...sum, column: publicName(query.kind, sum.column) }))
        if (json) await print(`${JSON.stringify({ ...counts, totals }).slice(0, -1)},"changes":[`)
        else await print(summaryText(counts))
        let separator = ''
        for await (const change of allChanges(db, query)) {
          const before = change.before && cellsOf(query, change.before)
          const after = change.after && cellsOf(query, change.after)
          if (json)
            await print(`${separator}${JSON.stringify({ kind: change.kind, before, after })}`)
          else await print(changeText(change.kind, before, after))
          separator = ','
        }
        if (json) await print(']}')
      })
    })
}

/** The cells of a record under the names that people know, without the empty ones. */
function cellsOf({ kind }: DiffQuery, { values }: RecordRow): Cells {
  const cells = Object.entries(publicCells(kind, storedCells(kind, values)))
  return Object.fromEntries(cells.flatMap(([name, cell]) => (cell === null ? [] : [[name, cell]])))
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
