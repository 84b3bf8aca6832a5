import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { kindOf, type RepairCode, type SchemaVersion } from '../../src/datasets/index.ts'
import { harmoniser } from '../../src/ingest/harmonise/harmoniseRow.ts'
import { sharedFolder, testShared } from '../shared.ts'
import {
  conforms,
  type Field,
  rowsBreakingChecks,
  rowsBreakingFields,
  type TableSchema,
} from './brokenRows.ts'
import { conformingRow } from './conformingRows.ts'

/** Kinds whose versions are Table Schemas, with their files; BAL 1.1 and 1.2 are only specifications. */
const FILES: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  deliberations: [
    'deliberations',
    ['1.1.0', '2.0.0', '2.1.0', '2.1.1', '2.1.2', '2.1.3', '2.1.4', '2.1.5'],
  ],
  subventions: ['subventions', ['1.1.0', '2.0.0', '2.0.1', '2.0.2', '2.1.0', '2.1.1']],
  equipements: ['equipements', ['0.1.2', '0.1.3', '0.1.4', '0.1.5']],
  prenoms: ['prenoms', ['1.1.5', '1.1.6']],
  adresses: ['base-adresse-locale', ['1.3', '1.4', '1.5']],
}

/** Values that we repair, and say so, rather than tell as a problem: `kind field constraint`. */
const REPAIRED: Readonly<Record<string, RepairCode>> = {
  // A spreadsheet loses the zero of 01004: four digits can only be that.
  'adresses commune_insee minLength': 'insee',
  'adresses commune_deleguee_insee minLength': 'insee',
  // The eighth decimal of a degree is a millimetre.
  'adresses long pattern': 'arrondi',
  'adresses lat pattern': 'arrondi',
}

function read(file: string, version: string): TableSchema {
  const path = join(sharedFolder ?? '', 'schemas', `${file}-${version}.json`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** What we say of a row of a file that has all the columns of a version, by published name. */
function said(
  kindName: string,
  schema: SchemaVersion,
  fields: readonly Field[],
  row: Readonly<Record<string, string>>,
) {
  const kind = kindOf(kindName)
  const paths = schema.columns
  const targets = paths.map((path) => ({ path, rule: 'exact' as const, places: [] }))
  const filled = paths.flatMap((path) => Object.keys(kind.upcasts?.[path]?.into ?? { [path]: '' }))
  const harmonise = harmoniser({ kind, schema, targets, present: new Set(filled) }, () => {})
  const raw = Object.fromEntries(paths.map((path, i) => [path, row[fields[i]?.name ?? ''] ?? '']))
  const { problems, repairs } = harmonise(2, raw)
  const nameOf = (path: string | undefined) => fields[paths.indexOf(path ?? '')]?.name
  return {
    problems: problems.map(({ code, column }) => ({ code, column: nameOf(column) })),
    repairs: repairs.map(({ rule, column }) => ({ rule, column: nameOf(column) })),
  }
}

for (const [kindName, [file, versions]] of Object.entries(FILES)) {
  describe(`the checks of ${kindName}`, () => {
    const schemas = kindOf(kindName).schemas.filter(({ version }) => versions.includes(version))

    testShared('are tried in every version that has a Table Schema', async () => {
      const all = kindOf(kindName).schemas.map(({ version }) => version)
      expect(all.filter((version) => !['1.1', '1.2'].includes(version))).toEqual(versions)
    })

    for (const schema of schemas) {
      const { version } = schema

      testShared(`${version} finds nothing in a row that conforms`, async () => {
        const { fields } = read(file, version)
        const row = conformingRow(kindName, version, fields)
        expect(fields.filter((field) => !conforms(field, row[field.name] ?? ''))).toEqual([])
        expect(said(kindName, schema, fields, row).problems).toEqual([])
      })

      testShared(`${version} tells of each constraint and check that a row breaks`, async () => {
        const official = read(file, version)
        const row = conformingRow(kindName, version, official.fields)
        const rows = [...rowsBreakingFields(official, row), ...rowsBreakingChecks(official, row)]
        const untold = rows.flatMap(({ what, row, column, codes }) => {
          const { problems, repairs } = said(kindName, schema, official.fields, row)
          const here = problems.filter((one) => one.column === column).map(({ code }) => code)
          const rule = REPAIRED[`${kindName} ${what}`]
          const isRepaired = repairs.some((one) => one.column === column && one.rule === rule)
          if (codes.some((code) => here.includes(code)) || isRepaired) return []
          return [`${what} of « ${row[column]} »: ${here.join()}`]
        })
        expect(rows.length).toBeGreaterThan(official.fields.length / 2)
        expect(untold).toEqual([])
      })
    }
  })
}
