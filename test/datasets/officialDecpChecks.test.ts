import { describe, expect } from 'vitest'
import { marches } from '../../src/datasets/marches.ts'
import { harmoniser } from '../../src/ingest/harmonise/harmoniseRow.ts'
import { cellsOfTree } from '../../src/ingest/rawCells.ts'
import { testShared } from '../shared.ts'
import { brokenContracts, conformingContract } from './brokenContracts.ts'
import { fieldsOf, PARTS } from './decpFields.ts'

type Part = (typeof PARTS)[number]

/** Lists of texts, which we read as sets: an item written twice is one, and nothing is lost. */
const SETS = new Set(
  Object.entries(marches.columns).flatMap(([name, { type }]) => (type === 'liste' ? [name] : [])),
)

/** What we say of a contract of a document that has all the fields of a part. */
function said({ schema, part }: Part, tree: unknown) {
  const { columns = [] } = schema.parts?.[part] ?? {}
  const targets = columns.map((path) => ({ path, rule: 'exact' as const, places: [] }))
  const present = new Set(columns.filter((path) => !path.includes('.')))
  const harmonise = harmoniser({ kind: marches, schema, targets, present }, () => {})
  const exact = JSON.parse(JSON.stringify(tree), (_, value) =>
    typeof value === 'number' ? String(value) : value,
  )
  return harmonise(1, { type: part, ...cellsOfTree(marches, exact) }).problems
}

describe('the checks of marchés publics', () => {
  for (const one of PARTS) {
    const { schema, part } = one
    const name = `${schema.version}, ${part},`

    testShared(`${name} finds nothing in a contract that conforms`, async () => {
      expect(said(one, conformingContract(schema.version, part))).toEqual([])
    })

    testShared(`${name} tells of each constraint that a contract breaks`, async () => {
      const { columns = [] } = schema.parts?.[part] ?? {}
      const paths = fieldsOf(schema, part).map(({ path }) => path)
      const contracts = brokenContracts(schema.version, part)
      const untold = contracts.flatMap(({ what, path, tree, codes }) => {
        const column = columns[paths.indexOf(path)] ?? ''
        if (what === 'uniqueItems' && SETS.has(column)) return []
        const here = said(one, tree).filter((problem) => problem.column === column)
        if (here.some(({ code }) => codes.includes(code))) return []
        return [`${what} of ${path} (${column}): ${here.map(({ code }) => code).join()}`]
      })
      expect(contracts.length).toBeGreaterThan(paths.length)
      expect(untold).toEqual([])
    })
  }
})
