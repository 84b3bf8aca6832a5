import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A commune that exists now. */
export interface Commune {
  readonly type: 'commune-actuelle'
  readonly code: string
  readonly nom: string
  readonly departement: string
  readonly region: string
  readonly siren?: string
  /** Legal municipal population. */
  readonly population?: number
  readonly anciensCodes?: readonly string[]
}

/** A part of a commune that kept a code: delegated, associated, or an arrondissement of a large town. */
export type CommunePart =
  | {
      readonly type: 'commune-deleguee' | 'commune-associee'
      readonly code: string
      readonly chefLieu: string
    }
  | { readonly type: 'arrondissement-municipal'; readonly code: string; readonly commune: string }

/** An EPCI à fiscalité propre, or an EPT of Grand Paris; its code is its SIREN. */
export interface Groupement {
  readonly code: string
  readonly nom: string
  readonly type: string
  readonly membres: readonly { readonly code: string }[]
}

export interface Departement {
  readonly code: string
  readonly nom: string
  readonly region: string
}

export interface Region {
  readonly code: string
  readonly nom: string
}

/** An edition of the official division of France. */
export interface Decoupage {
  /** Version of the npm package. */
  readonly edition: string
  readonly communes: readonly (Commune | CommunePart)[]
  readonly epci: readonly Groupement[]
  readonly ept: readonly Groupement[]
  readonly departements: readonly Departement[]
  readonly regions: readonly Region[]
}

const PACKAGE = '@etalab/decoupage-administratif'

/**
 * Reads the edition that is installed. The package's own entry only opens its files from its own folder, so
 * they are read one by one; and an `import` of their 12 MB would keep them in memory for ever.
 *
 * @source https://www.npmjs.com/package/@etalab/decoupage-administratif (Licence Ouverte 2.0; code MIT)
 */
export function readDecoupage(): Decoupage {
  const { version } = readPackaged('package.json')
  return {
    edition: version,
    communes: readPackaged('data/communes.json'),
    epci: readPackaged('data/epci.json'),
    ept: readPackaged('data/ept.json'),
    departements: readPackaged('data/departements.json'),
    regions: readPackaged('data/regions.json'),
  }
}

const { resolve } = createRequire(import.meta.url)

function readPackaged(file: string) {
  return JSON.parse(readFileSync(resolve(`${PACKAGE}/${file}`), 'utf8'))
}
