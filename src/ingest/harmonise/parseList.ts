import type { Column, ProblemCode, RepairCode } from '../../datasets/index.ts'
import { parseChoice } from './parseCell.ts'

/** One item of a list: as its column writes it, when it has a list of choices. */
export function parseList(
  { choices }: Column,
  text: string,
): { readonly value: string; readonly repair?: RepairCode; readonly problem?: ProblemCode } {
  if (choices === undefined) return { value: text }
  const { value, ...rest } = parseChoice(choices, text)
  return { value: String(value), ...rest }
}
