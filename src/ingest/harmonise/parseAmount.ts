import type { Parsed } from './parsed.ts'
import { parseDecimal } from './parseNumber.ts'

/** The euro, before or after a number: `97 000euros`, `90,545.00 €`. Any other word makes it a sentence. */
const BEFORE = /^(?:€|eur(?:os?)?)\s*/i
const AFTER = /\s*(?:€|e|eur(?:os?)?)$/i

/** What a spreadsheet of another country writes for 164000, and a French one for 164 euros and no cents. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/

/** An amount in euros. `164,000` says thousands or thousandths, which are not amounts apart: it is not read. */
export function parseAmount(text: string): Parsed {
  const number = text.replace(BEFORE, '').replace(AFTER, '')
  if (AMBIGUOUS.test(number)) return { problem: 'nombre_ambigu' }
  const parsed = parseDecimal(number)
  return number === text || parsed.problem ? parsed : { ...parsed, repair: 'nombre' }
}
