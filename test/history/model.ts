import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { csvOf, type Line, type ModelKind, textOf } from './modelKinds.ts'

/** One version as the tests know it: what they published, and what must be in force after it. */
export interface ModelVersion {
  readonly datasetId: number
  readonly number: number
  readonly position: number
  readonly publishedAt: Date
  readonly lines: readonly Line[]
}

/** What to do to a dataset: numbers are taken modulo what there is. */
export interface Step {
  readonly dataset: number
  readonly scope: 'complet' | 'increment'
  readonly drops: readonly number[]
  readonly copies: readonly number[]
  readonly edits: readonly { readonly at: number; readonly with: Line; readonly column: number }[]
  readonly adds: readonly Line[]
  /** Lines of earlier versions that come back. */
  readonly back: readonly number[]
  readonly order: number
  readonly days: number
}

/** Random steps of a kind. */
export function stepsOf({ line }: ModelKind, length: number): fc.Arbitrary<readonly Step[]> {
  const some = fc.array(fc.nat(999), { maxLength: 2 })
  const step: fc.Arbitrary<Step> = fc.record({
    dataset: fc.nat(1),
    scope: fc.constantFrom('complet', 'complet', 'increment'),
    drops: some,
    copies: some,
    edits: fc.array(fc.record({ at: fc.nat(99), with: line, column: fc.nat(99) }), {
      maxLength: 3,
    }),
    adds: fc.array(line, { maxLength: 5 }),
    back: some,
    order: fc.nat(),
    days: fc.nat(3),
  })
  return fc.array(step, { minLength: length, maxLength: length })
}

/** Datasets and what was published to them, in memory. */
export interface Model {
  readonly pathOf: (datasetId: number) => string
  /** The version in force of each dataset at a position. */
  readonly datasetsAt: (position: number) => readonly ModelVersion[]
  /** Publishes a whole file. */
  readonly publishLines: (datasetId: number, lines: readonly Line[]) => Promise<void>
  /** Declares two datasets, publishes to them, and gives the versions made. */
  readonly publishAll: (steps: readonly Step[]) => Promise<readonly ModelVersion[]>
  /** Lines in force at a position, of every dataset; or online at an instant by the publishers' dates. */
  readonly linesAt: (at: { readonly position: number; readonly online?: Date }) => readonly Line[]
}

/** A model over an empty or a filled database: it only knows what goes through it. */
export function createModel(db: Db, kind: ModelKind): Model {
  const versions: ModelVersion[] = []
  const paths = new Map<number, string>()
  const files = new Map<number, string>()
  const pathOf = (id: number) => paths.get(id) ?? ''

  return {
    pathOf,
    datasetsAt: (position) => shown(({ position: at }) => at <= position),
    linesAt: ({ position, online }) =>
      shown(
        (one) => one.position <= position && (online === undefined || one.publishedAt <= online),
      ).flatMap(({ lines }) => lines),
    publishLines: (datasetId, lines) => publishFile(datasetId, 'complet', 0, lines),
    async publishAll(steps) {
      const first = versions.length
      const ids: number[] = []
      for (let i = 0; i < 2; i += 1) {
        const { id, path } = await givenDataset(db, kind.name)
        paths.set(id, path)
        ids.push(id)
      }
      for (const step of steps) await publishStep(ids[step.dataset] ?? 0, step)
      return versions.slice(first)
    },
  }

  function shown(is: (version: ModelVersion) => boolean): readonly ModelVersion[] {
    return [...paths.keys()].flatMap(
      (id) => versions.findLast((one) => one.datasetId === id && is(one)) ?? [],
    )
  }

  async function publishStep(datasetId: number, step: Step): Promise<void> {
    const past = versions.filter((one) => one.datasetId === datasetId)
    const before = past.at(-1)?.lines ?? []
    const everBefore = past.flatMap(({ lines }) => lines)
    const file = fileOf(kind, step, before, everBefore)
    if (file.length > 0) await publishFile(datasetId, step.scope, step.days, file)
  }

  async function publishFile(
    datasetId: number,
    scope: Step['scope'],
    days: number,
    file: readonly Line[],
  ): Promise<void> {
    const last = versions.findLast((one) => one.datasetId === datasetId)
    const effect = effectOf(kind, scope, last?.lines ?? [], file)
    const start = last?.publishedAt.getTime() ?? Date.UTC(2020, 0)
    const publishedAt = new Date(start + days * 86_400_000)
    const text = csvOf(kind, file)
    const outcome = await publishText(db, pathOf(datasetId), text, { scope, publishedAt })
    const again = files.get(datasetId) === `${scope} ${text}`
    files.set(datasetId, `${scope} ${text}`)
    if (again) {
      expect(outcome.outcome).toBe('unchanged')
      return
    }
    if (outcome.outcome !== 'published') throw new Error(JSON.stringify(outcome))
    const { number, position, ...counts } = outcome.version
    expect(number).toBe((last?.number ?? 0) + 1)
    expect(counts).toMatchObject({
      ...effect.counts,
      recordCount: effect.after.length,
      rowsRead: file.length,
    })
    versions.push({ datasetId, number, position, publishedAt, lines: effect.after })
  }
}

/** The file that a step publishes. */
function fileOf(kind: ModelKind, step: Step, before: readonly Line[], past: readonly Line[]) {
  const dropped = new Set(step.drops.map((n) => n % Math.max(1, before.length)))
  const kept = before
    .map((line, i) =>
      edited(
        kind,
        line,
        step.edits.find(({ at }) => at % before.length === i),
      ),
    )
    .filter((_, i) => !dropped.has(i))
  const copies = pick(kept, step.copies)
  const all = [...kept, ...copies, ...pick(past, step.back), ...step.adds]
  const whole = shuffled(all, step.order)
  const file = step.scope === 'complet' ? whole : incrementOf(kind, before, whole)
  return file.length > 0 ? file : before
}

/** What a file must make of the lines in force. */
function effectOf(
  kind: ModelKind,
  scope: Step['scope'],
  before: readonly Line[],
  file: readonly Line[],
) {
  const groups = [...groupsOf(kind, before, file).values()]
  const sum = (count: (group: Group) => number) =>
    groups.reduce((total, group) => total + count(group), 0)
  const left = (group: Group) => group.gone.slice(group.come.length)
  const complete = scope === 'complet'
  return {
    after: complete
      ? file
      : groups.flatMap((group) => [...group.kept, ...group.come, ...left(group)]),
    counts: {
      added: sum(({ gone, come }) => Math.max(0, come.length - gone.length)),
      removed: complete ? sum((group) => left(group).length) : 0,
      changed: sum(({ gone, come }) => Math.min(gone.length, come.length)),
    },
  }
}

function pick(lines: readonly Line[], at: readonly number[]): readonly Line[] {
  return lines.length === 0 ? [] : at.map((n) => lines[n % lines.length] ?? {})
}

function edited(kind: ModelKind, line: Line, edit: Step['edits'][number] | undefined): Line {
  if (edit === undefined) return line
  const names = Object.keys(kind.header)
  const name = names[edit.column % names.length] ?? ''
  return { ...line, [name]: edit.with[name] ?? '' }
}

/**
 * The lines of an increment. Which of several records of one key a single new line changes is for matching
 * to say, not for a model: such keys stay out of the file.
 */
function incrementOf(kind: ModelKind, before: readonly Line[], whole: readonly Line[]) {
  const groups = groupsOf(kind, before, whole)
  return whole.filter((line) => {
    const { gone, come } = groups.get(kind.keyOf(line)) ?? { gone: [], come: [] }
    return come.length === 0 ? line[kind.measure] === '1' : come.length >= gone.length
  })
}

interface Group {
  readonly kept: Line[]
  readonly gone: Line[]
  readonly come: Line[]
}

/** For each key: the lines that are on both sides as often, those only before, those only after. */
function groupsOf(kind: ModelKind, before: readonly Line[], after: readonly Line[]) {
  const groups = new Map<string, Group>()
  const groupOf = (line: Line): Group => {
    const key = kind.keyOf(line)
    const group = groups.get(key) ?? { kept: [], gone: [], come: [] }
    groups.set(key, group)
    return group
  }
  for (const line of before) groupOf(line).gone.push(line)
  for (const line of after) {
    const { kept, gone, come } = groupOf(line)
    const at = gone.findIndex((old) => textOf(kind, old) === textOf(kind, line))
    if (at < 0) come.push(line)
    else kept.push(...gone.splice(at, 1))
  }
  return groups
}

/** A permutation that a number decides. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state
  }
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
