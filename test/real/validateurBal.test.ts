import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ErrorLevelEnum, validate } from '@ban-team/validateur-bal'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import { pathNamed } from '../../src/datasets/index.ts'
import { blobSource, validateFile } from '../../src/ingest/index.ts'
import { readRows } from '../../src/ingest/readRows.ts'
import { createReporter, type Reporter } from '../../src/ingest/report.ts'
import { understand } from '../../src/ingest/understand.ts'
import { sharedFolder, testShared } from '../shared.ts'
import { AGREED, OURS_ALONE, pageOfVerdicts, type Table, THEIRS_ALONE } from './balVerdicts.ts'

/** A code about a line; about the file where there is none. */
interface Said {
  readonly code: string
  readonly line?: number
}

/** One of theirs, and how serious they find it: an information is said, and asks for nothing of ours. */
interface TheirSaid extends Said {
  readonly level: ErrorLevelEnum | undefined
}

interface OurSaid extends Said {
  readonly column: string
}

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.resolve('@ban-team/validateur-bal'))))

const FOLDERS = {
  fixtures: join(import.meta.dirname, '../fixtures/adresses'),
  validator: join(PACKAGE, 'lib/validate/__tests__'),
} as const

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(csv|png)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name))
}

const shared = sharedFolder === undefined ? [] : filesIn(join(sharedFolder, 'data/bal'))

/** What the BAN would answer of the commune of their fixtures; of the others it knows nothing. */
const DISTRICTS: Readonly<Record<string, string>> = {
  '31591': '0246e48c-f33d-433a-8984-034219be842e',
}

beforeAll(() => {
  vi.stubGlobal('fetch', async (url: string) => {
    const id = DISTRICTS[url.split('/').at(-1) ?? '']
    return Response.json({ status: 'success', ...(id === undefined ? {} : { response: [{ id }] }) })
  })
})

afterAll(() => {
  vi.unstubAllGlobals()
})

/** Everything they say of a file; undefined when they read no address in it. */
async function theirs(bytes: Buffer): Promise<readonly TheirSaid[] | undefined> {
  const result = await validate(bytes).catch(() => undefined)
  if (result === undefined || !('rows' in result)) return undefined
  const { rows, profilErrors } = result
  if (rows.every(({ parsedValues }) => parsedValues['numero'] === undefined)) return undefined
  return [
    ...profilErrors.filter(({ code }) => /^(file|field|rows)\./.test(code)),
    ...rows.flatMap(({ errors, line }) =>
      errors.map(({ code, level }) => ({
        code,
        level,
        // Rows that contradict one another: they tell all, we those after the first.
        ...(code.startsWith('row.different') ? {} : { line: line + 2 }),
      })),
    ),
  ]
}

/** Every problem and repair of ours, and how names and bytes were read; undefined when we refuse the file. */
async function ours(bytes: Buffer): Promise<readonly OurSaid[] | undefined> {
  const source = blobSource(new Blob([new Uint8Array(bytes)]))
  const said: OurSaid[] = []
  const reporter = createReporter()
  // A report names the first lines only: here each is heard as it is told.
  const heard: Reporter = {
    ...reporter,
    problem: (problem) => {
      const { code, column = '', line } = problem
      said.push({ code, column, ...(code === 'colonne_absente' ? {} : { line }) })
      reporter.problem(problem)
    },
    repair: (repair) => {
      said.push({ code: repair.rule, column: repair.column ?? '', line: repair.line })
      reporter.repair(repair)
    },
  }
  const { understood, close } = await understand(source, heard, [adresses])
  if (understood !== undefined) for await (const _row of readRows(understood, heard).rows);
  await close()
  const { file, isRefused } = await validateFile(source, [adresses])
  expect(reporter.report()).toMatchObject({
    problems: file.report.problems,
    repairs: file.report.repairs,
  })
  const { encoding, columns = [] } = file.reading ?? {}
  const aliases = columns.filter(({ target, rule }) => target !== null && rule !== 'exact')
  return isRefused
    ? undefined
    : [
        ...said,
        ...(encoding === 'utf-8' || encoding === 'utf-8-bom'
          ? []
          : [{ code: 'encoding', column: '' }]),
        ...aliases.map(({ target }) => ({ code: 'alias', column: target ?? '' })),
      ]
}

/** Ours that are no problem nor repair: how a file was read, which asks for nothing of theirs. */
const READING = ['alias', 'encoding']

/** What we say where they say a code: our column and code, by the row of the table that has it. */
function agreedWith(code: string): { readonly row: string; readonly said: readonly string[] } {
  const [first = '', second = '', third] = code.split('.')
  const isField = first === 'field'
  const row = [code, isField ? `field.*.${third}` : `*.${second}`].find((one) => one in AGREED)
  if (row === undefined) return { row: '', said: [] }
  const name = isField ? second : first
  const column = name === 'uid_adresse' ? 'uidAdresse' : (pathNamed(adresses, name) ?? '')
  const said = AGREED[row] ?? []
  return { row, said: said.map((one) => (one.includes('.') ? one : `${column}.${one}`)) }
}

function isSameLine(a: Said, b: Said): boolean {
  return a.line === undefined || b.line === undefined || a.line === b.line
}

const used = {
  agreed: new Set<string>(),
  theirsAlone: new Set<string>(),
  oursAlone: new Set<string>(),
}

/** The row of a table of differences for one of these names, kept as seen; undefined where there is none. */
function difference(table: Table<string>, seen: Set<string>, names: readonly string[]) {
  const row = names.find((name) => name in table)
  if (row !== undefined) seen.add(row)
  return row
}

/** What one side says of a file and nothing explains, as sentences. */
function unexplained(them: readonly TheirSaid[], us: readonly OurSaid[]): readonly string[] {
  const answered = new Set<OurSaid>()
  const byName = Map.groupBy(us, ({ column, code }) => `${column}.${code}`)
  const fromThem = them.flatMap((their) => {
    const { row, said } = agreedWith(their.code)
    const same = said
      .flatMap((one) => byName.get(one) ?? [])
      .filter((our) => isSameLine(our, their))
    for (const our of same) answered.add(our)
    if (same.length > 0) used.agreed.add(row)
    const isAsked = their.level === ErrorLevelEnum.ERROR || their.level === ErrorLevelEnum.WARNING
    if (same.length > 0 || !isAsked) return []
    if (difference(THEIRS_ALONE, used.theirsAlone, [their.code]) !== undefined) return []
    return [`they say ${their.code}, line ${their.line}`]
  })
  const fromUs = us.flatMap((our) => {
    const { column, code, line } = our
    if (answered.has(our) || READING.includes(code)) return []
    const names = [`${column}.${code}`, code]
    if (difference(OURS_ALONE, used.oursAlone, names) !== undefined) return []
    return [`we say ${column}.${code}, line ${line}`]
  })
  return [...new Set([...fromThem, ...fromUs])]
}

async function compare(file: string): Promise<readonly string[]> {
  const bytes = readFileSync(file)
  const [them, us] = [await theirs(bytes), await ours(bytes)]
  if (them === undefined || us === undefined) {
    expect(us, 'refused by one side as by the other').toBe(them)
    return []
  }
  return unexplained(them, us)
}

describe('our verdict on a BAL file is that of its validator, or a difference that is told', () => {
  for (const file of shared) {
    testShared(`${basename(file)} of ../shared`, async () => {
      expect(await compare(file)).toEqual([])
    })
  }

  test.for(
    Object.entries(FOLDERS).flatMap(([of, folder]) =>
      filesIn(folder).map((path) => [relative(folder, path), of, path] as const),
    ),
  )('%s of %s', async ([, , path]) => {
    expect(await compare(path)).toEqual([])
  })

  testShared('no row of the tables is stale, and docs/bal-validator.md has them all', async () => {
    expect(Object.keys(AGREED).filter((row) => !used.agreed.has(row))).toEqual([])
    expect(Object.keys(THEIRS_ALONE).filter((row) => !used.theirsAlone.has(row))).toEqual([])
    expect(Object.keys(OURS_ALONE).filter((row) => !used.oursAlone.has(row))).toEqual([])
    await expect(pageOfVerdicts()).toMatchFileSnapshot('../../docs/bal-validator.md')
  })
})
