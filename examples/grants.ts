import { BENEFICIARIES, type Beneficiary } from './beneficiaries.ts'
import type { Body } from './bodies.ts'
import { daysAfter, workingDay } from './days.ts'
import { between, pick, type Random, sample } from './random.ts'

/** One line of a file of subventions, before it is written. */
export interface Grant {
  readonly attribuant: Body
  /** AAAA-MM-JJ */
  readonly date: string
  readonly reference: string
  readonly nom: string
  readonly siret: string
  readonly rna: string
  readonly objet: string
  /** Amount in euro cents; null where the publisher wrote « à préciser ». */
  readonly cents: number | null
  readonly nature: string
  readonly conditions: string
  /** A day, or two joined by `/`. */
  readonly periode: string
  readonly idRAE: string
  readonly notificationUE: boolean
  /** Share of the amount for this beneficiary, in hundredths. */
  readonly percent: number
  readonly dispositif: string
}

const BOTH = 'aide en numéraire;aide en nature'

const IN_KIND = [
  'Mise à disposition de la salle des Saules en {an}',
  'Prêt de barnums et de matériel scénique en {an}',
  'Mise à disposition de personnel technique en {an}',
]

/** The grants that a body votes at one meeting: `count` beneficiaries, one grant each. */
export function meeting(
  random: Random,
  attribuant: Body,
  day: string,
  count: number,
): readonly Grant[] {
  const supported = BENEFICIARIES.filter(({ by }) => by.includes(attribuant.code))
  return sample(random, supported, count).map((beneficiary) =>
    voted(random, attribuant, workingDay(day), beneficiary),
  )
}

function voted(random: Random, attribuant: Body, date: string, to: Beneficiary): Grant {
  const luck = random()
  const firm = to.theme === 'economie'
  const inKind = !firm && to.theme !== 'commune' && luck < 0.14
  const nature = inKind && luck > 0.09 ? BOTH : inKind ? 'aide en nature' : 'aide en numéraire'
  const objet = pick(random, inKind ? IN_KIND : to.projects)
  const euros = to.size * attribuant.share * (0.6 + 0.8 * random()) * (inKind ? 0.3 : 1)
  return {
    ...plain(attribuant, date, to),
    objet: objet.replace('{an}', date.slice(0, 4)),
    cents: inKind || random() < 0.15 ? Math.round(euros * 100) : roundedCents(euros),
    nature,
    ...payment(random, date),
    idRAE: firm ? '90017' : '',
    notificationUE: firm && random() < 0.6,
    percent: random() < 0.1 ? pick(random, [25, 40, 50, 75]) : 100,
    dispositif: to.theme === 'commune' ? `AIDE-COMMUNES-${date.slice(0, 4)}` : '',
  }
}

/** Tells the grant of a body, on a day, to the beneficiary of that name. */
export function granted(by: Body, date: string, nom: string): (grant: Grant) => boolean {
  return (grant) => grant.attribuant === by && grant.date === date && grant.nom === nom
}

/** A grant in one payment, thirty days after the vote, to be completed with what is particular to it. */
export function plain(
  attribuant: Body,
  date: string,
  { nom, siret, rna, theme }: Beneficiary,
): Omit<Grant, 'objet' | 'cents'> {
  const { prefix } = attribuant
  return {
    attribuant,
    date,
    reference: prefix ? `${prefix}-${date.slice(0, 7)}-${theme.slice(0, 3).toUpperCase()}` : '',
    nom,
    siret,
    rna,
    nature: 'aide en numéraire',
    conditions: 'unique',
    periode: daysAfter(date, 30),
    idRAE: '',
    notificationUE: false,
    percent: 100,
    dispositif: '',
  }
}

function payment(random: Random, date: string): Pick<Grant, 'conditions' | 'periode'> {
  const first = daysAfter(date, between(random, 15, 60))
  const last = daysAfter(date, between(random, 120, 330))
  const luck = random()
  if (luck < 0.68) return { conditions: 'unique', periode: first }
  return { conditions: luck < 0.92 ? 'échelonné' : 'autre', periode: `${first}/${last}` }
}

/** Councils vote round sums: by 50 euros, or by 500 for large ones. */
function roundedCents(euros: number): number {
  const step = euros > 10_000 ? 500 : 50
  return Math.max(step, Math.round(euros / step) * step) * 100
}
