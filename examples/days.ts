const DAY = 24 * 60 * 60 * 1000

/** The day `count` days after another, both AAAA-MM-JJ. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10)
}

/** The same day, or the Monday after it: councils do not meet at weekends. */
export function workingDay(day: string): string {
  const weekday = new Date(day).getUTCDay()
  return daysAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
}

/** A day as spreadsheets write it in French: JJ/MM/AAAA. */
export function frenchDay(day: string): string {
  return day.split('-').reverse().join('/')
}
