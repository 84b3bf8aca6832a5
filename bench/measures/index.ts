// Every measure, in the order of the targets.
import type { Measure } from '../measure.ts'
import { asOf } from './asOf.ts'
import { cpu } from './cpu.ts'
import { deepPage } from './deepPage.ts'
import { diffOfNeighbours } from './diffSummary.ts'
import { list } from './list.ts'
import { publish } from './publish.ts'
import { slope } from './slope.ts'

export const MEASURES: readonly Measure[] = [
  list,
  cpu,
  asOf,
  slope,
  deepPage,
  publish,
  diffOfNeighbours,
]
