import { PROBLEMS, type ProblemCode, publishedName, REPAIRS } from '../datasets/index.ts'
import { counted, examplesOf, type FileReport, otherHeaders, summaryOf } from '../ingest/index.ts'
import { columnLines, formOf, onOneLine } from './readingText.ts'

/** The report of a file: what to correct first, how it was read, then each problem and repair. */
export function reportLines(file: FileReport): readonly string[] {
  const { kind, reading, report, counts } = file
  const isDocument = reading?.format === 'json' || reading?.format === 'xml'
  const [one, many] = isDocument ? ['enregistrement', 'enregistrements'] : ['ligne', 'lignes']
  const title = kind === undefined ? '' : `« ${kind.title} », `
  return [
    summaryOf(kind, report),
    ...(reading
      ? [
          `Lu comme ${title}${reading.schema} ${reading.schemaVersion} : ${counted(counts.rowsRead, one, many)}, ${formOf(reading)}.`,
          ...rowLines(counts),
          ...columnLines(reading),
        ]
      : []),
    // The gravest first, then the most frequent.
    ...report.problems.flatMap(({ code, severity, column, count, lines }) => [
      `[${severity}] ${namedAs(file, column) ?? 'fichier'} : ${PROBLEMS[code][1]} (${[code, ...(OF_FILE.has(code) ? [] : [`${count} fois`, someLines(lines, count)])].join(', ')})`,
      ...quoted(file, code, column, 3),
    ]),
    ...report.repairs.flatMap(({ rule, column, count, lines }) => [
      `[réparé] ${namedAs(file, column) ?? 'ligne'} : ${REPAIRS[rule]} (${rule}, ${count} fois, ${someLines(lines, count)})`,
      ...quoted(file, rule, column, 1),
    ]),
  ]

  function someLines(lines: readonly number[], count: number): string {
    const shown = [...new Set(lines)].slice(0, 5)
    const isAll = shown.length === new Set(lines).size && count <= Math.max(lines.length, 1)
    return `${shown.length > 1 ? many : one} ${shown.join(', ')}${isAll || shown.length < 5 ? '' : '…'}`
  }

  function quoted({ examples }: FileReport, code: string, column: string | null, most: number) {
    return examplesOf(examples, code, column)
      .filter(({ value }) => value)
      .slice(0, most)
      .map(({ line, value, repaired }) => {
        const after = repaired === null ? '' : ` → « ${repaired} »`
        return `    ${onOneLine(`${one} ${line} : « ${value} »${after}`)}`
      })
  }
}

/** Problems that have no place in a file: it lacks something, or has it elsewhere. */
const OF_FILE = new Set<ProblemCode>([
  'fichier_vide',
  'aucune_cle',
  'autres_feuilles',
  'colonne_absente',
  'en_tete_declare_absent',
])

/** A column under the name of its model, with the one that the file has where it is another. */
function namedAs({ kind, reading }: FileReport, column: string | null): string | null {
  const headers = otherHeaders(kind, reading?.columns ?? [], column)
  const name = publishedName(kind, column)
  if (name === null || headers.length === 0) return name
  return `${name} (${headers.map((header) => `« ${header} »`).join(', ')} dans le fichier)`
}

/** What became of the rows that are no record by themselves. */
function rowLines({ titles, empty, refused, merged, superseded }: FileReport['counts']) {
  const said = [
    [titles, 'ligne de titre, laissée de côté', 'lignes de titre, laissées de côté'],
    [empty, 'ligne vide', 'lignes vides'],
    [refused, 'ligne illisible', 'lignes illisibles'],
    [
      merged,
      'ligne réunie avec une autre en un enregistrement',
      'lignes réunies avec une autre en un enregistrement',
    ],
    [
      superseded,
      'ligne remplacée par une publication plus récente',
      'lignes remplacées par une publication plus récente',
    ],
  ] as const
  return said.flatMap(([count, one, many]) => (count > 0 ? [`${counted(count, one, many)}.`] : []))
}
