import { AUBRELUNE, DEPARTEMENT, INTERCO, PONTGRISOU, TOWN, VILLAGE } from './bodies.ts'
import { inventedSiren } from './identifiers.ts'

/** The département and the région of the territory: codes that no real one has. */
export const CODES = { departement: '990', region: '99' }

/** One commune of the territory: its inhabitants at each edition of the reference, null once it is merged. */
export interface CommuneFacts {
  readonly nom: string
  readonly insee: string
  readonly siren: string
  readonly inhabitants: readonly (number | null)[]
  /** Index of the edition since when another commune is merged into it, and which. */
  readonly absorbed?: { readonly since: number; readonly insee: string; readonly siren: string }
}

const COMBE_SOURDE = { insee: '99903', siren: inventedSiren(5) }

/** Aubrelune absorbs a hamlet; Grisemare falls below 3 500 inhabitants, where the duty to publish ends. */
export const COMMUNES: readonly CommuneFacts[] = [
  {
    ...AUBRELUNE,
    siren: TOWN.siren,
    inhabitants: [11_980, 12_455, 12_610],
    absorbed: { since: 1, ...COMBE_SOURDE },
  },
  { ...PONTGRISOU, siren: VILLAGE.siren, inhabitants: [4_012, 4_057, 4_103] },
  { nom: 'Combe-Sourde', ...COMBE_SOURDE, inhabitants: [412, null, null] },
  {
    nom: 'Grisemare',
    insee: '99904',
    siren: inventedSiren(6),
    inhabitants: [3_546, 3_521, 3_478],
  },
  { nom: 'Louvebrume', insee: '99905', siren: inventedSiren(7), inhabitants: [297, 291, 287] },
]

/** What the communes make up, each of all of them; names as the reference writes them. */
export const ABOVE = {
  epci: { nom: 'CC des Trois-Brumes', siren: INTERCO.siren },
  departement: { nom: 'Val-de-Brume', siren: DEPARTEMENT.siren },
  region: { nom: 'Hautes-Brumes', siren: inventedSiren(8) },
}

/** Number of editions of the reference. */
export const EDITIONS = 3
