import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kind } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import { blobSource } from '../../src/ingest/index.ts'
import { readRows } from '../../src/ingest/readRows.ts'
import { createReporter } from '../../src/ingest/report.ts'
import type { RowCounts } from '../../src/ingest/rowCounts.ts'
import { understand } from '../../src/ingest/understand.ts'

async function count(text: string, kind: Kind) {
  const reporter = createReporter()
  const source = blobSource(new Blob([text]))
  const { understood } = await understand(source, reporter, [kind])
  if (understood === undefined) throw new Error(JSON.stringify(reporter.examples()))
  const { rows, counts } = readRows(understood, reporter)
  return { records: (await Array.fromAsync(rows)).length, ...counts() }
}

/** Every row of a file is one thing, and one only. */
function expectAccounted({ records, ...counts }: RowCounts & { readonly records: number }) {
  const { rowsRead, titles, empty, refused, superseded, merged } = counts
  expect(rowsRead).toBe(records + titles + empty + refused + superseded + merged)
}

const HEADER = 'COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE,REMARQUE'
const FULL = 'Aubrelune,99901,F,Zoé,2,2020'

/** A line of a file, and what becomes of it. */
const LINES = {
  records: [
    `${FULL},`,
    `${FULL},vu`,
    `${FULL},"sur\ndeux lignes"`,
    `${FULL},,,`,
    FULL,
    `${FULL},"Ah`,
  ],
  titles: [HEADER],
  empty: ['', ',,,,,,', ' , ,', '""'],
  refused: [`${FULL},a,b`, 'Total,12', 'Aubrelune,99901,F,Zoé'],
} as const
const TITLES = ['Ville d’Aubrelune', 'Source : "état civil,,', 'page 1,prénoms', '', ',,,']

const line = fc
  .constantFrom('records', 'titles', 'empty', 'refused')
  .chain((becomes) => fc.constantFrom(...LINES[becomes]).map((text) => ({ text, becomes })))

describe('the rows of a file', () => {
  test('are records, titles, empty or refused, as they were written', async () => {
    const above = fc.array(fc.constantFrom(...TITLES), { maxLength: 4 })
    const below = fc.array(line, { minLength: 1, maxLength: 12 })
    const property = fc.asyncProperty(above, below, async (titles, lines) => {
      // A quote that stands alone closes at the next one: what it takes with it is another test’s.
      const all = lines.filter(
        ({ text }, i) =>
          !text.endsWith('"Ah') || !lines.slice(i + 1).some((l) => l.text.includes('"')),
      )
      fc.pre(all.filter(({ text }) => text.endsWith('"Ah')).length <= 1)
      const blank = titles.filter((title) => /^,*$/.test(title)).length
      const becoming = (what: string) => all.filter(({ becomes }) => becomes === what).length
      const text = `${[...titles, HEADER, ...all.map((one) => one.text)].join('\n')}\n`
      const counted = await count(text, prenoms)
      expectAccounted(counted)
      // An orphan quote whose next line is not of the width is in doubt, and takes all that follows.
      const doubtful = all.some(
        ({ text }, i) =>
          text.endsWith('"Ah') &&
          [...LINES.refused, FULL].some((next) => next === all[i + 1]?.text),
      )
      if (doubtful) return
      expect(counted).toMatchObject({
        rowsRead: titles.length + all.length,
        records: becoming('records'),
        titles: titles.length - blank + becoming('titles'),
        empty: blank + becoming('empty'),
        refused: becoming('refused'),
      })
    })
    await fc.assert(property, { seed: 1, numRuns: 250 })
  })

  test('are accounted for in any mess', async () => {
    const unit = fc.constantFrom('a', ' ', ',', '"', '""', '\n', '\r\n', FULL, HEADER, '2,50', ';')
    const mess = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''))
    const property = fc.asyncProperty(mess, async (text) => {
      expectAccounted(await count(`${HEADER}\n${text}`, prenoms))
    })
    await fc.assert(property, { seed: 1, numRuns: 300 })
  })

  test('that make one record with another, or that another replaces, are accounted for', async () => {
    const header =
      'id,acheteur_id,objet,montant,datePublicationDonnees,titulaire_id,nature,procedure,codeCPV,dureeMois,dateNotification'
    const row = fc
      .tuple(
        fc.constantFrom('20240001', '20240002'),
        fc.constantFrom('2024-01-01', '2024-02-01', ''),
        fc.constantFrom('29990004300017', '29990005000012', ''),
        fc.constantFrom('1000', '2000'),
      )
      .map(([id, on, by, montant]) =>
        [id, '29990003500013', 'Voirie', montant, on, by, ',,,,'].join(),
      )
    const lines = fc.constantFrom('', ',,,,,,,,,,', header)
    const file = fc.array(fc.oneof({ weight: 4, arbitrary: row }, lines), { maxLength: 12 })
    const property = fc.asyncProperty(file, async (rows) => {
      const counted = await count(`${[header, ...rows].join('\n')}\n`, marches)
      expectAccounted(counted)
      expect(counted.rowsRead).toBe(rows.length)
    })
    await fc.assert(property, { seed: 1, numRuns: 300 })
  })
})
