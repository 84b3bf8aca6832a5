import { describe, expect } from 'vitest'
import { OFFICIAL_KINDS } from '../../src/datasets/index.ts'
import { blobSource, validateFile } from '../../src/ingest/index.ts'
import { readRows } from '../../src/ingest/readRows.ts'
import { createReporter } from '../../src/ingest/report.ts'
import { understand } from '../../src/ingest/understand.ts'
import { testShared } from '../shared.ts'
import { DECLARED } from './declared.ts'
import { sharedFile } from './rawCsv.ts'

interface Case {
  readonly path: string
  /** Records and empty lines, counted by hand or said by ../shared/data/SOURCES.md. */
  readonly records: number
  readonly empty?: number
  readonly encoding?: string
}

const EXAMPLES = 'subventions/exemples'
const POITIERS =
  'SCDL_COM_Poitiers_citoyennete-subventions-directes-attribuees-aux-associations-2017-ville-de-poiti.csv'

const READ: readonly Case[] = [
  { path: 'subventions/dept85-vendee-2017.csv', records: 23, encoding: 'windows-1252' },
  { path: 'subventions/dept85-vendee-2018.csv', records: 114, encoding: 'windows-1252' },
  { path: 'subventions/dept85-vendee-201901.csv', records: 6, empty: 1 },
  { path: 'subventions/dept85-vendee-201903.csv', records: 47, empty: 1 },
  { path: 'subventions/dept85-vendee-201904.csv', records: 4, empty: 1 },
  { path: 'subventions/dept85-vendee-201905.csv', records: 1, empty: 1 },
  { path: 'subventions/dept44-subventions-associations.csv', records: 18_148 },
  {
    path: 'subventions/dept49-subventions-associations.csv',
    records: 11_843,
  },
  {
    path: 'subventions/dept72-2018-old.csv',
    records: 1_625,
    encoding: 'windows-1252',
  },
  {
    path: `${EXAMPLES}/DEP_Lot_Subventions_2017_DONNEES.xlsx_pour_exemple.csv`,
    records: 13,
    empty: 21,
    encoding: 'windows-1252',
  },
  {
    path: `${EXAMPLES}/DEP_Somme_TB_20180302_DONNEES_CONVENTIONS.csv`,
    records: 41,
    encoding: 'windows-1252-bom',
  },
  {
    path: `${EXAMPLES}/DEP_Somme_TB_20180330_DONNEES_CONVENTIONS.csv`,
    records: 11,
    encoding: 'windows-1252',
  },
  {
    path: `${EXAMPLES}/DEP_Nièvre_CD58_SUBVENTIONS_2016_LISTE.csv`,
    records: 97,
    encoding: 'windows-1252',
  },
  { path: `${EXAMPLES}/${POITIERS}`, records: 562 },
  { path: `${EXAMPLES}/SCDL_DEP_Haute Garonne_datalocale-subvention.csv`, records: 69 },
  {
    path: 'deliberations/saint-etienne-metropole-2022-v1.csv',
    records: 80,
    empty: 919,
    encoding: 'utf-8-bom',
  },
  { path: 'prenoms/antibes-prenoms-naissance.csv', records: 9_077 },
  { path: 'prenoms/carrieres-sous-poissy-nom-naiss.csv', records: 930 },
  {
    path: 'prenoms/paris-liste_des_prenoms-2024-01.csv',
    records: 14_201,
    encoding: 'utf-8-bom',
  },
  { path: 'prenoms/paris-liste_des_prenoms-agenda.csv', records: 22_994 },
]

const REFUSED: readonly (readonly [path: string, code: string])[] = [
  ['prenoms/montpellier-prenoms.csv', 'modele_inconnu'],
  ['deliberations/montpellier-delibs-archives.csv', 'modele_inconnu'],
  ['deliberations/montpellier-delibs.csv', 'modele_inconnu'],
  ['deliberations/montpellier-README.txt', 'fichier_sans_tableau'],
  ['equipements/montpellier-README.txt', 'fichier_sans_tableau'],
  ['prenoms/montpellier-README.txt', 'fichier_sans_tableau'],
  ['subventions/montpellier-README.txt', 'fichier_sans_tableau'],
  ['deliberations/saint-etienne-documentation.md', 'fichier_sans_tableau'],
]

const sourceOf = (path: string) => blobSource(new Blob([sharedFile(path)]))

describe('a real text file', () => {
  for (const { path, records, empty = 0, encoding = 'utf-8' } of READ) {
    testShared(`${path} gives all its records`, async () => {
      const { kind, columns } = DECLARED[path] ?? {}
      const kinds = kind === undefined ? OFFICIAL_KINDS : [kind]
      const { file, isRefused } = await validateFile(sourceOf(path), kinds, columns)
      expect({ isRefused, encoding: file.reading?.encoding }).toEqual({
        isRefused: false,
        encoding,
      })
      const none = { titles: 0, refused: 0, superseded: 0, merged: 0 }
      expect(file.counts).toEqual({ ...none, empty, rowsRead: records + empty })
    })
  }

  for (const [path, code] of REFUSED) {
    testShared(`${path} is refused for what it is`, async () => {
      const { file, isRefused } = await validateFile(sourceOf(path))
      expect({ isRefused, codes: file.report.problems.map(({ code }) => code) }).toEqual({
        isRefused: true,
        codes: [code],
      })
    })
  }
})

const VENDEE = ['2017', '2018', '201901', '201903', '201904', '201905'].map(
  (when) => `subventions/dept85-vendee-${when}.csv`,
)

describe('the grants of Vendée, whose commas nothing protects', () => {
  for (const path of VENDEE) {
    testShared(`${path} keeps every amount, and every character of its sentences`, async () => {
      const source = sourceOf(path)
      const reporter = createReporter()
      const { understood } = await understand(source, reporter, OFFICIAL_KINDS)
      if (understood === undefined) throw new Error(path)
      const rows = await Array.fromAsync(readRows(understood, reporter).rows)
      const lines = linesOf(path)
      expect(rows.length).toBe(lines.length)
      for (const [i, { cells }] of rows.entries()) {
        const line = lines[i] ?? ''
        // The only amount with a comma right before its nature.
        const [, whole = '', decimals = ''] = /,(\d[\d ]*),(\d\d),aide en num/.exec(line) ?? []
        const amount = `${whole.replaceAll(' ', '')}.${decimals}`
        expect(Number(cells['montant']), line).toBe(Number(amount))
        const texts = ['nomAttribuant', 'nomBeneficiaire', 'objet'].map((name) => cells[name])
        for (const text of texts)
          expect(line).toContain(`,${text},`.replace(/^,Conseil/, 'Conseil'))
        const start = `,${whole},${decimals},${cells['nature']},`
        const between = line.slice(line.indexOf(start) + start.length)
        // « Echelonné » has the accent of the model's list.
        const said = plain(String(cells['conditionsVersement'] ?? ''))
        expect(plain(between).startsWith(`${said},`), line).toBe(true)
      }
    })
  }
})

function plain(text: string): string {
  return text.toLowerCase().replaceAll('é', 'e')
}

/** The rows of a file as its author wrote them, by means of their own: line by line, each in its encoding. */
function linesOf(path: string): readonly string[] {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const lines = sharedFile(path).toString('latin1').split('\r\n').slice(1)
  return lines.flatMap((text) => {
    const bytes = Buffer.from(text, 'latin1')
    const line = decoded(utf8, bytes)
      .replace(/;;?$/, '')
      .replaceAll('\u00a0', ' ')
      .replace(/^"(.*)"$/, '$1')
      .replace(/^"(.*) "; /, '$1 ; ')
      .replaceAll('""', '"')
    return line === '' ? [] : [line]
  })
}

function decoded(utf8: InstanceType<typeof TextDecoder>, bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
