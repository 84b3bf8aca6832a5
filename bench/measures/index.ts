// Every measure, in the order of the targets.
import type { Measure } from '../measure.ts'
import { asOf } from './asOf.ts'
import { cpu } from './cpu.ts'
import { deepPage } from './deepPage.ts'
import { diffLarge } from './diffLarge.ts'
import { diffOfNeighbours } from './diffSummary.ts'
import { exportCsv } from './export.ts'
import { firstLoad } from './firstLoad.ts'
import { footprint } from './footprint.ts'
import { groupBy } from './groupBy.ts'
import { list } from './list.ts'
import { publish } from './publish.ts'
import { rebuildAll } from './rebuild.ts'
import { slope } from './slope.ts'
import { storage } from './storage.ts'
import { underPublication } from './underPublication.ts'

export const MEASURES: readonly Measure[] = [
  list,
  cpu,
  asOf,
  slope,
  deepPage,
  publish,
  firstLoad,
  diffOfNeighbours,
  diffLarge,
  storage,
  groupBy,
  exportCsv,
  rebuildAll,
  underPublication,
  footprint,
]
