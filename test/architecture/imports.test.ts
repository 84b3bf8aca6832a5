import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../src/datasets/index.ts'

const SRC = join(import.meta.dirname, '../../src')

/**
 * What each folder of src may import, beside itself and `errors.ts`: the table of DESIGN §2, but that ingest
 * also hashes (`proof`), and `reference` (decision 0024). This is the architecture; change it with a decision record.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  datasets: [],
  db: [],
  proof: [],
  history: ['datasets', 'db'],
  events: ['datasets', 'db', 'proof'],
  ingest: ['events', 'history', 'datasets', 'db', 'proof'],
  access: ['db'],
  reference: ['ingest', 'events', 'history', 'datasets'],
  graphql: ['history', 'ingest', 'events', 'access', 'datasets'],
  http: ['graphql', 'history', 'ingest', 'access', 'proof', 'datasets'],
}

/** Composition roots: they may import everything, and nobody else imports them. */
const ROOTS = ['cli', 'cli.ts', 'main.ts', 'serve.ts', 'config.ts']

/** Packages that belong to some places only. */
const OWNERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(kysely|postgres|kysely-postgres-js)(\/|$)/, ['db', 'history', 'events', 'access']],
  [/^(@pothos\/.*|graphql|graphql-scalars|graphql-yoga)(\/|$)/, ['graphql', 'http']],
  [/^dataloader$/, ['graphql']],
  [/^papaparse$/, ['ingest', 'reference']],
  [/^(stream-json|saxes)(\/|$)/, ['ingest']],
  [/^@etalab\//, ['reference']],
  [/^commander$/, ['cli', 'cli.ts']],
  [/^(@prisma\/.*|prisma|vitest|fast-check)$/, []],
]

interface Import {
  /** Path from src. */
  readonly file: string
  /** First part of the path: a folder, or a file of src itself. */
  readonly from: string
  readonly specifier: string
}

const FILES = globSync('**/*.ts', { cwd: SRC }).filter((file) => file !== 'db/generated.ts')

const IMPORTS: readonly Import[] = FILES.flatMap((file) =>
  specifiersIn(textOf(file)).map((specifier) => ({ file, from: placeOf(file), specifier })),
)

/** Relative imports that leave their folder. */
const CROSSINGS = IMPORTS.filter(({ specifier }) => specifier.startsWith('.'))
  .map(({ file, from, specifier }) => ({ file, from, target: join(dirname(file), specifier) }))
  .filter(({ from, target }) => placeOf(target) !== from)

function specifiersIn(text: string): readonly string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name)
}

function textOf(file: string): string {
  return readFileSync(join(SRC, file), 'utf8')
}

function placeOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function linesOf(file: string): number {
  return textOf(file).trimEnd().split('\n').length
}

describe('src', () => {
  test('imports along the arrows', () => {
    const against = CROSSINGS.filter(
      ({ from, target }) =>
        target !== 'errors.ts' &&
        !ROOTS.includes(from) &&
        !MAY_IMPORT[from]?.includes(placeOf(target)),
    )
    expect(against).toEqual([])
  })

  test('has no folder that the arrows do not know', () => {
    const places = new Set(FILES.map(placeOf))
    const known = [...Object.keys(MAY_IMPORT), ...ROOTS, 'errors.ts']
    expect([...places].filter((place) => !known.includes(place))).toEqual([])
  })

  test('enters a folder only through its index.ts', () => {
    const sneaky = CROSSINGS.filter(
      ({ from, target }) =>
        target.includes('/') &&
        !(ROOTS.includes(from) && target.startsWith('../examples/')) &&
        !target.endsWith('/index.ts') &&
        !(ROOTS.includes(from) && placeOf(target) === 'cli'),
    )
    expect(sneaky).toEqual([])
  })

  test('opens each folder with a small index of named re-exports', () => {
    const indexes = FILES.filter((file) => file.endsWith('/index.ts'))
    expect(indexes.map((file) => dirname(file)).toSorted()).toEqual(
      Object.keys(MAY_IMPORT)
        .filter((folder) => FILES.some((file) => placeOf(file) === folder))
        .toSorted(),
    )
    for (const file of indexes) {
      expect(linesOf(file), file).toBeLessThanOrEqual(80)
      const code = textOf(file).replace(/^\/\/.*\n/gm, '')
      const rest = code
        .replace(/^export (type )?\{[^}]*\} from '\.\/[^']+'\n/gm, '')
        // A folder may lend the name of a type that its functions take.
        .replace(/^export type \{[^}]*\} from '\.\.\/\w+\/index\.ts'\n/gm, '')
      expect(rest.trim(), file).toBe('')
    }
  })

  test('leaves each package where it belongs', () => {
    const astray = IMPORTS.filter(({ from, specifier }) =>
      OWNERS.some(([owned, places]) => owned.test(specifier) && !places.includes(from)),
    )
    expect(astray).toEqual([])
  })

  test('reads the environment in config.ts only', () => {
    const readers = FILES.filter((file) => /\bprocess\s*(\.|\[\s*')env\b/.test(textOf(file)))
    expect(readers.filter((file) => file !== 'config.ts')).toEqual([])
  })

  test('has no file of more than 300 lines, but for the facts of a standard (decision 0021)', () => {
    const facts = KINDS.flatMap(({ name }) => [
      `datasets/${name}.ts`,
      `datasets/schemas/${name}.ts`,
    ])
    const long = FILES.filter((file) => linesOf(file) > 300 && !facts.includes(file))
    expect(long).toEqual([])
  })

  test('has no file whose name says nothing', () => {
    expect(FILES.filter((file) => /(util|helper|manager|service|common)/i.test(file))).toEqual([])
  })

  test('is seen by this scan', () => {
    expect(FILES.length).toBeGreaterThan(60)
    expect(CROSSINGS.length).toBeGreaterThan(60)
    const packages = new Set(IMPORTS.map(({ specifier }) => specifier))
    for (const name of ['kysely', 'postgres', 'papaparse']) expect(packages).toContain(name)
    // Every line that begins an import or a re-export is one that the scan understood.
    const begun = FILES.flatMap((file) => textOf(file).match(/^(import\b|\} from )/gm) ?? [])
    expect(IMPORTS.length).toBeGreaterThanOrEqual(begun.length / 2)
  })
})

describe('the tests', () => {
  const TEST = join(import.meta.dirname, '..')
  const files = globSync('**/*.ts', { cwd: TEST })
  const text = (file: string) => readFileSync(join(TEST, file), 'utf8')

  test('have no file of more than 300 lines', () => {
    const long = files.filter((file) => text(file).trimEnd().split('\n').length > 300)
    expect(long).toEqual([])
  })

  test('mock none of our modules and are never the only ones to run', () => {
    const forbidden = /\b(vi\.(mock|doMock)|(test|describe)\.only)\(/
    expect(files.filter((file) => forbidden.test(text(file)))).toEqual([])
  })
})
