import { PROBLEMS, publicName, REPAIRS } from '../datasets/index.ts'
import type { FileReport, Outcome } from '../ingest/index.ts'

/** What became of a deposit, as one object: the shape of DESIGN §9. */
export function outcomeJson(dataset: string, outcome: Outcome): object {
  const base = { outcome: outcome.outcome, dataset }
  switch (outcome.outcome) {
    case 'published': {
      const { number, position, recordCount, added, removed, changed } = outcome.version
      return {
        ...base,
        version: number,
        position,
        records: recordCount,
        added,
        removed,
        changed,
        unchanged: recordCount - added - changed,
        ...(outcome.file ? fileJson(outcome.file) : {}),
      }
    }
    case 'dry-run':
      return { ...base, ...outcome.preview, ...fileJson(outcome.file) }
    case 'unchanged': {
      const { number, position, recordCount } = outcome.version
      return { ...base, version: number, position, records: recordCount }
    }
    case 'refused':
      return { ...base, ...fileJson(outcome.file) }
    case 'conflict':
      return { ...base, version: outcome.current }
  }
}

/** How a file was read and what was found in it. */
export function fileJson({ kind, reading, report, examples, counts }: FileReport): object {
  const blocking = report.problems.filter(({ severity }) => severity === 'bloquant')
  return {
    rowsRead: counts.rowsRead,
    merged: counts.merged,
    superseded: counts.superseded,
    refused: counts.refused,
    empty: counts.empty,
    repairs: {
      total: total(report.repairs),
      byRule: Object.fromEntries(
        report.repairs.map(({ rule }) => [
          rule,
          total(report.repairs.filter((group) => group.rule === rule)),
        ]),
      ),
    },
    problems: {
      total: total(report.problems),
      blocking: total(blocking),
      groups: report.problems.map(({ code, severity, column, count }) => ({
        code,
        severity,
        column: namedAs(kind, column),
        count,
        explanation: PROBLEMS[code][1],
        examples: examples
          .filter((example) => example.code === code && example.column === column)
          .map(({ line, value }) => ({ line, value })),
      })),
    },
    reading,
    alerts: [],
  }
}

/** The same for a person, in French: what became of the file, then what to correct first. */
export function outcomeText(dataset: string, outcome: Outcome): string {
  switch (outcome.outcome) {
    case 'published': {
      const { number, position, recordCount, added, removed, changed } = outcome.version
      return lines([
        `${dataset} : version ${number} publiée (position ${position}).`,
        `${recordCount} enregistrements : ${added} ajoutés, ${removed} retirés, ${changed} modifiés.`,
        ...(outcome.file ? reportLines(outcome.file) : []),
      ])
    }
    case 'dry-run': {
      const { added, removed, changed, unchanged } = outcome.preview
      return lines([
        `${dataset} : essai, rien n’est écrit.`,
        `Publier donnerait ${added} ajouts, ${removed} retraits, ${changed} modifications ; ${unchanged} inchangés.`,
        ...reportLines(outcome.file),
      ])
    }
    case 'unchanged':
      return `${dataset} : ce fichier est déjà celui de la version ${outcome.version.number}, rien n’est écrit.`
    case 'refused':
      return lines([`${dataset} : fichier refusé, rien n’est écrit.`, ...reportLines(outcome.file)])
    case 'conflict':
      return `${dataset} : la version en vigueur est la ${outcome.current}, rien n’est écrit.`
  }
}

/** The report of a file, what refuses it first. */
export function reportLines(file: FileReport): readonly string[] {
  const { kind, reading, report, examples, counts } = file
  const rank = { bloquant: 0, erreur: 1, avertissement: 2 } as const
  const problems = report.problems.toSorted((a, b) => rank[a.severity] - rank[b.severity])
  return [
    ...(reading
      ? [
          `Lu comme ${reading.schema} ${reading.schemaVersion} : ${counts.rowsRead} lignes, ${formOf(reading)}.`,
          ...foldedLines(counts),
          ...ignoredColumns(reading.columns),
        ]
      : []),
    ...problems.flatMap(({ code, severity, column, count, lines }) => [
      `[${severity}] ${namedAs(kind, column) ?? 'fichier'} : ${PROBLEMS[code][1]} (${code}, ${count} fois, ligne ${someLines(lines, count)})`,
      ...examples
        .filter((example) => example.code === code && example.column === column && example.value)
        .slice(0, 3)
        .map(({ line, value }) => `    ligne ${line} : « ${value} »`),
    ]),
    ...report.repairs.map(
      ({ rule, column, count }) =>
        `[réparé] ${namedAs(kind, column)} : ${REPAIRS[rule]} (${rule}, ${count} fois)`,
    ),
  ]
}

/** A column as people know it. */
function namedAs(kind: FileReport['kind'], column: string | null): string | null {
  return column === null || kind === undefined ? column : publicName(kind, column)
}

function formOf({ format, encoding, delimiter }: NonNullable<FileReport['reading']>): string {
  return delimiter === undefined
    ? `${format}, ${encoding}`
    : `${encoding}, séparateur « ${delimiter} »`
}

function foldedLines({ merged, superseded }: FileReport['counts']): readonly string[] {
  return [
    ...(merged > 0 ? [`${merged} lignes réunies avec une autre en un enregistrement.`] : []),
    ...(superseded > 0
      ? [`${superseded} lignes remplacées par une publication plus récente.`]
      : []),
  ]
}

function ignoredColumns(columns: NonNullable<FileReport['reading']>['columns']): readonly string[] {
  const ignored = columns.filter(({ target, source }) => target === null && source.trim() !== '')
  if (ignored.length === 0) return []
  const names = ignored.map(({ source }) => `« ${source} »`).join(', ')
  return [`Colonnes inconnues du modèle, gardées dans l’original seulement : ${names}.`]
}

function someLines(lines: readonly number[], count: number): string {
  return `${lines.slice(0, 5).join(', ')}${count > 5 ? '…' : ''}`
}

function total(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}
