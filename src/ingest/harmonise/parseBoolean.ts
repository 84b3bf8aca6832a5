import { type Column, foldText } from '../../datasets/index.ts'
import type { Parsed } from './parsed.ts'

const TRUE = new Set(['oui', 'o', 'vrai', 'true', '1', 'yes', 'y'])
const FALSE = new Set(['non', 'n', 'faux', 'false', '0', 'no'])
/** Neither yes nor no, and nothing missing: the question is not asked of this row. */
const NEITHER = new Set(['sans objet', 'non concerne'])

/** Yes or no, in the words of the column or in usual ones. */
export function parseBoolean({ words }: Column, text: string): Parsed {
  const folded = foldText(text)
  const is = (value: 'true' | 'false') => words?.[value].some((word) => foldText(word) === folded)
  // The column's own words first: « 1 » may be its word for no.
  const value = is('true') ? true : is('false') ? false : usual(folded)
  if (value === undefined) {
    return NEITHER.has(folded) ? { repair: 'sans_objet' } : { problem: 'booleen_illisible' }
  }
  const own = words ? [...words.true, ...words.false] : ['oui', 'non']
  return own.includes(text) ? { value } : { value, repair: 'booleen' }
}

function usual(folded: string): boolean | undefined {
  return TRUE.has(folded) ? true : FALSE.has(folded) ? false : undefined
}
