import { foldText } from '../../datasets/index.ts'
import type { Parsed } from './parsed.ts'

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/

/** The forms of a day, in folded text. A day stands before its month: the American order is never guessed. */
const DAYS = [
  /^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})(?<mark>[-/. ])(?<month>\d{1,2})\k<mark>(?<year>\d{4})$/,
  /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{2})$/,
  /^(?<day>\d{1,2})(?:er)? (?<month>[a-z]+) (?<year>\d{4})$/,
  /^(?<month>[a-z]+), (?<day>\d{1,2}) (?<year>\d{4})$/,
]

/** A time after a day, with its zone, which DECP files and exports of databases add. */
const TIME = /[t ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:z|[+-]\d{2}(?::?\d{2})?z?))?$/
/** A zone right after an ISO day, as XML writes one. */
const ZONE = /(?<=^\d{4}-\d{2}-\d{2})(?:z|[+-]\d{2}:?\d{2}z?)$/

/** A year or a month without its day. */
const INCOMPLETE = /^(?:(?:\d{1,2}[-/.])?\d{4}|\d{4}[-/.]\d{1,2}|(?<month>[a-z]+) \d{4})$/

/** The number of a day in a spreadsheet, and of its time behind a point. */
const SERIAL = /^(\d{5})(?:[.,]\d+)?$/
/** From 1954 to 2064: other numbers of five digits are no days that a file of today tells. */
const SERIALS = { from: 20_000, to: 60_000 }
/** The day before the first, and one more: spreadsheets count a 29th of February 1900. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/** Characters of a day written at length, and of a time. */
const LONGEST = 60

const MONTHS = [
  ['janvier', 'january'],
  ['fevrier', 'february'],
  ['mars', 'march'],
  ['avril', 'april'],
  ['mai', 'may'],
  ['juin', 'june'],
  ['juillet', 'july'],
  ['aout', 'august'],
  ['septembre', 'september'],
  ['octobre', 'october'],
  ['novembre', 'november'],
  ['decembre', 'december'],
]

/** A calendar day as AAAA-MM-JJ. */
export function parseDate(text: string): Parsed {
  const [, year, month = '', day = ''] = ISO.exec(text) ?? []
  if (year !== undefined) return dayOf(year, month, day)
  if (text.length > LONGEST) return { problem: 'date_illisible' }
  // The day is the one written: a zone tells where, and never moves it.
  const folded = foldText(text).replace(TIME, '').replace(ZONE, '')
  const [, serial] = SERIAL.exec(folded) ?? []
  if (serial !== undefined) return dayOfSerial(Number(serial))
  const written = DAYS.map((form) => form.exec(folded)?.groups).find((groups) => groups)
  if (written !== undefined) return dayOfWords(written)
  const incomplete = INCOMPLETE.exec(folded)
  const word = incomplete?.groups?.['month']
  const isIncomplete = incomplete !== null && (word === undefined || monthOf(word) !== undefined)
  return { problem: isIncomplete ? 'date_incomplete' : 'date_illisible' }
}

function dayOfWords(groups: Readonly<Record<string, string | undefined>>): Parsed {
  const { year = '', day = '' } = groups
  const month = monthOf(groups['month'] ?? '')
  if (month === undefined) return { problem: 'date_illisible' }
  const isShort = year.length === 2
  const parsed = dayOf(isShort ? centuryOf(year) : year, month, day.padStart(2, '0'))
  return parsed.value === undefined ? parsed : { ...parsed, repair: isShort ? 'siecle' : 'date' }
}

/** A year of two digits in full, as POSIX reads it: 69 to 99 are of the twentieth century. */
function centuryOf(year: string): string {
  return `${Number(year) < 69 ? '20' : '19'}${year}`
}

function monthOf(text: string): string | undefined {
  const at = /^\d/.test(text) ? Number(text) : MONTHS.findIndex((names) => names.includes(text)) + 1
  return at === 0 && !/^\d/.test(text) ? undefined : String(at).padStart(2, '0')
}

function dayOfSerial(serial: number): Parsed {
  if (serial < SERIALS.from || serial > SERIALS.to) return { problem: 'date_illisible' }
  const value = new Date(SERIAL_ZERO + serial * DAY_MS).toISOString().slice(0, 10)
  return { value, repair: 'date_de_tableur' }
}

function dayOf(year: string, month: string, day: string): Parsed {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const exists =
    Number(year) > 0 &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day)
  if (!exists) return { problem: 'date_inexistante' }
  const value = `${year}-${month}-${day}`
  const isLikely = Number(year) >= 1900 && Number(year) <= 2100
  return isLikely ? { value } : { value, problem: 'date_improbable' }
}
