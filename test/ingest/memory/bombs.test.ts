import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deflatedZeros, zipOf } from '../read/zipOf.ts'
import { validated } from './measured.ts'

const MB = 1e6
const HEADER = 'COMMUNE_NOM;COLL_INSEE;ENFANT_SEXE;ENFANT_PRENOM;NOMBRE_OCCURRENCES;ANNEE\n'
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])

/** Zeros that 4 MB hold: four gigabytes for an archive, one for a sheet. */
const { deflated, size } = deflatedZeros(63)
const sheet = deflatedZeros(16)
const zip = zipOf([{ name: 'a.csv', deflated, said: { size } }])

const LAUGHS = Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`,
)

/** What would take all the memory or the day, if it were read as it asks to be; and why it is refused. */
const BOMBS: readonly (readonly [what: string, write: (path: string) => void, code: string])[] = [
  [
    'a gzip of 4 GB of zeros',
    (path) => writeFileSync(path, Buffer.concat([GZIP_HEADER, deflated])),
    'archive_excessive',
  ],
  ['a zip of 4 GB of zeros', (path) => writeFileSync(path, zip), 'archive_excessive'],
  [
    'a zip of it',
    (path) => writeFileSync(path, zipOf([{ name: 'a.zip', content: zip }])),
    'archive_illisible',
  ],
  [
    'a spreadsheet whose sheet has 1 GB of zeros',
    (path) =>
      writeFileSync(
        path,
        zipOf([
          { name: '[Content_Types].xml', content: '<Types/>' },
          {
            name: 'xl/worksheets/sheet1.xml',
            deflated: sheet.deflated,
            said: { size: sheet.size },
          },
        ]),
      ),
    'tableur_trop_lourd',
  ],
  [
    'a million JSON arrays, one in the other',
    (path) => writeFileSync(path, '['.repeat(MB)),
    'document_illisible',
  ],
  [
    'a million JSON objects, one in the other',
    (path) => writeFileSync(path, '{"marches":'.repeat(MB)),
    'document_illisible',
  ],
  [
    'a billion laughs in XML',
    (path) =>
      writeFileSync(
        path,
        `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">${LAUGHS.join('')}]><marches><marche><id>&lol9;</id></marche></marches>`,
      ),
    'document_illisible',
  ],
  [
    'a million XML elements, one in the other',
    (path) => writeFileSync(path, `<marches>${'<marche>'.repeat(MB)}`),
    'document_illisible',
  ],
  ['a CSV of one line of 200 MB', (path) => repeated(path, '', 'a;', 200, ''), 'modele_inconnu'],
  [
    'a CSV with a line of 200 MB below its header',
    (path) => repeated(path, HEADER, 'a;', 200, '\n'),
    'guillemet_ouvert',
  ],
  [
    'a CSV with a cell of 300 MB',
    (path) => repeated(path, `${HEADER}"`, 'aaa\n', 300, '"\n'),
    'guillemet_ouvert',
  ],
  [
    'a JSON with a text of 100 MB',
    (path) => repeated(path, '{"marches":[{"id":"', 'aaaa', 100, '"}]}'),
    'document_illisible',
  ],
  [
    'a JSON with a number of 100 MB',
    (path) => repeated(path, '{"marches":[{"id":', '1234', 100, '}]}'),
    'document_illisible',
  ],
  [
    'an XML with a text of 100 MB',
    (path) => repeated(path, '<marches><marche><id>', 'aaaa', 100, '</id></marche></marches>'),
    'document_illisible',
  ],
  [
    'an XML with an attribute of 100 MB',
    (path) => repeated(path, '<marches><marche id="', 'aaaa', 100, '"></marche></marches>'),
    'document_illisible',
  ],
]

function repeated(path: string, start: string, text: string, megabytes: number, end: string) {
  const file = openSync(path, 'w')
  const piece = text.repeat(MB / text.length)
  writeSync(file, start)
  for (let i = 0; i < megabytes; i += 1) writeSync(file, piece)
  writeSync(file, end)
  closeSync(file)
}

describe.skipIf(process.platform !== 'linux')('refused in 5 s and 150 MB, with its reason:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millesime-bombs-'))
  let usual = 0

  beforeAll(async () => {
    const path = join(folder, 'petit')
    writeFileSync(path, HEADER)
    usual = (await validated(path)).peak
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.for(BOMBS)('%s', async ([, write, code]) => {
    const path = join(folder, 'bombe')
    write(path)
    const { isRefused, codes, seconds, peak } = await validated(path)
    expect({ isRefused, codes }).toEqual({ isRefused: true, codes: [code] })
    expect(seconds).toBeLessThan(5)
    expect((peak - usual) / MB).toBeLessThan(150)
  })
})
