import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedFolder } from '../shared.ts'

/** The bytes of a file of ../shared/data. */
export function sharedFile(path: string): Buffer<ArrayBuffer> {
  return readFileSync(join(sharedFolder ?? '', 'data', path))
}

/** The lines of a CSV, by column as published: a parser of a few lines, so that nothing is shared with ours. */
export function rawLines(
  text: string,
  delimiter: string,
): readonly Readonly<Record<string, string>>[] {
  const rows = text
    .split(/\r?\n/)
    .flatMap((line) => (line === '' ? [] : [cellsOf(line, delimiter)]))
  const [header = [], ...lines] = rows
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
}

/** No cell of these files holds a line end; a quote within a quoted cell is written twice. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  const cells = line.matchAll(
    new RegExp(`(?<=^|${delimiter})("(?:[^"]|"")*"|[^${delimiter}]*)`, 'g'),
  )
  return [...cells].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )
}

/** An exact sum of amounts in euros, in cents. */
export function cents(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => {
    const [whole = '0', fraction = ''] = amount.split('.')
    return sum + BigInt(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`)
  }, 0n)
}
