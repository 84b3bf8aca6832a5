import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'

/** Folder of the demonstration's files. */
export const EXAMPLES = join(import.meta.dirname, '../../examples')

/** A line of a file, by column; what is within a record of a document, by its path. */
export type Line = Readonly<Record<string, string>>

/** The lines of a file of the demonstration, whatever its form. It knows nothing of the application's readers. */
export function readLines(file: string): readonly Line[] {
  const bytes = readFileSync(join(EXAMPLES, file))
  if (file.endsWith('.json')) return jsonLines(bytes.toString('utf8'))
  if (file.endsWith('.xml')) return xmlLines(bytes.toString('utf8'))
  const encoding = isUtf8(bytes) ? 'utf-8' : 'windows-1252'
  const text = new TextDecoder(encoding).decode(bytes)
  return Papa.parse<Line>(text, { header: true, skipEmptyLines: true }).data.map(addressLine)
}

/** Whether the bytes are strictly valid UTF-8. */
export function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes)
}

function jsonLines(text: string): readonly Line[] {
  const { marches } = JSON.parse(text)
  return Object.values(marches).flat().map(lineOf)
}

function lineOf(record: unknown): Line {
  return Object.fromEntries(leaves(record, ''))
}

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([name, child]) =>
    leaves(child, path === '' ? name : `${path}.${name}`),
  )
}

/** Good for elements without attributes, of which none is repeated. */
function xmlLines(text: string): readonly Line[] {
  return text
    .split('<marche>')
    .slice(1)
    .map((record) => {
      const open: string[] = []
      const cells: [string, string][] = []
      for (const [, end, name = '', leaf] of record.matchAll(/<(\/?)([\w-]+)>([^<]*)/g)) {
        if (end === '/') {
          open.pop()
          continue
        }
        open.push(name)
        if (leaf?.trim()) cells.push([open.join('.'), leaf])
      }
      return Object.fromEntries(cells)
    })
}

/** A line of addresses in the columns of the latest version of their format; others as they are. */
function addressLine(line: Line): Line {
  if (line['commune_insee'] === undefined) return line
  const { uid_adresse: uid = '', voie_nom, ...cells } = line
  const id = (letter: string) => new RegExp(`@${letter}:(\\S+)`).exec(uid)?.[1] ?? ''
  return {
    cle_interop: '',
    id_ban_commune: id('c'),
    id_ban_toponyme: id('v'),
    id_ban_adresse: id('a'),
    toponyme: voie_nom ?? '',
    ...cells,
  }
}
