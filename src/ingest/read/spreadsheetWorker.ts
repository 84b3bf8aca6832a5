import { parentPort, workerData } from 'node:worker_threads'
import * as XLSX from '@e965/xlsx'
import { ArchiveRefused, type Refusal } from './archiveLimits.ts'
import type { FromWorker, Sheet, ToWorker } from './spreadsheet.ts'
import { spreadsheetParts } from './spreadsheetParts.ts'
import { cellsOf, extentOf, headRows, type SheetRow, sheetRows } from './spreadsheetSheet.ts'

declare module '@e965/xlsx' {
  /** Reads the parts of an unzipped spreadsheet. Exported by the library, absent from its types. */
  export function parse_zip(parts: unknown, options: XLSX.ParsingOptions): XLSX.WorkBook
}

/** Cells sent at once. */
const BATCH_CELLS = 20_000

const OPTIONS: XLSX.ParsingOptions = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  // A formula without its value would be read as 0.
  cellFormula: false,
}

// Written by openSpreadsheet.
const { bytes, form } = workerData as ToWorker
const batches = read()

parentPort?.on('message', async (sheet: string | undefined) => {
  const { value } = await batches.next(sheet)
  const message: FromWorker = value ?? { done: true }
  parentPort?.postMessage(message)
})

/** What the file has: its sheets, then the rows of one of them. */
async function* read(): AsyncGenerator<FromWorker, undefined, string | undefined> {
  try {
    const workbook = await openWorkbook()
    if ('refused' in workbook) yield workbook
    else yield* messagesOf(workbook)
  } catch (error) {
    if (error instanceof ArchiveRefused) yield asOfSpreadsheet(error.refusal)
    else throw error
  }
}

/** The library throws whatever it meets in a damaged file: all of it means that it cannot be read. */
async function openWorkbook(): Promise<XLSX.WorkBook | Refusal> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = form === 'xlsx' || form === 'ods' ? await spreadsheetParts(file, form) : undefined
  // Old XLS are in the code page of their machine.
  if (form === 'xls') XLSX.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  try {
    if (form === 'spreadsheetml') {
      return XLSX.read(spreadsheetmlText(file), { ...OPTIONS, type: 'string' })
    }
    if (parts === undefined) return XLSX.read(file, { ...OPTIONS, type: 'buffer' })
    const container = XLSX.CFB.utils.cfb_new()
    for (const part of parts) {
      XLSX.CFB.utils.cfb_add(container, part.name, part.bytes, { unsafe: true })
    }
    return XLSX.parse_zip(container, OPTIONS)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    if (/string length|allocation|array length/i.test(said))
      return { refused: 'tableur_trop_lourd' }
    return /password|encrypt/i.test(said)
      ? { refused: 'tableur_illisible', value: 'protégé par un mot de passe' }
      : { refused: 'tableur_illisible' }
  }
}

/**
 * SpreadsheetML as text, numbers with more digits than a double has written as texts.
 *
 * @throws TypeError when it is not UTF-8.
 */
function spreadsheetmlText(file: Buffer): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(file)
  return text.replace(
    /(<(?:\w+:)?Data\b[^<>]*:Type=")Number("[^<>]*>)(?=\s*-?\d{16,}\s*<)/g,
    '$1String$2',
  )
}

/** The sheets, then, once told which, the rows of one. */
function* messagesOf(
  workbook: XLSX.WorkBook,
): Generator<FromWorker, undefined, string | undefined> {
  const calendar = workbook.Workbook?.WBProps?.date1904 ? 1904 : 1900
  const hidden = workbook.Workbook?.Sheets?.map(({ Hidden }) => Boolean(Hidden)) ?? []
  const sheets: Sheet[] = []
  for (const [i, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name]
    // The library leaves out a sheet that it fails to read.
    if (sheet === undefined) {
      yield { refused: 'tableur_illisible', value: name }
      return
    }
    const extent = extentOf(cellsOf(sheet))
    const head = headRows(cellsOf(sheet), extent, calendar)
    sheets.push({ name, rows: extent.filled, hidden: hidden[i] ?? false, head })
  }
  const chosen = yield { sheets }
  const sheet = chosen === undefined ? undefined : workbook.Sheets[chosen]
  if (sheet === undefined) {
    yield { refused: 'feuille_inconnue', value: sheets.map(({ name }) => name).join(', ') }
    return
  }
  const cells = cellsOf(sheet)
  for (const rows of inBatches(sheetRows(cells, extentOf(cells), calendar))) yield { rows }
}

function* inBatches(rows: Iterable<SheetRow>): Generator<readonly SheetRow[]> {
  let batch: SheetRow[] = []
  let cells = 0
  for (const row of rows) {
    batch.push(row)
    cells += 1 + row.cells.length
    if (cells < BATCH_CELLS) continue
    yield batch
    batch = []
    cells = 0
  }
  if (batch.length > 0) yield batch
}

/** A damaged zip is a damaged spreadsheet, and one that inflates too much is too heavy. */
function asOfSpreadsheet({ refused, value }: Refusal): Refusal {
  if (refused === 'archive_excessive') return { refused: 'tableur_trop_lourd' }
  if (refused !== 'archive_illisible') return value === undefined ? { refused } : { refused, value }
  return value === undefined
    ? { refused: 'tableur_illisible' }
    : { refused: 'tableur_illisible', value }
}
