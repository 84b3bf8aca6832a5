import { inventedSiren, inventedSiret } from './identifiers.ts'

/** A public body of the invented territory. */
export interface Body {
  /** One letter, which the list of beneficiaries uses to say who supports whom. */
  readonly code: 'D' | 'I' | 'A' | 'P'
  readonly nom: string
  readonly siren: string
  readonly siret: string
  /** Communes only. */
  readonly insee?: string
  /** How decisions are referred to; the village does not number its own. */
  readonly prefix?: string
  /** Size of its grants beside those of the département. */
  readonly share: number
}

/** The town, as a place. INSEE codes that begin with 99 are those of foreign countries: no commune's. */
export const AUBRELUNE = { nom: 'Aubrelune', insee: '99901' }

/** The village, as a place. */
export const PONTGRISOU = { nom: 'Pontgrisou-les-Saules', insee: '99902' }

function body(serial: number, facts: Omit<Body, 'siren' | 'siret'>): Body {
  const siren = inventedSiren(serial)
  return { ...facts, siren, siret: inventedSiret(siren) }
}

/** The département, which publishes for everyone below. */
export const DEPARTEMENT = body(1, {
  code: 'D',
  nom: 'Département du Val-de-Brume',
  prefix: 'CD',
  share: 1,
})

/** The intercommunalité of all the communes. */
export const INTERCO = body(2, {
  code: 'I',
  nom: 'Communauté de communes des Trois-Brumes',
  prefix: 'CC3B',
  share: 0.55,
})

/** A small town, some 12 000 inhabitants. */
export const TOWN = body(3, {
  code: 'A',
  nom: "Commune d'Aubrelune",
  insee: AUBRELUNE.insee,
  prefix: 'CM',
  share: 0.4,
})

/** A village, some 4 000 inhabitants. */
export const VILLAGE = body(4, {
  code: 'P',
  nom: 'Commune de Pontgrisou-les-Saules',
  insee: PONTGRISOU.insee,
  share: 0.12,
})
