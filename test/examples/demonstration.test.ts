import { describe, expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import { test as base } from '../database.ts'
import { type Api, apiOf } from '../graphql/api.ts'
import { derivedTables } from '../history/everyTable.ts'
import { type Line, readHistory, step } from './published.ts'

const test = base.extend<{ $file: { api: Api } }>({
  api: [
    async ({ db }, use) => {
      await publishExamples(db)
      await use(apiOf(db))
    },
    { scope: 'file' },
  ],
})

interface Version {
  readonly number: number
  readonly rowsRead: number
  readonly recordCount: number
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly reading: { readonly schemaVersion: string; readonly format: string }
}

const VERSIONS = `query ($path: String!) { dataset(path: $path) { versions(first: 10) { nodes {
  number rowsRead recordCount added removed changed reading { schemaVersion format } } } } }`

async function versionsOf(api: Api, path: string): Promise<readonly Version[]> {
  const { dataset } = await api.read<{ dataset: { versions: { nodes: readonly Version[] } } }>(
    VERSIONS,
    { path },
  )
  return dataset.versions.nodes.toSorted((a, b) => a.number - b.number)
}

const DATASETS = readHistory().datasets.map(({ versions, ...dataset }) => ({
  path: `${dataset.siren}/${dataset.slug}`,
  versions,
}))

describe('the demonstration, published', () => {
  test.for(DATASETS)('counts what the files say: $path', async ({ path, versions }, { api }) => {
    let before: readonly Line[] = []
    const expected = versions.map((version, i) => {
      const { rows: rowsRead, added, removed, changed, after } = step(before, version)
      before = after
      return { number: i + 1, rowsRead, recordCount: after.length, added, removed, changed }
    })
    const found = await versionsOf(api, path)
    expect(found.map(({ reading: _, ...counts }) => counts)).toEqual(expected)
  })

  test.for([
    ['299900019/marches', ['2.0.4 json', '2.0.4 json', '2.0.4 json', '2.0.4 json']],
    ['299900027/marches', ['1.5.0 json', '1.5.0 json']],
    ['299900043/marches', ['2.0.4 xml']],
    ['299900035/deliberations', ['2.1.5 csv', '2.1.5 csv', '2.1.5 csv']],
    ['299900043/adresses', ['1.3 csv', '1.4 csv', '1.5 csv']],
    ['299900027/equipements', ['0.1.5 csv', '0.1.5 csv']],
  ] as const)('is read as its publishers meant it: %s', async ([path, schemas], { api }) => {
    const versions = await versionsOf(api, path)
    expect(versions.map(({ reading }) => `${reading.schemaVersion} ${reading.format}`)).toEqual([
      ...schemas,
    ])
  })

  test('fills every table that is derived from the log', async ({ api, db }) => {
    expect(await api.read('{ __typename }')).toEqual({ __typename: 'Query' })
    const tables = [...(await derivedTables(db))]
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter(([, lines]) => lines.length === 0).map(([name]) => name)).toEqual([])
  })
})
