import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const HEADER =
  'nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide'

const WORDS =
  'aide fonctionnement festival atelier école rivière théâtre sport jardin musique forêt lecture'.split(
    ' ',
  )

/** Numbers that look random and are the same at every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Writes an invented subventions file of so many rows, of the 16 columns of scdl/subventions 2.1.1.
 *
 * @param churn share of the rows that differ from the file of the same seed without churn: seven in ten with
 *   another amount, the others with another object, which is another record
 * @param times how often that share of the rows has changed, each time others: the file of a later version
 */
export async function writeSubventions(
  path: string,
  rows: number,
  churn = 0,
  times = 1,
): Promise<void> {
  const random = randomFrom(1)
  const changes = Array.from({ length: times }, (_, i) => randomFrom(2 + i))
  const file = createWriteStream(path)
  file.write(`${HEADER}\n`)
  for (let i = 0; i < rows; i += 1) {
    const edits = { amount: 0, object: 0 }
    for (const change of changes) {
      if (change() < churn) edits[change() < 0.7 ? 'amount' : 'object'] += 1
    }
    if (!file.write(row(i, random, edits))) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

function row(
  i: number,
  random: () => number,
  edits: Readonly<Record<'amount' | 'object', number>>,
): string {
  const pick = (count: number) => Math.floor(random() * count)
  const words = Array.from({ length: 8 }, () => WORDS[pick(WORDS.length)]).join(' ')
  const beneficiary = 10_000_000_000_000 + pick(20_000) * 7_919_000
  const day = `${2015 + pick(10)}-0${1 + pick(9)}-1${pick(10)}`
  const amount = (pick(5_000_000) + edits.amount) / 100
  return `${[
    'Département du Val-de-Brume',
    '29990001900017',
    day,
    `D-${i}`,
    `Association ${pick(20_000)}`,
    beneficiary,
    '',
    `${words}${' bis'.repeat(edits.object)}`,
    amount.toFixed(2),
    'aide en numéraire',
    'unique',
    day,
    '',
    'non',
    '1',
    '',
  ].join(',')}\n`
}
