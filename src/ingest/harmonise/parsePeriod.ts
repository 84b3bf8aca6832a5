import { parseDate } from './parseDate.ts'
import type { Parsed } from './parsed.ts'

/** What joins two days, beside the slash of the standard: older models and people have their own. */
const JOINTS = /_| [-–] | au /i

/** One day, or two joined by a slash. What is not that is kept as it is, with a problem. */
export function parsePeriod(text: string): Parsed {
  const days = daysOf(text).map((day) => parseDate(day.trim()))
  if (days.length > 2 || days.some(({ value }) => value === undefined)) {
    return { value: text, problem: 'format_invalide' }
  }
  const value = days.map((day) => day.value).join('/')
  const problem = days.find((day) => day.problem)?.problem
  // A day that had to be counted or completed says more than the form of the period.
  const rule = days.find(({ repair }) => repair && repair !== 'date')?.repair
  return {
    value,
    ...(value === text ? {} : { repair: rule ?? ('periode' as const) }),
    ...(problem ? { problem } : {}),
  }
}

function daysOf(text: string): readonly string[] {
  if (parseDate(text).value !== undefined) return [text]
  const joined = text.replace(/^du /i, '').split(JOINTS)
  return joined.length > 1 ? joined : text.split('/')
}
