import { type ProblemCode, publicName } from '../datasets/index.ts'
import type { Reading } from '../events/index.ts'
import type { TableHeader } from './findTable.ts'
import type { CsvRow } from './read/readCsv.ts'
import type { SheetRow } from './read/spreadsheetSheet.ts'
import type { Recognised, Recognition } from './recognise.ts'
import type { Reporter } from './report.ts'

/** Where the rows of a file come from: a table, or the text of a document. */
export type Body =
  | {
      readonly layout: TableHeader
      readonly rows: () => AsyncIterable<readonly (CsvRow | SheetRow)[]>
    }
  | { readonly text: () => AsyncIterable<string>; readonly format: 'json' | 'xml' }

/** How the rows of a file are read. */
export interface Understood {
  readonly recognition: Recognition
  readonly reading: Reading
  readonly body: Body
}

/** What a reading says of a file before its columns. */
export type Form = Omit<Reading, 'schema' | 'schemaVersion' | 'columns' | 'constants'>

/** What was recognised, with how it is read; undefined when it was not, and the report says why. */
export function conclude(
  recognised: Recognised,
  { form, line, body }: { readonly form: Form; readonly line: number; readonly body: Body },
  reporter: Reporter,
): Understood | undefined {
  if ('refused' in recognised) {
    const { refused: code, names } = recognised
    if (names.length === 0) reporter.problem({ code, line })
    for (const name of names) reporter.problem({ code, line, value: name })
    return undefined
  }
  const { recognition } = recognised
  for (const value of recognition.absent) {
    reporter.problem({ code: 'en_tete_declare_absent', line, value })
  }
  for (const { source, path } of recognition.aside) {
    reporter.problem({ code: 'en_tete_ecarte', column: path, line, value: source })
  }
  return { recognition, reading: readingOf(recognition, form), body }
}

/** Tells why a file is not read at all. */
export function refuse(reporter: Reporter, code: ProblemCode, value?: string): undefined {
  reporter.problem({ code, line: 1, ...(value === undefined ? {} : { value }) })
}

/** A header without the empty cells at its end. */
export function namedPart(header: readonly string[]): readonly string[] {
  return header.slice(0, 1 + header.findLastIndex((cell) => cell.trim() !== ''))
}

function readingOf({ kind, schema, columns, constants }: Recognition, form: Form): Reading {
  const told = constants.map(({ path, value }) => ({ column: publicName(kind, path), value }))
  return {
    ...form,
    schema: schema.name,
    schemaVersion: schema.version,
    columns,
    ...(told.length > 0 ? { constants: told } : {}),
  }
}
