import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { History, HistoryVersion } from '../../examples/history.ts'

/** Folder of the demonstration's files. */
export const EXAMPLES = join(import.meta.dirname, '../../examples')

/** A line of a file, by column. */
export type Line = Readonly<Record<string, string>>

/** The manifest, as it is on disk. */
export function readHistory(): History {
  return JSON.parse(readFileSync(join(EXAMPLES, 'history.json'), 'utf8'))
}

/** The bytes of a version, as they are on disk. */
export function bytesOf(version: HistoryVersion): Buffer {
  return readFileSync(join(EXAMPLES, version.file))
}

/** The lines of a version, whatever its encoding and delimiter. */
export function linesOf(version: HistoryVersion): readonly Line[] {
  const bytes = bytesOf(version)
  const encoding = isUtf8(bytes) ? 'utf-8' : 'windows-1252'
  const text = new TextDecoder(encoding).decode(bytes)
  return Papa.parse<Line>(text, { header: true, skipEmptyLines: true }).data
}

/** Whether the bytes are strictly valid UTF-8. */
export function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes)
}

/** What tells a line from the others: the key that the application uses. */
export function keyOf(line: Line): string {
  const names = line['ANNEE']
    ? ['COLL_INSEE', 'ANNEE', 'ENFANT_SEXE', 'ENFANT_PRENOM']
    : ['idAttribuant', 'dateConvention', 'referenceDecision', 'objet']
  const to = line['idBeneficiaire'] || line['rnaBeneficiaire'] || line['nomBeneficiaire'] || ''
  return JSON.stringify([...names.map((name) => line[name]), to])
}

/** What a version does to the lines before it: counts, and the lines there are after it. */
export interface Step {
  readonly rows: number
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly after: readonly Line[]
}

/**
 * Compares by key, equal lines first. It knows nothing of the application's own matching, and needs no
 * harmonising: within a dataset nobody changes how cells are written.
 */
export function step(before: readonly Line[], version: HistoryVersion): Step {
  const lines = linesOf(version)
  const old = before.map((line) => ({ key: keyOf(line), text: JSON.stringify(line), line }))
  const unmatched = lines.filter((line) => !take(old, ({ text }) => text === JSON.stringify(line)))
  const added = unmatched.filter((line) => !take(old, ({ key }) => key === keyOf(line)))
  const kept = version.scope === 'increment' ? old.map(({ line }) => line) : []
  return {
    rows: lines.length,
    added: added.length,
    removed: old.length - kept.length,
    changed: unmatched.length - added.length,
    after: [...kept, ...lines],
  }
}

function take<T>(items: T[], is: (item: T) => boolean): boolean {
  const at = items.findIndex(is)
  return at >= 0 && items.splice(at, 1).length === 1
}
