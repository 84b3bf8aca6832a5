import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROBLEMS, REPAIRS } from '../../src/datasets/index.ts'
import { ERROR_CODES } from '../../src/errors.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A file, its tables without the spaces that align them. */
function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replace(/ +\|/g, ' |')
}

/** First cells of the tables of a text, where they are a name in code. */
function namesInTables(text: string): readonly string[] {
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name)
}

/** The part of docs/errors.md under one of its titles. */
function part(title: string): string {
  const [, text] = read('docs/errors.md').split(`\n# ${title}\n`)
  if (text === undefined) throw new Error(`docs/errors.md has no part « ${title} »`)
  return text.split('\n# ')[0] ?? ''
}

/** Texts that may tell of the environment. */
function documents(): string {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  const paths = docs.filter((path) => path.endsWith('.md')).map((path) => join('docs', path))
  const readme = readdirSync(ROOT).filter((name) => name === 'README.md')
  return [...paths, ...readme].map(read).join('\n')
}

const decisions = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md')

test('every error code has its heading, in the order of the code, and no heading is stale', () => {
  const headings = [...read('docs/errors.md').matchAll(/^## (.+)$/gm)].map(([, code]) => code)
  expect(headings).toEqual(Object.keys(ERROR_CODES))
})

test('every problem code is in its table with its severity and its words, and none is stale', () => {
  const table = part('Problems of a file')
  expect(namesInTables(table)).toEqual(Object.keys(PROBLEMS))
  for (const [code, [severity, explanation]] of Object.entries(PROBLEMS)) {
    expect(table).toContain(`| \`${code}\` | ${severity} | ${explanation} |`)
  }
})

test('every repair code is in its table with its words, and none is stale', () => {
  const table = part('Repairs of a file')
  expect(namesInTables(table)).toEqual(Object.keys(REPAIRS))
  for (const [code, explanation] of Object.entries(REPAIRS)) {
    expect(table).toContain(`| \`${code}\` | ${explanation} |`)
  }
})

test('every variable that the configuration reads is in a table, and no other', () => {
  const config = read('src/config.ts')
  const variables = [...config.matchAll(/env(?:\['(\w+)'\]|\.(\w+))/g)].map(([, a, b]) => a ?? b)
  expect(variables.length).toBeGreaterThan(0)
  const told = namesInTables(documents()).filter((name) => /^[A-Z][A-Z_]+$/.test(name))
  expect(new Set(told)).toEqual(new Set(variables))
})

test('every decision is listed once, under its title, with a number of its own', () => {
  const index = read('docs/decisions/README.md')
  const rows = decisions.toSorted().map((file) => {
    const [, number, title] = /^# (\d{4}) (.+)$/m.exec(read(`docs/decisions/${file}`)) ?? []
    expect(file.slice(0, 4)).toBe(number)
    return `| ${number} | [${title}](${file}) |`
  })
  const listed = [...index.matchAll(/^\| \d{4} \| \[.+?\]\(.+?\) \|/gm)].map(([row]) => row)
  expect(listed).toEqual(rows)
  const numbers = decisions.map((file) => file.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers.length).toBeGreaterThan(0)
})

test.for(decisions)('%s has its parts, in order, on one page', (file) => {
  const text = read(`docs/decisions/${file}`)
  expect(text).toMatch(
    /^# \d{4} .+\n\n- Status: (proposed|accepted|superseded by \d{4})\n- Date: \d{4}-\d{2}-\d{2}\n/,
  )
  const parts = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
  expect(parts).toEqual(['Context', 'Decision', 'Consequences', 'Rejected'])
  expect(text.split('\n').length).toBeLessThanOrEqual(70)
})

test('every dependency has its line and its version in decision 0020, and no line is stale', () => {
  // The project's own package.json.
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const { dependencies, devDependencies, optionalDependencies } = manifest
  const versions = { ...dependencies, ...devDependencies, ...optionalDependencies }
  const [file = ''] = decisions.filter((name) => name.startsWith('0020'))
  const rows = read(`docs/decisions/${file}`).matchAll(/^\| `(.+?)` \| (\S+) \|/gm)
  const told = Object.fromEntries([...rows].map(([, name = '', version]) => [name, version]))
  expect(told).toEqual(versions)
})

test('every link between documents leads somewhere', () => {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  const links = docs
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...read(join('docs', path)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) =>
        join('docs', path, '..', target),
      ),
    )
  expect(links.length).toBeGreaterThan(0)
  for (const link of links) expect(read(link)).not.toBe('')
})
