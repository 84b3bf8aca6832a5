import type { ProblemCode, RepairCode, Scalar } from '../../datasets/index.ts'

/**
 * What a text was read as. No value is an empty cell. A repair changed the form and not the meaning; a
 * problem either left the cell empty or keeps a value that the model does not expect.
 */
export interface Parsed {
  readonly value?: Scalar
  readonly repair?: RepairCode
  readonly problem?: ProblemCode
}
