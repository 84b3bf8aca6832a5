import type { Cells } from '../datasets/index.ts'
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
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((n) => a[n] !== b[n])
  const changes = names.map((name) => `${name} : ${shown(a[name])} → ${shown(b[name])}`)
  const same = Object.fromEntries(Object.entries(b).filter(([name]) => !names.includes(name)))
  return `~ ${changes.join(' ; ')}  [${cellsText(same)}]`
}

function cellsText(cells: Cells): string {
  return Object.values(cells).map(String).join(' · ')
}

function shown(value: Cells[string] | undefined): string {
  return value === undefined ? '(vide)' : String(value)
}
