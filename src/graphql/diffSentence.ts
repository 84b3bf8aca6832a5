import type { Kind } from '../datasets/index.ts'
import type { DiffSummary } from '../history/index.ts'

/** A difference in French: « 12 subventions ajoutées, 3 retirées, 1 modifiée ; 53 inchangées. » */
export function sentenceOf(
  kind: Kind,
  { added, removed, changed, unchanged }: DiffSummary,
): string {
  const { one, many, feminine } = kind.noun
  const agreed = (count: number, participle: string) =>
    `${participle}${feminine ? 'e' : ''}${count > 1 ? 's' : ''}`
  if (added + removed + changed === 0) {
    const nothing = `Aucun${feminine ? 'e' : ''} ${one} n’a changé`
    return unchanged === 0 ? `${nothing}.` : `${nothing} sur ${french(unchanged)}.`
  }
  const parts = [
    [added, 'ajouté'],
    [removed, 'retiré'],
    [changed, 'modifié'],
  ] as const
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, participle], i) =>
      i === 0
        ? `${french(count)} ${count > 1 ? many : one} ${agreed(count, participle)}`
        : `${french(count)} ${agreed(count, participle)}`,
    )
    .join(', ')
  return `${told} ; ${french(unchanged)} ${agreed(unchanged, 'inchangé')}.`
}

function french(count: number): string {
  return count.toLocaleString('fr-FR')
}
