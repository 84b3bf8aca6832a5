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
    titles: counts.titles,
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

/** The report of a file: how it was read, then what to correct, what refuses it first. */
export function reportLines(file: FileReport): readonly string[] {
  const { kind, reading, report, examples, counts } = file
  return [
    ...(reading
      ? [
          `Lu comme ${reading.schema} ${reading.schemaVersion} : ${counts.rowsRead} lignes, ${formOf(reading)}.`,
          ...rowLines(counts),
          ...columnLines(reading),
        ]
      : []),
    // The gravest first, then the most frequent.
    ...report.problems.flatMap(({ code, severity, column, count, lines }) => [
      `[${severity}] ${namedAs(kind, column) ?? 'fichier'} : ${PROBLEMS[code][1]} (${code}, ${count} fois, ligne ${someLines(lines, count)})`,
      ...quoted(examples, code, column, ({ line, value }) => `ligne ${line} : « ${value} »`),
    ]),
    ...report.repairs.flatMap(({ rule, column, count, lines }) => [
      `[réparé] ${namedAs(kind, column) ?? 'ligne'} : ${REPAIRS[rule]} (${rule}, ${count} fois, ligne ${someLines(lines, count)})`,
      ...quoted(
        examples,
        rule,
        column,
        ({ line, value, repaired }) => `ligne ${line} : « ${value} » → « ${repaired} »`,
      ).slice(0, 1),
    ]),
  ]
}

type Example = FileReport['examples'][number]

/** A few values of a group, each on its line. */
function quoted(
  examples: readonly Example[],
  code: Example['code'],
  column: string | null,
  textOf: (example: Example) => string,
): readonly string[] {
  return examples
    .filter((example) => example.code === code && example.column === column && example.value)
    .slice(0, 3)
    .map((example) => `    ${onOneLine(textOf(example))}`)
}

/** Text of a cell of several lines, cut where nobody reads any more. */
function onOneLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

const LONGEST = 300

/** A column as people know it. */
function namedAs(kind: FileReport['kind'], column: string | null): string | null {
  return column === null || kind === undefined ? column : publicName(kind, column)
}

/** `utf-8, séparateur « ; »`, `json, utf-8, dans un gzip`, `xlsx, feuille « Prénoms »` */
export function formOf(reading: NonNullable<FileReport['reading']>): string {
  const { format, encoding, delimiter, wrapper, sheet, container } = reading
  return [
    ...(delimiter === undefined ? [format] : []),
    ...(encoding === undefined ? [] : [encoding]),
    ...(delimiter === undefined ? [] : [`séparateur « ${delimiter} »`]),
    ...(wrapper === undefined
      ? []
      : [`chaque ligne dans une seule cellule d’un tableau séparé par « ${wrapper} »`]),
    ...(sheet === undefined ? [] : [`feuille « ${sheet} »`]),
    ...(container === undefined ? [] : [`dans un ${container}`]),
  ].join(', ')
}

/** What became of the rows that are no record by themselves. */
function rowLines(counts: FileReport['counts']): readonly string[] {
  const { titles, empty, refused, merged, superseded } = counts
  return [
    ...(titles > 0 ? [`${titles} lignes de titre, laissées de côté.`] : []),
    ...(empty > 0 ? [`${empty} lignes vides.`] : []),
    ...(refused > 0 ? [`${refused} lignes illisibles.`] : []),
    ...(merged > 0 ? [`${merged} lignes réunies avec une autre en un enregistrement.`] : []),
    ...(superseded > 0
      ? [`${superseded} lignes remplacées par une publication plus récente.`]
      : []),
  ]
}

/** What was declared, guessed and left aside of the columns. */
function columnLines({ columns, constants = [] }: NonNullable<FileReport['reading']>) {
  const ignored = columns.filter(({ target }) => target === null)
  const unnamed = ignored.filter(({ source }) => source.trim() === '').length
  const named = ignored.flatMap(({ source }) => (source.trim() === '' ? [] : [`« ${source} »`]))
  const guessed = columns.flatMap(({ source, target, rule }) =>
    rule === 'alias' || rule === 'declaree' ? [`« ${source.trim()} » → ${target}`] : [],
  )
  const filled = constants.map(({ column, value }) => `${column} = « ${value} »`)
  return [
    ...(guessed.length > 0 ? [onOneLine(`Colonnes rapprochées : ${guessed.join(', ')}.`)] : []),
    ...(filled.length > 0 ? [`Valeurs déclarées : ${filled.join(', ')}.`] : []),
    ...(named.length > 0
      ? [`Colonnes inconnues du modèle, gardées dans l’original seulement : ${named.join(', ')}.`]
      : []),
    ...(unnamed > 0 ? [`Colonnes sans en-tête, laissées de côté : ${unnamed}.`] : []),
  ]
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
