import { type CellObject, SSF } from '@e965/xlsx'
import { withLineFeeds } from './decodeText.ts'
import { plainNumber } from './plainNumber.ts'

/** Days from the first one of the 1900 calendar to that of the 1904 calendar. */
const DAYS_TO_1904 = 1462
const DAY_MS = 24 * 60 * 60 * 1000
/** 29 February 1900, which spreadsheets count and which never was. */
const PHANTOM_DAY = 60
/** 31 December 9999. */
const LAST_DAY = 2_958_465

/** What spreadsheets write in place of a value they cannot compute; in the language of their user in ODS. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}
const ERROR_TEXT =
  /^(#(N\/A|(DIV\/0|REF|VALUE|VALEUR|NUM|NOMBRE|NULL|NUL|SPILL|CALC)\s?!|(NAME|NOM)\s?\?)|Err\s?:\d{3})$/

/** The value of a cell as text, or the error that stands in its place. */
export type CellValue = string | { readonly error: string }

/**
 * The value that a cell has, not the way it is displayed: numbers with a point and no other mark, dates
 * as AAAA-MM-JJ and AAAA-MM-JJTHH:MM:SS, times as HH:MM:SS, `true` and `false`.
 */
export function cellValue({ t, v, z }: CellObject, calendar: 1900 | 1904): CellValue {
  switch (t) {
    case 'n':
      return typeof v === 'number' && Number.isFinite(v)
        ? numberText(v, typeof z === 'string' ? meaningOf(z) : 'number', calendar)
        : { error: String(v) }
    case 's': {
      const text = withLineFeeds(String(v ?? ''))
      return ERROR_TEXT.test(text) ? { error: text } : text
    }
    case 'b':
      return v === true ? 'true' : 'false'
    case 'e':
      return { error: ERRORS[Number(v)] ?? '#ERREUR' }
    default:
      return ''
  }
}

type Meaning = 'number' | 'date' | 'time'

const meanings = new Map<string, Meaning>()

/** What a number format makes of a number. */
function meaningOf(format: string): Meaning {
  const known = meanings.get(format)
  if (known !== undefined) return known
  const meaning = meaningOfCodes(format)
  meanings.set(format, meaning)
  return meaning
}

function meaningOfCodes(format: string): Meaning {
  // SSF is untyped.
  const isDate: boolean = SSF.is_date(format)
  if (!isDate) return 'number'
  // Texts, escapes, fillers and colours are no codes; `[h]` counts hours beyond a day.
  const marks = /"[^"]*"|\\.|_.|\*.|\[(?!(h+|m+|s+)\])[^\]]*\]/gi
  const [codes = ''] = format.replace(marks, '').split(';')
  if (/[dy]/i.test(codes)) return 'date'
  if (/[hs]/i.test(codes)) return 'time'
  return /m/i.test(codes) ? 'date' : 'number'
}

function numberText(value: number, meaning: Meaning, calendar: 1900 | 1904): string {
  const serial = calendar === 1904 ? value + DAYS_TO_1904 : value
  if (meaning === 'date' && isDay(serial)) return dateText(serial)
  const isTime = meaning === 'time' || (meaning === 'date' && value > 0 && value < 1)
  // A time may be hours beyond a day; beyond a year it is a day of which only the hour is displayed.
  if (isTime && value >= 0 && value < 366) return timeText(value)
  if (isTime && isDay(serial)) return dateText(serial)
  return plainNumber(String(value))
}

function isDay(serial: number): boolean {
  const whole = Math.floor(serial)
  return whole >= 1 && whole <= LAST_DAY && whole !== PHANTOM_DAY
}

function dateText(serial: number): string {
  const days = serial < PHANTOM_DAY ? serial + 1 : serial
  // Counted in UTC, which has no summer time.
  const text = new Date(Date.UTC(1899, 11, 30) + Math.round(days * DAY_MS)).toISOString()
  const instant = text.replace('Z', '').replace('.000', '')
  return instant.replace('T00:00:00', '')
}

function timeText(days: number): string {
  const ms = Math.round(days * DAY_MS)
  const hours = Math.floor(ms / (60 * 60 * 1000))
  const rest = new Date(ms).toISOString().slice(13, 23).replace('.000', '')
  return String(hours).padStart(2, '0') + rest
}
