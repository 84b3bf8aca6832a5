import { type Column, foldText } from '../../datasets/index.ts'
import { parseDate, parsePeriod } from './parseDate.ts'
import type { Parsed } from './parsed.ts'
import { parseCoordinate, parseDecimal, parseInteger, parseYear } from './parseNumber.ts'
import { parseSiret } from './parseSiret.ts'

/** Longest code worth an index entry: a longer text is not a code. */
export const LONGEST_CODE = 100

const TRUE = new Set(['oui', 'o', 'vrai', 'true', '1'])
const FALSE = new Set(['non', 'n', 'faux', 'false', '0'])

/** Reads a trimmed, non-empty text as the type of its column. */
export function parseCell(column: Column, text: string): Parsed {
  switch (column.type) {
    case 'texte':
      return { value: text }
    case 'code':
      return short(text, (value) => ({ value }))
    case 'siret':
      return short(text, parseSiret)
    case 'choix':
      if (column.choices?.includes(text)) return { value: text }
      return short(text, (value) => parseChoice(column.choices ?? [], value))
    case 'periode':
      return short(text, parsePeriod)
    case 'date':
      return parseDate(text)
    case 'annee':
      return parseYear(text)
    case 'entier':
      return parseInteger(text)
    case 'decimal':
      return parseDecimal(text)
    case 'coordonnee':
      return parseCoordinate(text)
    case 'booleen':
      return parseBoolean(column, text)
    case 'liste':
    case 'objets':
      throw new Error(`a column of type ${column.type} is no single value`)
  }
}

function short(text: string, parse: (text: string) => Parsed): Parsed {
  return text.length > LONGEST_CODE ? { problem: 'code_illisible' } : parse(text)
}

/** One of a closed list, whatever its case and accents; any other text is kept, with a problem. */
export function parseChoice(choices: readonly string[], text: string): Parsed {
  if (choices.includes(text)) return { value: text }
  const folded = foldText(text)
  const choice = choices.find((candidate) => foldText(candidate) === folded)
  return choice === undefined
    ? { value: text, problem: 'hors_liste' }
    : { value: choice, repair: 'casse' }
}

function parseBoolean({ words }: Column, text: string): Parsed {
  const folded = foldText(text)
  const is = (value: 'true' | 'false') => words?.[value].some((word) => foldText(word) === folded)
  // The column's own words first: « 1 » may be its word for no.
  const value = is('true') ? true : is('false') ? false : usual(folded)
  if (value === undefined) return { problem: 'booleen_illisible' }
  const own = words ? [...words.true, ...words.false] : ['oui', 'non']
  return own.includes(text) ? { value } : { value, repair: 'booleen' }
}

function usual(folded: string): boolean | undefined {
  return TRUE.has(folded) ? true : FALSE.has(folded) ? false : undefined
}
