import type { Kind } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import type { Filter } from './filters.ts'
import { scanTotals, type TotalsRow } from './scanTotals.ts'
import type { State } from './state.ts'
import { isOfDatasets, totalsOfDatasets } from './totals.ts'

/** Of one column: an exact canonical decimal, null when no record has a value. */
export interface MeasureSum {
  readonly sum: string | null
  /** Records without a value: they count in nothing else. */
  readonly nulls: number
}

/** Of one column, likewise. */
export interface MeasureBounds {
  readonly min: string | null
  readonly max: string | null
}

export interface Aggregates {
  readonly count: number
  readonly measures: Readonly<Record<string, MeasureSum>>
  /** Bounds of each measure; read when asked, unless the rows had to be read for the sums. */
  readonly bounds: () => Promise<Readonly<Record<string, MeasureBounds>>>
}

/** Count, sums and bounds of the records of a state that satisfy a filter. */
export async function aggregateRecords(
  db: Db,
  kind: Kind,
  state: State,
  filter: Filter,
): Promise<Aggregates> {
  if (!isOfDatasets(filter)) {
    const row = await scanTotals(db, kind, state, filter, ['sum', 'nulls', 'min', 'max'])
    const bounds = Promise.resolve(boundsOf(kind, row))
    return { ...sumsOf(kind, row), bounds: () => bounds }
  }
  const row = await totalsOfDatasets(db, kind, state, filter)
  let bounds: ReturnType<Aggregates['bounds']> | undefined
  return {
    ...sumsOf(kind, row),
    bounds: () => {
      bounds ??= scanTotals(db, kind, state, filter, ['min', 'max']).then((row) =>
        boundsOf(kind, row),
      )
      return bounds
    },
  }
}

function sumsOf(kind: Kind, row: TotalsRow): Omit<Aggregates, 'bounds'> {
  const measures = kind.measures.map((name) => [
    name,
    { sum: textOf(row[`sum_${name}`]), nulls: Number(row[`nulls_${name}`] ?? 0) },
  ])
  return { count: Number(row['total'] ?? 0), measures: Object.fromEntries(measures) }
}

function boundsOf(kind: Kind, row: TotalsRow): Readonly<Record<string, MeasureBounds>> {
  const measures = kind.measures.map((name) => [
    name,
    { min: textOf(row[`min_${name}`]), max: textOf(row[`max_${name}`]) },
  ])
  return Object.fromEntries(measures)
}

function textOf(value: string | bigint | null | undefined): string | null {
  return value == null ? null : String(value)
}
