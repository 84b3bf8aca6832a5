import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createSpool, type Spool } from '../spool.ts'
import type { Refusal } from './archiveLimits.ts'
import { createGate } from './gate.ts'
import type { SheetRow } from './spreadsheetSheet.ts'

/** A sheet of a spreadsheet. */
export interface Sheet {
  readonly name: string
  /** Rows that have something in them. */
  readonly rows: number
  readonly hidden: boolean
  /** The first 50 of these rows, among which its header is. */
  readonly head: readonly SheetRow[]
}

/** A spreadsheet, its rows set aside on disk. */
export interface Spreadsheet {
  readonly sheets: readonly Sheet[]
  /** Name of the sheet that is read. */
  readonly sheet: string
  /** The rows of that sheet, asked for several times. */
  readonly rows: () => AsyncGenerator<readonly SheetRow[]>
  readonly close: () => void
}

/** How a spreadsheet is written; `spreadsheetml` is the XML of Excel 2002 and 2003. */
export type SpreadsheetForm = 'xlsx' | 'xls' | 'ods' | 'spreadsheetml'

/** What the worker is given. */
export interface ToWorker {
  readonly bytes: Uint8Array
  readonly form: SpreadsheetForm
}

/** What the worker answers, one message for each it receives. The second it receives names a sheet. */
export type FromWorker =
  | Refusal
  | { readonly sheets: readonly Sheet[] }
  | { readonly rows: readonly SheetRow[] }
  | { readonly done: true }

const LARGEST_FILE = 50 * 1024 ** 2
const LONGEST_MS = 120_000
const BATCH_ROWS = 1000
const LIMITS = { maxOldGenerationSizeMb: 1024 }

/** One takes up to a gigabyte, which a process has once: the others wait. */
const oneAtATime = createGate(1)

const TOO_HEAVY: Refusal = { refused: 'tableur_trop_lourd' }

/** Which sheet is read, by name. */
export type ChooseSheet = (sheets: readonly Sheet[]) => string | undefined

/** The first sheet that has rows, a hidden one last. */
export const firstSheet: ChooseSheet = (sheets) => {
  const filled = sheets.filter(({ rows }) => rows > 0)
  const first = filled.find(({ hidden }) => !hidden) ?? filled[0] ?? sheets[0]
  return first?.name
}

/**
 * The rows of an XLSX, XLS, ODS or SpreadsheetML file: those of the sheet that is chosen. They are read in a thread
 * that may exhaust its memory and its time without harm, one file at a time.
 */
export async function openSpreadsheet(
  content: AsyncIterable<Uint8Array>,
  form: SpreadsheetForm,
  choose: ChooseSheet = firstSheet,
): Promise<Spreadsheet | Refusal> {
  return await oneAtATime(() => readAside(content, form, choose))
}

async function readAside(
  content: AsyncIterable<Uint8Array>,
  form: SpreadsheetForm,
  choose: ChooseSheet,
): Promise<Spreadsheet | Refusal> {
  const bytes = await wholeFile(content)
  if (bytes === undefined) return TOO_HEAVY
  const workerData: ToWorker = { bytes, form }
  const worker = new Worker(new URL('./spreadsheetWorker.ts', import.meta.url), {
    workerData,
    transferList: [bytes.buffer],
    resourceLimits: LIMITS,
    // The library tells of oddities there.
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  // An error between two answers would otherwise end the process; the next answer then never comes.
  worker.on('error', () => {})
  const spool = createSpool<SheetRow>()
  try {
    const opened = await setAside(worker, choose, spool)
    if ('refused' in opened) spool.close()
    return 'refused' in opened
      ? opened
      : { ...opened, rows: () => rowsOf(spool), close: spool.close }
  } catch (error) {
    spool.close()
    throw error
  } finally {
    await worker.terminate()
  }
}

async function wholeFile(
  content: AsyncIterable<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    size += piece.length
    if (size > LARGEST_FILE) return undefined
    pieces.push(piece)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

async function setAside(
  worker: Worker,
  choose: ChooseSheet,
  spool: Spool<SheetRow>,
): Promise<Pick<Spreadsheet, 'sheets' | 'sheet'> | Refusal> {
  const signal = AbortSignal.timeout(LONGEST_MS)
  try {
    const told = await answer(worker, undefined, signal)
    if ('refused' in told) return told
    const sheets = 'sheets' in told ? told.sheets : []
    const sheet = choose(sheets)
    for (;;) {
      const message = await answer(worker, sheet, signal)
      if ('refused' in message) return message
      if (!('rows' in message)) return { sheets, sheet: sheet ?? '' }
      message.rows.forEach(spool.append)
    }
  } catch (error) {
    if (signal.aborted || isOutOfMemory(error)) return TOO_HEAVY
    throw error
  }
}

async function answer(
  worker: Worker,
  message: string | undefined,
  signal: AbortSignal,
): Promise<FromWorker> {
  const answered = once(worker, 'message', { signal })
  worker.postMessage(message)
  // The worker answers each message with one of its own.
  const [said] = (await answered) as [FromWorker]
  return said
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

async function* rowsOf(spool: Spool<SheetRow>): AsyncGenerator<readonly SheetRow[]> {
  for (let from = 0; from < spool.size(); from += BATCH_ROWS) {
    // Reading them waits for nothing: the process has other work.
    await turn()
    const length = Math.min(BATCH_ROWS, spool.size() - from)
    yield Array.from({ length }, (_, i) => spool.read(from + i))
  }
}
