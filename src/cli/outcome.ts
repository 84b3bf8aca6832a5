import { counted, type Outcome } from '../ingest/index.ts'
import { fileJson } from './reportJson.ts'
import { reportLines } from './reportText.ts'

/** What became of a deposit, as one object: the shape of DESIGN §9. */
export function outcomeJson(dataset: string, outcome: Outcome): object {
  const base = { outcome: outcome.outcome, dataset }
  switch (outcome.outcome) {
    case 'published': {
      const { number, position, recordCount, added, removed, changed } = outcome.version
      return {
        ...base,
        version: number,
        position,
        records: recordCount,
        added,
        removed,
        changed,
        unchanged: recordCount - added - changed,
        ...(outcome.file ? fileJson(outcome.file) : {}),
      }
    }
    case 'dry-run':
      return { ...base, ...outcome.preview, ...fileJson(outcome.file) }
    case 'unchanged': {
      const { number, position, recordCount } = outcome.version
      return { ...base, version: number, position, records: recordCount }
    }
    case 'refused':
      return { ...base, ...fileJson(outcome.file) }
    case 'conflict':
      return { ...base, version: outcome.current }
  }
}

/** The same for a person, in French: what became of the file, then what to correct first. */
export function outcomeText(dataset: string, outcome: Outcome): string {
  switch (outcome.outcome) {
    case 'published': {
      const { number, position, recordCount, added, removed, changed } = outcome.version
      return lines([
        `${dataset} : version ${number} publiée (position ${position}).`,
        `${counted(recordCount, 'enregistrement', 'enregistrements')} : ${counted(added, 'ajouté', 'ajoutés')}, ${counted(removed, 'retiré', 'retirés')}, ${counted(changed, 'modifié', 'modifiés')}.`,
        ...(outcome.file ? reportLines(outcome.file) : []),
      ])
    }
    case 'dry-run': {
      const { added, removed, changed, unchanged } = outcome.preview
      return lines([
        `${dataset} : essai, rien n’est écrit.`,
        `Publier donnerait ${counted(added, 'ajout', 'ajouts')}, ${counted(removed, 'retrait', 'retraits')}, ${counted(changed, 'modification', 'modifications')} ; ${counted(unchanged, 'inchangé', 'inchangés')}.`,
        ...reportLines(outcome.file),
      ])
    }
    case 'unchanged':
      return `${dataset} : ce fichier est déjà celui de la version ${outcome.version.number}, rien n’est écrit.`
    case 'refused':
      return lines([`${dataset} : fichier refusé, rien n’est écrit.`, ...reportLines(outcome.file)])
    case 'conflict':
      return `${dataset} : la version en vigueur est la ${outcome.current}, rien n’est écrit.`
  }
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}
