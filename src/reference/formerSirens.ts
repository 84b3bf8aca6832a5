import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'

/**
 * SIRENs that communes had and that none has in edition 6.0.0, by INSEE code of the commune they lead to now.
 *
 * `formerSirens.csv` was made on 24 November 2026 from editions 0.7.0 (2019), 0.8.0, 1.1.1, 2.3.1, 3.1.1, 4.1.0 and
 * 5.3.0 of `@etalab/decoupage-administratif`, of their communes and of the members of their EPCI: 182 SIRENs, which
 * lead to 79 communes nouvelles by the INSEE code each had then, through `oldCodes` where it is no longer one.
 * Left out: Saline (200065043), which has since been split between Troarn and Sannerville, and the EPCI, whose
 * successors these files do not tell. At the next edition, the SIRENs that no commune has any more join it.
 */
export function formerSirens(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, 'formerSirens.csv'), 'utf8')
  const { data } = Papa.parse<{ siren: string; code: string }>(text.trim(), { header: true })
  const byCode = Map.groupBy(data, ({ code }) => code)
  return new Map([...byCode].map(([code, lines]) => [code, lines.map(({ siren }) => siren)]))
}
