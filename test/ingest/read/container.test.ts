import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { type Content, openContent } from '../../../src/ingest/read/container.ts'
import { fileSource, type Source } from '../../../src/ingest/source.ts'
import { sharedFolder, testShared } from '../../shared.ts'
import { deflatedZeros, type ZipFile, zipOf } from './zipOf.ts'

const CSV = 'ANNEE;PRENOM\n2024;Zoé\n'
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
const MIMETYPE = 'application/vnd.oasis.opendocument.'

/** Bytes as a file, cut where nothing else would cut them. */
function sourceOf(bytes: Uint8Array, size = 7): Source {
  return {
    name: 'fichier',
    async *bytes() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    },
  }
}

async function opened(bytes: Uint8Array, size?: number): Promise<Content> {
  const content = await openContent(sourceOf(bytes, size))
  if ('refused' in content) throw new Error(`refused: ${JSON.stringify(content)}`)
  return content
}

async function refusal(bytes: Uint8Array) {
  const content = await openContent(sourceOf(bytes, 64 * 1024))
  if (!('refused' in content)) throw new Error(`read as ${content.container}`)
  return content
}

async function textOf(content: Content): Promise<string> {
  return Buffer.concat(await Array.fromAsync(content.bytes())).toString()
}

function zipped(...names: readonly string[]): Buffer {
  return zipOf(names.map((name) => ({ name, content: CSV })))
}

describe('openContent', () => {
  test('gives a file that is no archive as it is', async () => {
    const content = await opened(Buffer.from(CSV))
    expect(content.container).toBe('none')
    expect(await textOf(content)).toBe(CSV)
    expect((await opened(Buffer.alloc(0))).container).toBe('none')
  })

  test('gives what a gzip contains, as often as asked, whatever its name', async () => {
    const content = await opened(gzipSync(CSV))
    expect(content.container).toBe('gzip')
    expect(await textOf(content)).toBe(CSV)
    expect(await textOf(content)).toBe(CSV)
  })

  test('gives all the members of a gzip', async () => {
    const content = await opened(Buffer.concat([gzipSync('a;b\n'), gzipSync('1;2\n')]))
    expect(await textOf(content)).toBe('a;b\n1;2\n')
  })

  test('refuses a gzip that is cut or damaged', async () => {
    const whole = gzipSync(CSV)
    const damaged = Buffer.from(whole)
    damaged[whole.length - 6] = 0
    for (const bytes of [whole.subarray(0, 20), whole.subarray(0, -1), damaged]) {
      expect(await refusal(bytes)).toEqual({ refused: 'archive_illisible' })
    }
  })

  test('gives the one data file of a zip, with its name, and leaves nothing on disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'container-test-'))
    vi.stubEnv('TMPDIR', folder)
    const content = await opened(
      zipped('export/', 'export/prénoms.csv', '__MACOSX/export/._prénoms.csv', 'export/.DS_Store'),
    )
    expect(tmpdir()).toBe(folder)
    expect(await readdir(folder)).toEqual([])
    vi.unstubAllEnvs()
    expect(content).toMatchObject({ container: 'zip', name: 'export/prénoms.csv' })
    expect(await textOf(content)).toBe(CSV)
    expect(await textOf(content)).toBe(CSV)
    await content.close()
    await rm(folder, { recursive: true })
  })

  test.for([
    { sent: ['lisezmoi.txt', 'notice.pdf', 'prenoms.csv'], name: 'prenoms.csv' },
    { sent: ['prenoms.txt', 'LISEZMOI.md'], name: 'prenoms.txt' },
    { sent: ['README.md'], name: 'README.md' },
  ])('takes $name for the data of $sent', async ({ sent, name }) => {
    const content = await opened(zipped(...sent))
    expect(content.name).toBe(name)
    await content.close()
  })

  test('reads an entry that a software wrote without compressing it', async () => {
    const stored: ZipFile = {
      name: 'a.csv',
      content: CSV,
      deflated: Buffer.from(CSV),
      said: { method: 0 },
    }
    const content = await opened(zipOf([stored]))
    expect(await textOf(content)).toBe(CSV)
    await content.close()
  })

  test('refuses a zip of several data files and names them', async () => {
    expect(await refusal(zipped('2023.csv', '2024.csv', 'lisezmoi.txt'))).toEqual({
      refused: 'archive_de_plusieurs_fichiers',
      value: '2023.csv, 2024.csv',
    })
    const many = await refusal(zipped(...Array.from({ length: 12 }, (_, i) => `${i}.csv`)))
    expect(many.value).toBe('0.csv, 1.csv, 2.csv, 3.csv, 4.csv et 7 de plus')
  })

  test('refuses a zip without data', async () => {
    expect(await refusal(zipOf([]))).toEqual({ refused: 'archive_vide' })
    expect(await refusal(zipped('vide/', '.DS_Store'))).toEqual({ refused: 'archive_vide' })
  })

  test.for([
    ['is encrypted', { flags: 1 }, 'fichier chiffré'],
    ['is compressed as nobody does', { said: { method: 12 } }, 'méthode de compression 12'],
    ['is not what its sum says', { said: { crc: 1 } }, undefined],
    ['is longer than it says', { said: { size: CSV.length - 3 } }, undefined],
    ['is shorter than it says', { said: { size: 500 } }, undefined],
    ['is no deflated stream', { deflated: Buffer.from('PRENOM;ANNEE') }, undefined],
    ['has a name that leads elsewhere', { name: '../../etc/passwd' }, undefined],
  ] as const)('refuses a zip whose file %s', async ([, entry, value]) => {
    const refused = { refused: 'archive_illisible', ...(value === undefined ? {} : { value }) }
    expect(await refusal(zipOf([{ name: 'a.csv', content: CSV, ...entry }]))).toEqual(refused)
  })

  test('refuses a zip that is cut', async () => {
    const whole = zipped('a.csv')
    expect(await refusal(whole.subarray(0, -30))).toEqual({ refused: 'archive_illisible' })
  })

  test('refuses an archive in an archive', async () => {
    const nested = { refused: 'archive_illisible', value: 'archive dans une archive' }
    const inner = zipped('a.csv')
    expect(await refusal(gzipSync(gzipSync(CSV)))).toEqual(nested)
    expect(await refusal(gzipSync(inner))).toEqual(nested)
    expect(await refusal(zipOf([{ name: 'a.zip', content: inner }]))).toEqual(nested)
    expect(await refusal(zipOf([{ name: 'a.csv.gz', content: gzipSync(CSV) }]))).toEqual(nested)
  })

  test('knows spreadsheets by what is in them, in an archive too', async () => {
    const xlsx = zipped('[Content_Types].xml', 'xl/workbook.xml')
    const ods = zipOf([
      { name: 'mimetype', content: `${MIMETYPE}spreadsheet` },
      { name: 'content.xml' },
    ])
    const xls = Buffer.from('d0cf11e0a1b11ae100', 'hex')
    expect((await opened(xlsx)).container).toBe('xlsx')
    expect((await opened(ods)).container).toBe('ods')
    expect((await opened(xls)).container).toBe('xls')
    const content = await opened(zipOf([{ name: 'bal.xlsx', content: xlsx }]))
    expect(content).toMatchObject({ container: 'xlsx', within: 'zip', name: 'bal.xlsx' })
    expect(Buffer.concat(await Array.fromAsync(content.bytes()))).toEqual(xlsx)
    await content.close()
    expect(await opened(gzipSync(xls))).toMatchObject({ container: 'xls', within: 'gzip' })
  })

  test('refuses the texts and slides of office suites as no data', async () => {
    const docx = zipped('[Content_Types].xml', 'word/document.xml')
    const odt = zipOf([{ name: 'mimetype', content: `${MIMETYPE}text` }, { name: 'content.xml' }])
    for (const bytes of [docx, odt, zipOf([{ name: 'a.docx', content: docx }])]) {
      expect(await refusal(bytes)).toEqual({ refused: 'fichier_binaire' })
    }
  })

  test('says that a gzip was written to after it was opened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'container-test-'))
    const path = join(folder, 'a.csv.gz')
    await writeFile(path, gzipSync(CSV))
    const content = await openContent(fileSource(path))
    await writeFile(path, gzipSync(CSV).subarray(0, 25))
    if ('refused' in content) throw new Error(content.refused)
    await expect(textOf(content)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
    await rm(folder, { recursive: true })
  })
})

describe('openContent, of bombs', () => {
  const excessive = { refused: 'archive_excessive' }

  test('refuses 4 MB that inflate to 4 GB, in under a second of processor', async () => {
    const { deflated, size } = deflatedZeros(63)
    const start = process.cpuUsage()
    expect(await refusal(Buffer.concat([GZIP_HEADER, deflated]))).toEqual(excessive)
    expect(await refusal(zipOf([{ name: 'a.csv', deflated, said: { size } }]))).toEqual(excessive)
    expect(millisecondsSince(start)).toBeLessThan(1000)
  })

  test('refuses 42 kB that say they are 4 GB, or hide it, in under a second of processor', async () => {
    const kernel = deflateRawSync(Buffer.alloc(40 * 1024 * 1024))
    const said = { size: 4 * 1024 ** 3 - 1 }
    const start = process.cpuUsage()
    expect(await refusal(zipOf([{ name: 'a.csv', deflated: kernel, said }]))).toEqual(excessive)
    const lie = zipOf([{ name: 'a.csv', deflated: kernel, said: { size: 42_000 } }])
    expect(lie.length).toBeLessThan(42_000)
    expect(await refusal(lie)).toEqual({ refused: 'archive_illisible' })
    expect(millisecondsSince(start)).toBeLessThan(1000)
  })

  test('refuses entries that share their bytes, and more entries than any archive has', async () => {
    const size = 40 * 1024 * 1024
    const kernel = deflateRawSync(Buffer.alloc(size))
    const entry = { deflated: kernel, said: { size } }
    const overlapping = Array.from({ length: 100 }, (_, i) => ({
      ...entry,
      name: `${i}.csv`,
      overlaps: i > 0,
    }))
    expect((await refusal(zipOf(overlapping))).refused).toBe('archive_de_plusieurs_fichiers')
    const countless = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, overlaps: i > 0 }))
    expect(await refusal(zipOf(countless))).toEqual(excessive)
  })

  test('lets text through that is as repetitive as text is', async () => {
    const rows = 'ANNEE;PRENOM\n'.repeat(1000)
    const content = await opened(gzipSync(rows.repeat(10_000)), 64 * 1024)
    let size = 0
    for await (const piece of content.bytes()) size += piece.length
    expect(size).toBe(rows.length * 10_000)
    // Past a ratio of 1 000, and small.
    expect((await opened(gzipSync(Buffer.alloc(10_000_000)), 64 * 1024)).container).toBe('gzip')
  })
})

describe('openContent, of large files', () => {
  test('streams 200 MB out of a gzip in little memory', async () => {
    const row = (i: number) => `${i};Association n° ${i * 7919};${(i * 104_729) % 100_003},50 €\n`
    const text = Array.from({ length: 100_000 }, (_, i) => row(i)).join('')
    const member = gzipSync(text)
    const members = Math.ceil((200 * 1024 ** 2) / Buffer.byteLength(text))
    const source: Source = {
      async *bytes() {
        for (let i = 0; i < members; i += 1) yield member
      },
    }
    const before = process.memoryUsage.rss()
    let peak = before
    const content = await openContent(source)
    if ('refused' in content) throw new Error(content.refused)
    let size = 0
    for await (const piece of content.bytes()) {
      size += piece.length
      peak = Math.max(peak, process.memoryUsage.rss())
    }
    expect(size).toBe(members * Buffer.byteLength(text))
    expect((peak - before) / 1024 ** 2).toBeLessThan(150)
  })
})

describe('openContent, of real files', () => {
  testShared(
    'reads the zip of the State’s platform and refuses the 110 files of another',
    async () => {
      const folder = join(sharedFolder ?? '', 'data/marches')
      const content = await openContent(fileSource(join(folder, 'aife-2019-04-04.zip')))
      if ('refused' in content) throw new Error(content.refused)
      expect(content.name).toBe('data.gouv.fr_aife.json')
      expect(Buffer.byteLength(await textOf(content))).toBe(3_988_037)
      await content.close()
      const several = await openContent(fileSource(join(folder, 'pes-2019-02-01.zip')))
      expect(several).toMatchObject({ refused: 'archive_de_plusieurs_fichiers' })
      expect(several).toHaveProperty('value', expect.stringMatching(/et 105 de plus$/))
    },
  )
})

/** Of the processor: what other processes do at the same time takes none of it. */
function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
