import { type Column, foldText } from '../../datasets/index.ts'
import type { Parsed } from './parsed.ts'

/** What joins several choices in a cell, beside the semicolon of the models. */
const JOINTS = /[;,]| et /i

/** One of the choices of its column, or several where it has some; any other text is kept, with a problem. */
export function parseChoice(column: Column, text: string): Parsed {
  const choice = chosen(column, text)
  if (choice !== undefined) return choice
  const { choices = [] } = column
  if (choices.some((one) => one.includes(';'))) {
    const parts = text.split(JOINTS).filter((part) => part.trim() !== '')
    const several = parts.map((part) => chosen(column, part)?.value ?? part).join(';')
    if (choices.includes(several)) return { value: several, repair: 'synonyme' }
  }
  return { value: text, problem: 'hors_liste' }
}

/** Free text, written as the model writes it where it is one of the words that the model has for it. */
export function parseText({ synonyms }: Column, text: string): Parsed {
  const value = synonyms && synonymOf(synonyms, text)
  return value === undefined || value === text ? { value: text } : { value, repair: 'casse' }
}

function chosen({ choices = [], synonyms = {} }: Column, text: string): Parsed | undefined {
  if (choices.includes(text)) return { value: text }
  const words = wordsOf(text)
  const close = choices.find((candidate) => wordsOf(candidate) === words)
  if (close !== undefined) return { value: close, repair: 'casse' }
  const synonym = synonymOf(synonyms, text)
  return synonym === undefined ? undefined : { value: synonym, repair: 'synonyme' }
}

function synonymOf(synonyms: Readonly<Record<string, string>>, text: string): string | undefined {
  const folded = foldText(text)
  return Object.hasOwn(synonyms, folded) ? synonyms[folded] : undefined
}

/** Folded text whose words are joined by spaces: a sign beside a digit is no joint (`-5`). */
function wordsOf(text: string): string {
  return foldText(text).replace(/(?<=[a-z])['_.-](?=[a-z])/g, ' ')
}
