import { type Kind, publishedNames, storableText } from '../datasets/index.ts'
import type { NamedColumn } from './columnNames.ts'

type Targets = readonly (NamedColumn | undefined)[]

/** A header whose column is that of another, which has its official name. */
export interface SetAside {
  readonly source: string
  readonly path: string
}

/**
 * The columns of headers, those that are known by another name giving way to the official name of the same
 * column, but for case and accents: what they say stays in the original.
 */
export function officialFirst(
  sources: readonly string[],
  targets: Targets,
): { readonly targets: Targets; readonly aside: readonly SetAside[] } {
  const official = new Set(
    targets.flatMap((target) => (target && target.rule !== 'alias' ? cellOf(target) : [])),
  )
  const givesWay = (target: NamedColumn) => target.rule === 'alias' && official.has(cellOf(target))
  return {
    targets: targets.map((target) => (target && givesWay(target) ? undefined : target)),
    aside: targets.flatMap((target, i) =>
      target && givesWay(target)
        ? [{ source: storableText((sources[i] ?? '').trim()), path: target.path }]
        : [],
    ),
  }
}

/** Cells that several headers give: the same one, or a whole and what is within it; each with these headers. */
export function designatedTwice(
  kind: Kind,
  sources: readonly string[],
  targets: Targets,
): readonly string[] {
  const named = targets.flatMap((target, i) =>
    target ? [{ ...target, source: sources[i] ?? '' }] : [],
  )
  const whole = new Set(named.map(({ path }) => path))
  const groups = Map.groupBy(named, (target) => {
    const words = target.path.split('.')
    const holder = words
      .map((_, i) => words.slice(0, i + 1).join('.'))
      .find((one) => whole.has(one))
    return holder === target.path ? cellOf(target) : holder
  })
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length === 1) return []
    const name = publishedNames(kind, first.path)[0] ?? first.path
    return [`${name} : ${group.map(({ source }) => `« ${source.trim()} »`).join(', ')}`]
  })
}

/** How many cells headers designate, each once. */
export function distinctCells(targets: readonly NamedColumn[]): number {
  return new Set(targets.map(cellOf)).size
}

/** The cell that a name designates: an object whose place is not told is the first one. */
function cellOf({ path, places }: NamedColumn): string {
  const [, ...objects] = path.split('.')
  return [path, ...objects.map((_, i) => places[i] ?? 0)].join('/')
}
