import Papa from 'papaparse'
import { describe, expect } from 'vitest'
import { publishExamples } from '../../examples/publish.ts'
import { KINDS, type Kind, kindOf, kindOfDataset, REFERENCE } from '../../src/datasets/index.ts'
import type { Db } from '../../src/db/index.ts'
import { readHead, resolveState, type State, stateOfHead } from '../../src/history/index.ts'
import { type ExportFormat, exportRecords } from '../../src/http/index.ts'
import { test as base } from '../database.ts'
import { type Line, linesOf, readHistory } from '../examples/published.ts'
import { givenDataset, prenomsCsv, publishText } from '../given.ts'

/** The demonstration, published. */
const test = base.extend<{ $file: { log: Db } }>({
  log: [
    async ({ db }, use) => {
      await publishExamples(db)
      await use(db)
    },
    { scope: 'file' },
  ],
})

async function exported(db: Db, of: Kind | string, state: State, format: ExportFormat) {
  const kind = typeof of === 'string' ? kindOf(of) : of
  const chunks = await Array.fromAsync(exportRecords(db, kind, state, format))
  return chunks.join('')
}

/** The state of a dataset of the demonstration, by its place in it, after a version. */
async function stateOf(db: Db, datasetId: number, version: number): Promise<State> {
  return await resolveState(db, await readHead(db), { datasetId, version })
}

/** The datasets of the demonstration with their last versions. */
const DATASETS = readHistory().datasets.map(({ siren, slug, versions, ...dataset }, i) => ({
  path: `${siren}/${slug}`,
  kind: kindOfDataset({ tableSchema: null, ...dataset }, KINDS),
  id: i + 1,
  last: versions.length,
}))

function comparable(line: Line) {
  const { montant, pourcentageSubvention, ...texts } = line
  return { ...texts, montant: Number(montant), pourcentage: Number(pourcentageSubvention) }
}

function sorted(lines: readonly Line[]) {
  return lines.map((line) => JSON.stringify(comparable(line))).sort()
}

describe('exportRecords in csv', () => {
  test('has the published names, in the order of the official schema', async ({ log }) => {
    const head = stateOfHead(await readHead(log))
    const header = async (kind: string) => (await exported(log, kind, head, 'csv')).split('\n')[0]
    expect(await header('prenoms')).toBe(
      'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE',
    )
    expect(await header('subventions')).toBe(
      'nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,' +
        'rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,' +
        'notificationUE,pourcentageSubvention,dispositifAide',
    )
  })

  test('has every line of a file that was already clean', async ({ log }) => {
    const file = readHistory().datasets[0]?.versions[4]
    if (file === undefined) throw new Error('no fifth version')
    const csv = await exported(log, 'subventions', await stateOf(log, 1, 5), 'csv')
    const { data } = Papa.parse<Line>(csv, { header: true, skipEmptyLines: true })
    expect(sorted(data)).toEqual(sorted(linesOf(file)))
    const { oui = [], non = [] } = Object.groupBy(data, (line) => line['notificationUE'] ?? '')
    expect([oui.length > 0, non.length > 0, oui.length + non.length]).toEqual([
      true,
      true,
      data.length,
    ])
  })

  test.for(DATASETS)('publishes again without a change: $path', async (dataset, { log }) => {
    const { path, kind, id, last } = dataset
    const csv = await exported(log, kind, await stateOf(log, id, last), 'csv')
    const again = await publishText(log, path, csv)
    // The reference comes out byte for byte as it went in.
    const isReference = path === `${REFERENCE.siren}/${REFERENCE.slug}`
    expect(again).toMatchObject(
      isReference
        ? { outcome: 'unchanged' }
        : {
            outcome: 'published',
            version: { number: last + 1, added: 0, removed: 0, changed: 0 },
          },
    )
  })

  test('quotes what a line cannot hold otherwise, and publishes it again', async ({ log }) => {
    const { path, id } = await givenDataset(log, 'subventions')
    const header = KINDS.find(({ name }) => name === 'subventions')?.columns ?? {}
    const cells: Line = {
      nomAttribuant: 'Val-de-Brume, « le département »',
      idAttribuant: '29990001900017',
      dateConvention: '2024-03-19',
      nomBeneficiaire: 'Les "Lanternes"',
      idBeneficiaire: '29990104100028',
      objet: 'Tournée\nen deux lignes ; 2024',
      montant: '0.10',
      nature: 'aide en nature',
      notificationUE: 'non',
      pourcentageSubvention: '1',
    }
    const names = Object.keys(header)
    const csv = Papa.unparse([names, names.map((name) => cells[name] ?? '')])
    await publishText(log, path, csv)
    const out = await exported(log, 'subventions', await stateOf(log, id, 1), 'csv')
    const [line] = Papa.parse<Line>(out, { header: true }).data
    expect(line).toMatchObject({ ...cells, montant: '0.1', referenceDecision: '' })
    expect(await publishText(log, path, out)).toMatchObject({
      version: { number: 2, added: 0, removed: 0, changed: 0 },
    })
  })

  test('of nothing is its header', async ({ log }) => {
    const nothing = await resolveState(log, await readHead(log), { position: 0 })
    expect((await exported(log, 'prenoms', nothing, 'csv')).split('\n')).toEqual([
      'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE',
      '',
    ])
  })
})

describe('exportRecords in ndjson', () => {
  test('has one record a line, under the names of the API', async ({ log }) => {
    const text = await exported(log, 'subventions', await stateOf(log, 1, 5), 'ndjson')
    expect(text.endsWith('}\n')).toBe(true)
    const file = readHistory().datasets[0]?.versions[4]
    const lines = file ? linesOf(file) : []
    const records = text
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
    expect(records.map((record) => Object.keys(record).length)).toEqual(lines.map(() => 16))
    const told = (rows: readonly Readonly<Record<string, unknown>>[], yes: unknown) =>
      rows
        .map((r) => [
          r['objet'],
          Number(r['montant']),
          r['notificationUE'] === yes,
          r['idRAE'] || null,
        ])
        .map((row) => JSON.stringify(row))
        .sort()
    expect(told(records, true)).toEqual(told(lines, 'oui'))
  })

  test('keeps whole numbers as numbers and decimals as exact texts', async ({ log }) => {
    const names = await exported(log, 'prenoms', await stateOf(log, 3, 1), 'ndjson')
    // The first line of the first file.
    expect(JSON.parse(names.split('\n')[0] ?? '')).toEqual({
      communeNom: 'Aubrelune',
      collInsee: '99901',
      enfantSexe: 'F',
      enfantPrenom: 'Louise',
      nombreOccurrences: 5,
      annee: 2018,
    })
    const grants = await exported(log, 'subventions', await stateOf(log, 2, 1), 'ndjson')
    // « 4 580,02 » and « 0,25 » in the file.
    expect(grants).toContain('"montant":"4580.02"')
    expect(grants).toContain('"pourcentageSubvention":"0.25"')
  })

  test('goes on past the rows that are read at a time', async ({ log }) => {
    const { path, id } = await givenDataset(log, 'prenoms')
    const letters = [...'abcdefghijklm']
    const names = letters.flatMap((a) =>
      letters.flatMap((b) => letters.map((c) => `A${a}${b}${c}`)),
    )
    const rows = names.map((name) => ['F', name, 1, 2020] as const)
    await publishText(log, path, prenomsCsv(rows))
    const text = await exported(log, 'prenoms', await stateOf(log, id, 1), 'ndjson')
    const told = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).enfantPrenom)
    // 13³ = 2 197, in the order of the file.
    expect(told).toEqual(names)
  })
})
