import type { Commune, CommunePart, Decoupage } from './readDecoupage.ts'

/**
 * INSEE codes that lead to each commune without being its own, by the commune's code, sorted.
 *
 * A code that a part of a commune has now leads there, whatever commune it was in before: Lamarche-en-Woëvre
 * (55273) left Heudicourt for Nonsard-Lamarche, and La Neuville-Garnier (60455) Beaumont for Les Hauts-Talican.
 * A code that a commune has again leads nowhere else.
 */
export function oldCodes({
  communes,
}: Pick<Decoupage, 'communes'>): ReadonlyMap<string, readonly string[]> {
  const present = communes.filter(isCommune)
  const current = new Set(present.map(({ code }) => code))
  // The later of two entries stays.
  const leadsTo = new Map([
    ...present.flatMap(({ code, anciensCodes = [] }) =>
      anciensCodes.map((old) => [old, code] as const),
    ),
    ...communes.flatMap((one) => (isCommune(one) ? [] : [[one.code, communeOf(one)] as const])),
  ])
  const old = [...leadsTo.keys()].filter((code) => !current.has(code)).toSorted()
  return Map.groupBy(old, (code) => leadsTo.get(code) ?? code)
}

/** Whether it is a commune that exists now, not a part of one. */
export function isCommune(one: Commune | CommunePart): one is Commune {
  return one.type === 'commune-actuelle'
}

function communeOf(part: CommunePart): string {
  return part.type === 'arrondissement-municipal' ? part.commune : part.chefLieu
}
