import type { Column } from '../../datasets/index.ts'
import type { Parsed } from './parsed.ts'
import { parseSiret } from './parseSiret.ts'

/** A code as its register writes it. What is not such a code, and any code without a register, is kept as it is. */
export function parseCode(register: Column['register'], text: string): Parsed {
  if (register === undefined) return { value: text }
  if (register === 'sirene') return firmOf(text)
  const compact = text.replace(/\s/g, '').toUpperCase()
  if (register === 'rna') return rewritten(text, /^W\d{9}$/.test(compact) ? compact : text)
  // A spreadsheet that took a code for a number left decimals behind it, and lost the zero before it.
  const code = compact.replace(/[.,]0+$/, '')
  if (/^\d{4}$/.test(code)) return { value: `0${code}`, repair: 'insee' }
  return rewritten(text, /^(?:\d{2}|2[AB])\d{3}$/.test(code) ? code : text)
}

/** The SIRET or SIREN of a firm; any other identifier, as those of foreign firms, is kept as it is. */
function firmOf(text: string): Parsed {
  const { value, repair, problem } = parseSiret(text)
  if (value === undefined) return { problem: 'siret_notation_scientifique' }
  const isNone = problem === 'siret_invalide'
  // Fourteen digits are meant as a SIRET, and a wrong one would join firms that are not the same.
  const wrong = isNone && /^\d{14}$/.test(String(value)) ? { problem } : {}
  return isNone || repair === undefined ? { value: text, ...wrong } : { value, repair }
}

function rewritten(text: string, value: string): Parsed {
  return value === text ? { value } : { value, repair: 'code' }
}
