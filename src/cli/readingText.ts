import { counted, type FileReport } from '../ingest/index.ts'

type Reading = NonNullable<FileReport['reading']>

/** `utf-8, séparateur « ; »`, `json, utf-8, dans un gzip`, `xlsx, feuille « Prénoms »` */
export function formOf(reading: Reading): string {
  const { format, encoding, delimiter, wrapper, sheet, container } = reading
  return [
    ...(delimiter === undefined ? [format] : []),
    ...(encoding === undefined ? [] : [encoding]),
    ...(delimiter === undefined ? [] : [`séparateur « ${delimiter} »`]),
    ...(wrapper === undefined
      ? []
      : [`chaque ligne dans une seule cellule d’un tableau séparé par « ${wrapper} »`]),
    ...(sheet === undefined ? [] : [`feuille « ${sheet} »`]),
    ...(container === undefined ? [] : [`dans un ${container}`]),
  ].join(', ')
}

/** What was recognised, declared, guessed and left aside of the columns. */
export function columnLines({ columns, constants = [] }: Reading): readonly string[] {
  const recognised = columns.filter(({ target }) => target !== null)
  const ignored = columns.filter(({ target }) => target === null)
  const unnamed = ignored.filter(({ source }) => source.trim() === '').length
  const named = ignored.flatMap(({ source }) => (source.trim() === '' ? [] : [`« ${source} »`]))
  const guessed = recognised.flatMap(({ source, target, rule }) =>
    rule === 'exact' || rule === 'casse'
      ? []
      : [`« ${source.trim()} » → ${target}${rule === 'decoupee' ? ' (modèle plus ancien)' : ''}`],
  )
  const filled = constants.map(({ column, value }) => `${column} = « ${value} »`)
  const close = recognised.filter(({ rule }) => rule === 'casse').length
  return [
    `${counted(recognised.length, 'colonne reconnue', 'colonnes reconnues')}${close > 0 ? `, dont ${close} à la casse ou aux accents près` : ''}.`,
    ...(guessed.length > 0 ? [`Colonnes rapprochées : ${guessed.join(', ')}.`] : []),
    ...(filled.length > 0 ? [`Valeurs déclarées : ${filled.join(', ')}.`] : []),
    ...(named.length > 0
      ? [`Colonnes inconnues du modèle, gardées dans l’original seulement : ${named.join(', ')}.`]
      : []),
    ...(unnamed > 0 ? [`Colonnes sans en-tête, laissées de côté : ${unnamed}.`] : []),
  ].map((line) => line.replace(BREAK, ' ⏎ '))
}

/** Text of a cell of several lines, cut where nobody reads any more. */
export function onOneLine(text: string): string {
  const line = text.replace(BREAK, ' ⏎ ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

const BREAK = /\s*\n\s*/g

const LONGEST = 300
