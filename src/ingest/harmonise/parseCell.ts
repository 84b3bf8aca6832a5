import type { Column } from '../../datasets/index.ts'
import { parseAmount } from './parseAmount.ts'
import { parseBoolean } from './parseBoolean.ts'
import { parseChoice, parseText } from './parseChoice.ts'
import { parseCode } from './parseCode.ts'
import { parseDate } from './parseDate.ts'
import type { Parsed } from './parsed.ts'
import { parseCoordinate, parseDecimal, parseInteger, parseYear } from './parseNumber.ts'
import { parsePeriod } from './parsePeriod.ts'
import { parseShare } from './parseShare.ts'
import { parseSiret } from './parseSiret.ts'

/** Longest code worth an index entry: a longer text is not a code. */
export const LONGEST_CODE = 100

/** Reads a trimmed, non-empty text as the type of its column. */
export function parseCell(column: Column, text: string): Parsed {
  switch (column.type) {
    case 'texte':
      return parseText(column, text)
    case 'code':
      return short(text, (value) => parseCode(column.register, value))
    case 'siret':
      return short(text, parseSiret)
    case 'choix':
      if (column.choices?.includes(text)) return { value: text }
      return short(text, (value) => parseChoice(column, value))
    case 'periode':
      return short(text, parsePeriod)
    case 'date':
      return parseDate(text)
    case 'annee':
      return parseYear(text)
    case 'entier':
      return parseInteger(text)
    case 'decimal':
      return parseMeasure(column, text)
    case 'coordonnee':
      return parseCoordinate(text)
    case 'booleen':
      return parseBoolean(column, text)
    case 'liste':
    case 'objets':
      throw new Error(`a column of type ${column.type} is no single value`)
  }
}

/** The unit of a number says which signs may stand beside it. */
function parseMeasure({ unit }: Column, text: string): Parsed {
  if (unit === 'euros') return parseAmount(text)
  return unit === 'part de 1' ? parseShare(text) : parseDecimal(text)
}

function short(text: string, parse: (text: string) => Parsed): Parsed {
  return text.length > LONGEST_CODE ? { problem: 'code_illisible' } : parse(text)
}
