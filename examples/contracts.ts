import type { Body } from './bodies.ts'
import type { Company } from './companies.ts'
import { daysAfter } from './days.ts'

/** A contract of a public buyer, before it is written in one of the formats. Amounts are in euros, without tax. */
export interface Contract {
  readonly buyer: Body
  readonly id: string
  readonly objet: string
  /** Code of the European vocabulary. */
  readonly cpv: string
  readonly procedure: keyof typeof PROCEDURES
  /** INSEE code of the commune where it is performed; the whole département unless told. */
  readonly insee?: string
  readonly months: number
  /** AAAA-MM-JJ */
  readonly notified: string
  readonly published: string
  readonly montant: number
  readonly offers: number
  readonly holders: readonly Company[]
  readonly environmental: boolean
  readonly social: boolean
  readonly subcontract?: {
    readonly company: Company
    readonly montant: number
    readonly months: number
  }
  readonly modifications: readonly Modification[]
}

/** A change of a contract: only what it changes. */
export interface Modification {
  readonly objet: string
  readonly notified: string
  readonly montant?: number
  readonly months?: number
}

/** A concession: whoever holds it is paid by its users. */
export interface Concession {
  readonly buyer: Body
  readonly id: string
  readonly objet: string
  readonly months: number
  readonly signed: string
  readonly starts: string
  readonly valeur: number
  readonly subsidy: number
  readonly holders: readonly Company[]
  /** What was published of each year. */
  readonly years: readonly {
    readonly published: string
    readonly invested: number
    readonly prices: readonly (readonly [name: string, euros: number])[]
  }[]
}

/** How a contract was awarded, in the words of the formats. */
export const PROCEDURES = {
  adapted: 'Procédure adaptée',
  open: "Appel d'offres ouvert",
  none: 'Marché passé sans publicité ni mise en concurrence préalable',
} as const

type Particulars = Partial<
  Omit<Contract, 'buyer' | 'id' | 'objet' | 'cpv' | 'notified' | 'montant' | 'holders'>
>

/** A contract of a year awarded to one company after an adapted procedure, but for what is particular to it. */
export function awarded(
  buyer: Body,
  [id, notified, objet, cpv, montant, ...holders]: readonly [
    id: string,
    notified: string,
    objet: string,
    cpv: string,
    montant: number,
    ...holders: Company[],
  ],
  particulars: Particulars = {},
): Contract {
  return {
    buyer,
    id,
    objet,
    cpv,
    procedure: 'adapted',
    months: 12,
    notified,
    published: daysAfter(notified, 21),
    montant,
    offers: 3,
    holders,
    environmental: false,
    social: false,
    modifications: [],
    ...particulars,
  }
}
