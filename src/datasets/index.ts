// What a kind of dataset is, and the kinds themselves. Pure: no I/O, imported by every folder.
export { candidateKeys, KEY_ALGORITHM, type Key, readableKey } from './candidateKeys.ts'
export { KINDS, kindOf } from './catalogue.ts'
export { type Cell, type Cells, type Column, type ColumnType, isFolded } from './column.ts'
export { defineKind, type KeyComponent, type Kind, type SchemaVersion } from './defineKind.ts'
export { deriveCells } from './deriveCells.ts'
export { foldText } from './foldText.ts'
export {
  type CellProblem,
  PROBLEMS,
  type ProblemCode,
  REPAIRS,
  type RepairCode,
  type Severity,
} from './problems.ts'
export {
  foldedName,
  type IndexKey,
  indexedColumns,
  indexedName,
  SORT_LENGTH,
  sqlTypeOf,
  type Table,
  type TableColumn,
  type TableIndex,
  tablesOf,
} from './table.ts'
