import type { Column, ProblemCode, RepairCode } from '../../datasets/index.ts'
import { parseChoice } from './parseChoice.ts'

/** One item of a list: as its column writes it, when it has a list of choices. */
export function parseList(
  column: Column,
  text: string,
): { readonly value: string; readonly repair?: RepairCode; readonly problem?: ProblemCode } {
  if (column.choices === undefined) return { value: text }
  const { value, ...rest } = parseChoice(column, text)
  return { value: String(value), ...rest }
}
