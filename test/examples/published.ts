import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { History, HistoryVersion } from '../../examples/history.ts'
import { EXAMPLES, type Line, readLines } from './readLines.ts'

export { EXAMPLES, isUtf8, type Line } from './readLines.ts'

/** The manifest, as it is on disk. */
export function readHistory(): History {
  return JSON.parse(readFileSync(join(EXAMPLES, 'history.json'), 'utf8'))
}

/** The bytes of a version, as they are on disk. */
export function bytesOf(version: HistoryVersion): Buffer {
  return readFileSync(join(EXAMPLES, version.file))
}

/** The lines of a version, whatever its form, encoding and delimiter. */
export function linesOf(version: HistoryVersion): readonly Line[] {
  return readLines(version.file)
}

/** What tells the lines of each kind apart: the columns of its key, by one that no other kind has. */
const KEYS: readonly (readonly [has: string, key: (line: Line) => readonly unknown[]])[] = [
  ['ANNEE', of('COLL_INSEE', 'ANNEE', 'ENFANT_SEXE', 'ENFANT_PRENOM')],
  [
    'idAttribuant',
    (line) => [
      ...of('idAttribuant', 'dateConvention', 'referenceDecision', 'objet')(line),
      line['idBeneficiaire'] || line['rnaBeneficiaire'] || line['nomBeneficiaire'] || '',
    ],
  ],
  ['DELIB_ID', of('COLL_SIRET', 'DELIB_ID')],
  ['EQUIP_UID', of('EQUIP_UID')],
  [
    'id_ban_adresse',
    (line) => [line['id_ban_adresse'] || line['id_ban_toponyme'], line['position']],
  ],
  ['anciensCodes', (line) => [line['type'], line['code'] || line['siren']]],
  ['bacs', of('id')],
  ['datePublicationDonnees', of('acheteur.id', 'autoriteConcedante.id', 'id')],
]

function of(...names: readonly string[]): (line: Line) => readonly unknown[] {
  return (line) => names.map((name) => line[name])
}

/** What tells a line from the others: the key that the application uses. */
export function keyOf(line: Line): string {
  const [, key] = KEYS.find(([has]) => line[has] !== undefined) ?? []
  if (key === undefined) throw new Error(`no key for a line of ${Object.keys(line).join()}`)
  return JSON.stringify(key(line))
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
  const rows = linesOf(version)
  const lines = rows.filter((line) => !isPublishedAgain(line, rows))
  const old = before.map((line) => ({ key: keyOf(line), text: textOf(line), line }))
  const unmatched = lines.filter((line) => !take(old, ({ text }) => text === textOf(line)))
  const added = unmatched.filter((line) => !take(old, ({ key }) => key === keyOf(line)))
  const kept = version.scope === 'increment' ? old.map(({ line }) => line) : []
  return {
    rows: rows.length,
    added: added.length,
    removed: old.length - kept.length,
    changed: unmatched.length - added.length,
    after: [...kept, ...lines],
  }
}

/** The lines of a dataset that were online at an instant: those of its last version until then. */
export function onlineAt(path: string, instant: string): readonly Line[] {
  const dataset = readHistory().datasets.find(({ siren, slug }) => `${siren}/${slug}` === path)
  return (dataset?.versions ?? [])
    .filter(({ publishedAt }) => Date.parse(publishedAt) <= Date.parse(instant))
    .reduce<readonly Line[]>((before, version) => step(before, version).after, [])
}

/** Of contracts only, a file may tell one twice: the later publication counts. */
function isPublishedAgain(line: Line, lines: readonly Line[]): boolean {
  const day = line['datePublicationDonnees']
  return (
    day !== undefined &&
    lines.some(
      (other) => keyOf(other) === keyOf(line) && (other['datePublicationDonnees'] ?? '') > day,
    )
  )
}

/** Columns have no order. */
function textOf(line: Line): string {
  return JSON.stringify(Object.entries(line).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function take<T>(items: T[], is: (item: T) => boolean): boolean {
  const at = items.findIndex(is)
  return at >= 0 && items.splice(at, 1).length === 1
}
