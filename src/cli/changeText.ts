import { type Cell, type Cells, sameCell } from '../datasets/index.ts'
import type { ChangeKind } from '../history/index.ts'

/** A difference in numbers, as the commands write it. */
export function summaryText(counts: {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly unchanged: number
}): string {
  const { added, removed, changed, unchanged } = counts
  return `${added} ajoutés, ${removed} retirés, ${changed} modifiés, ${unchanged} inchangés`
}

/** One change on one line: « + » and « - » with the whole record, « ~ » with what differs. */
export function changeText(
  kind: ChangeKind,
  before: Cells | undefined,
  after: Cells | undefined,
): string {
  if (kind === 'added') return `+ ${cellsText(after ?? {})}`
  if (kind === 'removed') return `- ${cellsText(before ?? {})}`
  const [a, b] = [before ?? {}, after ?? {}]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => !sameCell(a[name], b[name]),
  )
  const changes = names.map((name) => `${name} : ${shown(a[name])} → ${shown(b[name])}`)
  const same = Object.fromEntries(Object.entries(b).filter(([name]) => !names.includes(name)))
  return `~ ${changes.join(' ; ')}  [${cellsText(same)}]`
}

function cellsText(cells: Cells): string {
  return Object.values(cells).map(shown).join(' · ')
}

function shown(value: Cell | undefined): string {
  if (value === undefined) return '(vide)'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
