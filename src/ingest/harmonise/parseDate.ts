import type { Parsed } from './parsed.ts'

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/
/** A day followed by a time or a zone, which DECP files and exports of databases add. */
const DAY_AND_MORE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}[\d:.]*)?(?:Z|[+-]\d{2}:?\d{2}Z?)?$/
const FRENCH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** A calendar day as AAAA-MM-JJ. `04/03/2024` is the 4th of March: the American order is never guessed. */
export function parseDate(text: string): Parsed {
  const iso = ISO.exec(text)
  if (iso) {
    const [, year = '', month = '', day = ''] = iso
    return exists(year, month, day) ? { value: text } : { problem: 'date_inexistante' }
  }
  const french = FRENCH.exec(text)
  if (french) {
    const [, day = '', month = '', year = ''] = french
    if (!exists(year, month, day)) return { problem: 'date_inexistante' }
    return { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, repair: 'date' }
  }
  const [, day] = DAY_AND_MORE.exec(text) ?? []
  if (day === undefined) return { problem: 'date_illisible' }
  // The day is the one written: a zone tells where, and never moves it.
  const parsed = parseDate(day)
  return parsed.problem ? parsed : { ...parsed, repair: 'date' }
}

/** One day, or two joined by a slash. Older models joined them by an underscore, some files by a dash. */
export function parsePeriod(text: string): Parsed {
  const apart = text.split(/_| - /)
  const days = apart.length > 1 || FRENCH.test(text) ? apart : text.split('/')
  const parsed = days.map((day) => parseDate(day.trim()))
  if (days.length > 2 || parsed.some(({ problem }) => problem)) {
    return { value: text, problem: 'format_invalide' }
  }
  const value = parsed.map((day) => day.value).join('/')
  return value === text ? { value } : { value, repair: 'periode' }
}

function exists(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return (
    Number(year) > 0 &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day)
  )
}
