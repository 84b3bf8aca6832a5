import { changed, without } from './edits.ts'
import { FIRST_NAMES, type Sex } from './firstNames.ts'
import { between, mulberry32, sample } from './random.ts'

/** One line of a file of first names: how often a commune gave one in a year. */
export interface Births {
  readonly annee: number
  readonly sexe: Sex
  readonly prenom: string
  readonly nombre: number
}

/** The three files of the town, each about the last three years; oldest first. */
export function townBirthVersions(): readonly (readonly Births[])[] {
  // Each year has more lines than the one before it, so that no slide of the window drops 30 % of the
  // lines: it is then published without being asked to confirm.
  const y2018 = yearOf(2018, 25, 27, 5)
  const y2019 = yearOf(2019, 30, 32, 5)
  const y2020: readonly Births[] = [
    ...yearOf(2020, 36, 38, 5),
    { annee: 2020, sexe: 'I', prenom: 'Camille', nombre: 1 },
  ]
  const y2021 = yearOf(2021, 39, 41, 5)
  const y2022 = yearOf(2022, 41, 43, 5)

  // Births declared late, after a judgment, a year or more after the first count.
  const later2020 = changed(y2020, birth(2020, 'M', 'Malo'), { nombre: 2 })
  const later2021: readonly Births[] = [
    ...changed(y2021, birth(2021, 'M', 'Anatole'), { nombre: 2 }),
    { annee: 2021, sexe: 'F', prenom: 'Capucine', nombre: 1 },
  ]
  // The same first name on two lines with two counts; the year after, only this one is left.
  const zoe: Births = { annee: 2021, sexe: 'F', prenom: 'Zoé', nombre: 2 }
  return [
    [...y2018, ...y2019, ...y2020],
    [...y2019, ...later2020, ...y2021, zoe],
    [...later2020, ...without(later2021, birth(2021, 'F', 'Zoé')), zoe, ...y2022],
  ]
}

/** The three files of the village, each about every year since 2018; oldest first. */
export function villageBirthVersions(): readonly (readonly Births[])[] {
  const first = [...yearOf(2018, 8, 9, 3), ...yearOf(2019, 8, 8, 3), ...yearOf(2020, 9, 9, 3)]
  const second = [
    ...changed(first, birth(2020, 'F', 'Jade'), { nombre: 3 }),
    ...yearOf(2021, 7, 8, 3),
  ]
  // A birth that another commune had recorded too.
  const kept = without(second, birth(2021, 'M', 'Martin'))
  return [first, second, [...kept, ...yearOf(2022, 7, 8, 3)]]
}

function birth(annee: number, sexe: Sex, prenom: string): (line: Births) => boolean {
  return (line) => line.annee === annee && line.sexe === sexe && line.prenom === prenom
}

/** A year of a commune: so many first names of girls and of boys, the first given up to `most` times. */
function yearOf(annee: number, girls: number, boys: number, most: number): readonly Births[] {
  const random = mulberry32(annee * most)
  const drawn = (sexe: 'F' | 'M', count: number) =>
    sample(random, FIRST_NAMES[sexe], count).map((prenom, i) => {
      const usual = Math.max(1, most - Math.floor((2 * i * most) / count))
      return { annee, sexe, prenom, nombre: between(random, 1, usual) }
    })
  return [...drawn('F', girls), ...drawn('M', boys)]
}
