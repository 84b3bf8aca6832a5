import { type Line, readHistory, step } from '../examples/published.ts'

/** The datasets of the demonstration, in the order of their declaration. */
const DATASETS = ['departement', 'town', 'townNames', 'villageNames'] as const

/** Lines in force after a version of a dataset, from the raw files; those of no version before the first. */
export function linesAfter(dataset: (typeof DATASETS)[number], version: number): readonly Line[] {
  const versions = readHistory().datasets[DATASETS.indexOf(dataset)]?.versions ?? []
  return versions
    .slice(0, version)
    .reduce<readonly Line[]>((before, version) => step(before, version).after, [])
}

/** What a published amount is worth; undefined when it is no number. */
export function euros(text: string | null | undefined): number | undefined {
  const number = Number((text ?? '').replace(/\s/gu, '').replace(',', '.'))
  return text?.trim() && !Number.isNaN(number) ? number : undefined
}
