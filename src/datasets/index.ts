// What a kind of dataset is, and the kinds themselves. Pure: no I/O, imported by every folder.
export { candidateKeys, KEY_ALGORITHM, type Key, readableKey } from './candidateKeys.ts'
export { KINDS, kindOf, kindOfDataset, OFFICIAL_KINDS } from './catalogue.ts'
export { collectivites, REFERENCE } from './collectivites.ts'
export {
  type Cell,
  type Cells,
  type Column,
  type ColumnType,
  isFolded,
  type Objects,
  type Scalar,
  sameCell,
  separatorOf,
  wordOf,
} from './column.ts'
export {
  columnAt,
  defineKind,
  type Fold,
  type Identity,
  type KeyComponent,
  type Kind,
  type Link,
  type Projected,
  type Role,
  type RowRule,
  type SchemaPart,
  type SchemaVersion,
  type Upcast,
  type Where,
} from './defineKind.ts'
export { deriveCells, foldedCells, objectRows, objectsOf } from './deriveCells.ts'
export { foldText } from './foldText.ts'
export { columnNamed, libre, libreKind, publicCells, publicName } from './libre.ts'
export { oncePer } from './oncePer.ts'
export {
  type CellProblem,
  PROBLEMS,
  type ProblemCode,
  REPAIRS,
  type RepairCode,
  type Severity,
} from './problems.ts'
export { publishedName } from './publishedName.ts'
export {
  columnsAt,
  factsAt,
  pathNamed,
  publishedNames,
  publishedTitles,
  rulesAt,
} from './schemaFacts.ts'
export { isStorable, isStorableJson, storableText } from './storableText.ts'
export {
  allTablesOf,
  type Columns,
  columnsOfObjects,
  foldedName,
  type IndexKey,
  indexedColumns,
  indexedName,
  JSON_CELLS,
  JSON_FOLDED,
  type ObjectTables,
  objectTablesOf,
  SORT_LENGTH,
  sortableColumns,
  sqlTypeOf,
  type Table,
  type TableColumn,
  type TableIndex,
  tablesOf,
} from './table.ts'
export { readTableSchema, type TableField, type TableSchema } from './tableSchema.ts'
