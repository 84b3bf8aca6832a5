import { type Kind, PROBLEMS, publishedName, type Severity } from '../datasets/index.ts'
import type { ReadColumn, Report } from '../events/index.ts'

/** How problems of a severity are counted. */
const WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  bloquant: ['problème bloquant', 'problèmes bloquants'],
  erreur: ['erreur', 'erreurs'],
  avertissement: ['avertissement', 'avertissements'],
}

/** What a report comes to, in French, and what to correct first: the gravest, then the most frequent. */
export function summaryOf(kind: Kind | undefined, { problems }: Report): string {
  const [first] = problems
  if (first === undefined) return 'Rien à corriger.'
  const counts = Object.entries(WORDS).flatMap(([severity, [one, many]]) => {
    const total = problems.reduce((sum, group) => {
      return group.severity === severity ? sum + group.count : sum
    }, 0)
    return total === 0 ? [] : [counted(total, one, many)]
  })
  const name = publishedName(kind, first.column)
  const where = name === null ? '' : `, ${name}`
  const often = first.count > 1 ? ` (${first.count} fois)` : ''
  return `${sentence(counts)} À corriger d’abord${where}${often} : ${PROBLEMS[first.code][1]}`
}

/** « 1 ligne », « 2 lignes » */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count > 1 ? many : one}`
}

/** Those of the quoted values that are of a group: of its code, in its column. */
export function examplesOf<
  Example extends { readonly code: string; readonly column: string | null },
>(all: readonly Example[], code: string, column: string | null): Example[] {
  return all.filter((example) => example.code === code && example.column === column)
}

/** Headers of a file that were read as a column, but for those that have its published name. */
export function otherHeaders(
  kind: Kind | undefined,
  columns: readonly ReadColumn[],
  column: string | null,
): readonly string[] {
  const published = publishedName(kind, column)
  return columns.flatMap(({ source, target }) =>
    target === column && column !== null && source.trim() !== published ? [source.trim()] : [],
  )
}

function sentence(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} et ${last}.` : `${last}.`
}
