import type { Kind } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { bestHeader } from './findTable.ts'
import {
  type ChooseSheet,
  firstSheet,
  openSpreadsheet,
  type Sheet,
  type SpreadsheetForm,
} from './read/spreadsheet.ts'
import { recognise } from './recognise.ts'
import type { Reporter } from './report.ts'
import { conclude, type Form, namedPart, refuse, type Understood } from './understood.ts'

/** A spreadsheet, and what it was taken out of. */
export interface SpreadsheetFile {
  readonly bytes: () => AsyncIterable<Uint8Array>
  readonly written: SpreadsheetForm
  readonly container?: 'gzip' | 'zip'
  /** The sheet to read, by its name. */
  readonly asked?: string
}

/**
 * Understands a spreadsheet: the sheet asked for, or else the one whose header is understood best, its kind among
 * those possible; a hidden one only where no other is understood. The other sheets that have rows are told.
 */
export async function understandSheets(
  { bytes, written, container, asked }: SpreadsheetFile,
  reporter: Reporter,
  kinds: readonly Kind[],
  declared: DeclaredColumns,
): Promise<{ readonly understood: Understood | undefined; readonly close: () => void }> {
  const headerOf = (sheets: readonly Sheet[]) => {
    const headers = sheets.flatMap(({ name, hidden, head }) =>
      head.map(({ line, cells }) => ({ sheet: name, hidden, headerLine: line, header: cells })),
    )
    const seen = headers.filter(({ hidden }) => !hidden)
    const first = firstSheet(sheets)
    return (
      bestHeader(seen, kinds, declared) ??
      bestHeader(headers, kinds, declared) ??
      // Where nobody knows any header, the first row of the first sheet is told to be unknown.
      headers.find(({ sheet }) => sheet === first)
    )
  }
  const choose: ChooseSheet =
    asked === undefined
      ? (sheets) => headerOf(sheets)?.sheet ?? firstSheet(sheets)
      : (sheets) => sheets.find(({ name }) => isSame(name, asked))?.name
  const spreadsheet = await openSpreadsheet(bytes(), written, choose)
  if ('refused' in spreadsheet) {
    return { understood: refuse(reporter, spreadsheet.refused, spreadsheet.value), close: nothing }
  }
  const { sheets, sheet, rows, close } = spreadsheet
  const layout = headerOf(asked === undefined ? sheets : sheets.filter((one) => one.name === sheet))
  if (layout === undefined) return { understood: refuse(reporter, 'fichier_vide'), close }
  for (const { name, rows } of sheets) {
    if (name !== sheet && rows > 0)
      reporter.problem({ code: 'autres_feuilles', line: 1, value: name })
  }
  const recognised = recognise(namedPart(layout.header), kinds, 'table', declared)
  const format = written === 'spreadsheetml' ? 'xml' : written
  const form: Form = { format, sheet, ...(container === undefined ? {} : { container }) }
  const body = { layout, rows }
  const understood = conclude(recognised, { form, line: layout.headerLine, body }, reporter)
  return { understood, close }
}

/** Names as spreadsheets compare them, without the spaces around that nobody sees. */
function isSame(name: string, asked: string): boolean {
  const [one, other] = [name, asked].map((text) => text.normalize('NFC').trim().toLowerCase())
  return one === other
}

function nothing(): void {}
