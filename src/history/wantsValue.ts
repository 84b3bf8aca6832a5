import type { Filter } from './filters.ts'

/** Whether no row without a value in a column can satisfy a filter; false when that is not plain to see. */
export function wantsValue(filter: Filter, column: string): boolean {
  if (filter.op === 'and') return filter.filters.some((part) => wantsValue(part, column))
  if (!('column' in filter) || filter.column !== column || filter.op === 'some') return false
  if (filter.op === 'isNull') return filter.value !== true
  return filter.op !== 'ne' && filter.op !== 'notIn'
}
