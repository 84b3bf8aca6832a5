import {
  type ChooseSheet,
  openSpreadsheet,
  type Spreadsheet,
  type SpreadsheetForm,
} from '../../../src/ingest/read/spreadsheet.ts'
import type { SheetRow } from '../../../src/ingest/read/spreadsheetSheet.ts'

/** Chooses a sheet by its name. */
export function choice(sheet: string | undefined): ChooseSheet | undefined {
  return sheet === undefined ? undefined : () => sheet
}

/** Reads a spreadsheet, or says why it cannot be. */
export async function open(bytes: Uint8Array, form: SpreadsheetForm, sheet?: string) {
  async function* content() {
    yield bytes
  }
  return await openSpreadsheet(content(), form, choice(sheet))
}

/** Reads a spreadsheet that can be. */
export async function opened(
  bytes: Uint8Array,
  form: SpreadsheetForm,
  sheet?: string,
): Promise<Spreadsheet> {
  const spreadsheet = await open(bytes, form, sheet)
  if ('refused' in spreadsheet) throw new Error(`refused: ${JSON.stringify(spreadsheet)}`)
  return spreadsheet
}

/** All rows of a spreadsheet, which is closed. */
export async function rowsOf(spreadsheet: Spreadsheet): Promise<readonly SheetRow[]> {
  const rows = (await Array.fromAsync(spreadsheet.rows())).flat()
  spreadsheet.close()
  return rows
}
